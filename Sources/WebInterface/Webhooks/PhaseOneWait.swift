import Domain
import Foundation
import ServiceLifecycle
import Synchronization
package import Workflows

/// Waits until an incident's first phase is done: a patch is put before a person, or the incident has ended.
///
/// Follows the journal's changes. At most `maximumWaiters` requests wait at a time; one more is answered at once. The lock is
/// the `Mutex`.
package final class PhaseOneWait: Sendable {
    static let maximumSeconds = 300
    private static let maximumWaiters = 64

    private let engine: WorkflowEngine
    private let clock: any Clock<Duration>
    private let waiters = Mutex(0)

    package init(engine: WorkflowEngine, clock: any Clock<Duration>) {
        self.engine = engine
        self.clock = clock
    }

    static func isDone(_ incident: Incident) -> Bool { incident.status != .investigating }

    /// The incident once it is done, or as it stands after so many seconds.
    func incident(_ id: IncidentID, seconds: Int) async throws -> Incident? {
        let mayWait = waiters.withLock { waiters in
            guard waiters < Self.maximumWaiters else { return false }
            waiters += 1
            return true
        }
        guard mayWait else { return try await engine.incident(id) }
        defer { waiters.withLock { $0 -= 1 } }
        // Subscribed before reading, so that no change falls between the two.
        let changes = await engine.changes()
        if let incident = try await engine.incident(id), Self.isDone(incident) { return incident }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { [engine] in
                for await changed in changes.cancelOnGracefulShutdown() where changed == id {
                    if let incident = try await engine.incident(id), Self.isDone(incident) { return }
                }
            }
            group.addTask { [clock] in try? await clock.sleep(for: .seconds(seconds)) }
            try await group.next()
            group.cancelAll()
        }
        return try await engine.incident(id)
    }
}
