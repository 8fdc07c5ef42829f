package import Domain
import Foundation
package import Logging
import ServiceLifecycle

/// Sleeps until somebody has waited long enough, then writes down what that means: a reminder, a call for help, an end.
///
/// Deadlines are computed from facts, so nothing is lost in a restart, and a deadline is met once whoever wakes up first.
package struct ApprovalTimers: Service {
    package typealias Sleep = @Sendable (Duration) async throws -> Void

    private let engine: WorkflowEngine
    private let clock: WallClock
    private let sleep: Sleep
    private let logger: Logger

    package init(
        engine: WorkflowEngine, clock: WallClock = .system,
        sleep: @escaping Sleep = { try await Task.sleep(for: $0) }, logger: Logger
    ) {
        self.engine = engine
        self.clock = clock
        self.sleep = sleep
        self.logger = logger
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            // Subscribed before reading, so that no incident falls between the two.
            let changes = await engine.changes()
            let open = (try? await engine.openIncidents()) ?? []
            let agenda = Agenda()
            await withDiscardingTaskGroup { group in
                for id in open {
                    if let due = await claim(id, agenda) { group.addTask { await wait(until: due, for: id, agenda) } }
                }
                for await id in changes {
                    if let due = await claim(id, agenda) { group.addTask { await wait(until: due, for: id, agenda) } }
                }
                group.cancelAll()
            }
        }
    }

    /// When the incident's next deadline is; nil where there is none, or somebody waits for exactly that already.
    private func claim(_ id: IncidentID, _ agenda: Agenda) async -> Date? {
        guard let due = await due(id), await agenda.add(id, due) else { return nil }
        return due
    }

    private func due(_ id: IncidentID) async -> Date? {
        do {
            return try await engine.workflow(of: id)?.nextDeadline(at: clock.now())?.due
        } catch {
            logger.warning("An incident can't be read for its deadlines", metadata: ["error": "\(error)"])
            return nil
        }
    }

    /// The clock of the machine may be set while we sleep: what is due is asked for again.
    private func wait(until due: Date, for id: IncidentID, _ agenda: Agenda) async {
        while true {
            let seconds = due.timeIntervalSince(clock.now())
            guard seconds > 0 else { break }
            do { try await sleep(.milliseconds(Int64((seconds * 1_000).rounded(.up)))) } catch { return }
        }
        await agenda.remove(id, due)
        await meet(id)
    }

    /// Writes what is due now, if anything; the change it makes schedules what comes after it.
    private func meet(_ id: IncidentID) async {
        while !Task.isCancelled {
            let now = clock.now()
            do {
                guard let workflow = try await engine.workflow(of: id), let next = workflow.nextDeadline(at: now),
                    next.due <= now, let fact = workflow.fact(of: next.deadline)
                else { return }
                _ = try await engine.record(fact, of: id, by: .workflow)
                return
            } catch WorkflowError.failed(let failure) {
                logger.error("A deadline was not written", metadata: ["incident.id": "\(id)", "error": "\(failure)"])
                do { try await sleep(.seconds(30)) } catch { return }
            } catch {
                // Somebody decided in the same moment.
                return
            }
        }
    }
}

/// Which deadlines somebody waits for already.
private actor Agenda {
    private struct Item: Hashable {
        let incident: IncidentID
        let due: Date
    }

    private var items: Set<Item> = []

    func add(_ incident: IncidentID, _ due: Date) -> Bool {
        items.insert(Item(incident: incident, due: due)).inserted
    }

    func remove(_ incident: IncidentID, _ due: Date) {
        items.remove(Item(incident: incident, due: due))
    }
}
