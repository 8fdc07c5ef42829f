package import Domain
import Foundation

/// A journal that lives as long as the test, and keeps every promise of the port but durability.
package actor InMemoryJournal: Journal {
    private let clock: WallClock
    private(set) var histories: [IncidentID: [JournalEntry]] = [:]
    private(set) var keys: [String: IncidentID] = [:]
    /// In the order they were correlated.
    private(set) var correlated: [IncidentID] = []
    private var listeners: [Int: AsyncStream<IncidentID>.Continuation] = [:]
    private var nextListener = 0
    private(set) var failure: PortError?

    package init(clock: WallClock = ManualClock().clock) {
        self.clock = clock
    }

    /// Makes every call fail until it is given nil.
    package func fail(with failure: PortError?) {
        self.failure = failure
    }

    package func open(_ intake: Intake, by actor: Actor, key: String) throws(PortError) -> IncidentID {
        if let failure { throw failure }
        if let known = keys[key] { return known }
        let incident = IncidentID(rawValue: histories.count + 1)
        keys[key] = incident
        histories[incident] = [entry(.opened(intake), incident, actor, behind: nil)]
        tell(incident)
        return incident
    }

    package func append(
        _ fact: Fact, to incident: IncidentID, by actor: Actor, expectedCount: Int, causedBy key: String?
    ) throws(JournalError) -> JournalEntry {
        if let failure { throw .failed(failure) }
        let history = histories[incident] ?? []
        if let key, let known = history.first(where: { $0.causedBy == key }) { return known }
        guard history.count == expectedCount else { throw .conflict(actualCount: history.count) }
        guard let last = history.last else {
            throw .failed(
                PortError(port: "Journal", operation: "add a fact", recovery: .giveUp, reason: "No such incident."))
        }
        let new = entry(fact, incident, actor, causedBy: key, behind: last)
        histories[incident] = history + [new]
        if fact.kind == .correlated, !correlated.contains(incident) { correlated.append(incident) }
        tell(incident)
        return new
    }

    package func entries(of incident: IncidentID) throws(PortError) -> [JournalEntry] {
        if let failure { throw failure }
        return histories[incident] ?? []
    }

    package func openIncidents() throws(PortError) -> [IncidentID] {
        if let failure { throw failure }
        return histories.filter { Incident(entries: $1)?.hasWork == true }.keys.sorted()
    }

    package func incidents(limit: Int) throws(PortError) -> [IncidentID] {
        if let failure { throw failure }
        return Array(histories.keys.sorted().reversed().prefix(max(0, limit)))
    }

    package func changes() -> AsyncStream<IncidentID> {
        let (stream, continuation) = AsyncStream.makeStream(of: IncidentID.self)
        let number = nextListener
        nextListener += 1
        listeners[number] = continuation
        return stream
    }

    private func tell(_ incident: IncidentID) {
        for (number, listener) in listeners {
            if case .terminated = listener.yield(incident) { listeners[number] = nil }
        }
    }

    private func entry(
        _ fact: Fact, _ incident: IncidentID, _ actor: Actor, causedBy key: String? = nil, behind last: JournalEntry?
    ) -> JournalEntry {
        EntryMaking.entry(fact, of: incident, by: actor, at: clock.now(), causedBy: key, behind: last)
    }
}
