import Domain
import Synchronization
import TestSupport

/// The journal of a process that gets killed when it writes, before or after the fact is there. What it is asked from then
/// on has no answer.
final class MortalJournal: Journal {
    private let journal: any Journal
    private let left: Mutex<Int>
    private let takesEffect: Bool
    let deaths = AsyncStream.makeStream(of: Void.self)

    /// - Parameters:
    ///   - writes: the last of so many is the one it dies at.
    ///   - takesEffect: whether that one is written all the same.
    init(_ journal: any Journal, writes: Int, takesEffect: Bool) {
        self.journal = journal
        left = Mutex(writes)
        self.takesEffect = takesEffect
    }

    var wasKilled: Bool { left.withLock { $0 <= 0 } }

    func append(
        _ fact: Fact, to incident: IncidentID, by actor: Actor, expectedCount: Int, causedBy key: String?
    ) async throws(JournalError) -> JournalEntry {
        let remaining = left.withLock { left in
            left -= 1
            return left
        }
        if remaining > 0 || remaining == 0 && takesEffect {
            let entry = try await journal.append(
                fact, to: incident, by: actor, expectedCount: expectedCount, causedBy: key)
            if remaining > 0 { return entry }
        }
        deaths.continuation.yield()
        throw .failed(await dead())
    }

    func open(_ intake: Intake, by actor: Actor, key: String) async throws(PortError) -> IncidentID {
        try await journal.open(intake, by: actor, key: key)
    }

    func entries(of incident: IncidentID) async throws(PortError) -> [JournalEntry] {
        if wasKilled { throw await dead() }
        return try await journal.entries(of: incident)
    }

    func openIncidents() async throws(PortError) -> [IncidentID] { try await journal.openIncidents() }

    func incidents(limit: Int) async throws(PortError) -> [IncidentID] { try await journal.incidents(limit: limit) }

    func changes() async -> AsyncStream<IncidentID> { await journal.changes() }

    private func dead() async -> PortError {
        _ = try? await sleepUntilCancelled()
        return PortError(port: "Journal", operation: "be alive", recovery: .giveUp, reason: "killed")
    }
}

/// A journal on a disk with faults, which last until they are ended.
final class FaultyJournal: Journal {
    struct Faults: Sendable {
        var reads: PortError?
        var writes: PortError?
    }

    private let journal: any Journal
    let faults: Mutex<Faults>

    init(_ journal: any Journal, _ faults: Faults) {
        self.journal = journal
        self.faults = Mutex(faults)
    }

    func append(
        _ fact: Fact, to incident: IncidentID, by actor: Actor, expectedCount: Int, causedBy key: String?
    ) async throws(JournalError) -> JournalEntry {
        if let failure = faults.withLock(\.writes) { throw .failed(failure) }
        return try await journal.append(fact, to: incident, by: actor, expectedCount: expectedCount, causedBy: key)
    }

    func open(_ intake: Intake, by actor: Actor, key: String) async throws(PortError) -> IncidentID {
        try await journal.open(intake, by: actor, key: key)
    }

    func entries(of incident: IncidentID) async throws(PortError) -> [JournalEntry] {
        if let failure = faults.withLock(\.reads) { throw failure }
        return try await journal.entries(of: incident)
    }

    func openIncidents() async throws(PortError) -> [IncidentID] {
        if let failure = faults.withLock(\.reads) { throw failure }
        return try await journal.openIncidents()
    }

    func incidents(limit: Int) async throws(PortError) -> [IncidentID] { try await journal.incidents(limit: limit) }

    func changes() async -> AsyncStream<IncidentID> { await journal.changes() }
}
