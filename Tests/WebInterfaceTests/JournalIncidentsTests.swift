import Domain
import Testing
import WebInterface

@Suite struct JournalIncidentsTests {
    private let reader = JournalIncidents(
        journal: FixedJournal(histories: [3: SampleIncident(id: 3), 5: SampleIncident(id: 5)]))

    @Test func `an incident is the fold of its journal, and an unknown one is nil`() async throws {
        let incident = try await reader.incident(IncidentID(rawValue: 5))

        #expect(incident == SampleIncident(id: 5).incident)
        #expect(try await reader.incident(IncidentID(rawValue: 4)) == nil)
    }

    @Test func `the newest come first, no more than were asked for`() async throws {
        #expect(try await reader.incidents(limit: 9).map(\.id.rawValue) == [5, 3])
        #expect(try await reader.incidents(limit: 1).map(\.id.rawValue) == [5])
    }
}

/// A journal whose histories are written already.
private struct FixedJournal: Journal {
    let histories: [Int: SampleIncident]

    func open(_ intake: Intake, by actor: Actor, key: String) async throws(PortError) -> IncidentID {
        throw refusal
    }

    func append(
        _ fact: Fact, to incident: IncidentID, by actor: Actor, expectedCount: Int, causedBy key: String?
    ) async throws(JournalError) -> JournalEntry {
        throw .failed(refusal)
    }

    func entries(of incident: IncidentID) async throws(PortError) -> [JournalEntry] {
        histories[incident.rawValue].map { $0.entries(of: $0.facts) } ?? []
    }

    func openIncidents() async throws(PortError) -> [IncidentID] { [] }

    func incidents(limit: Int) async throws(PortError) -> [IncidentID] {
        histories.keys.sorted(by: >).prefix(limit).map(IncidentID.init(rawValue:))
    }

    func changes() async -> AsyncStream<IncidentID> { AsyncStream { $0.finish() } }

    private var refusal: PortError {
        PortError(port: "Journal", operation: "write", recovery: .giveUp, reason: "this journal is only read")
    }
}
