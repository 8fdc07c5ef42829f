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
            let open = await persistence.openIncidents(of: engine)
            let tasks = KeyedTasks<Item>()
            await withDiscardingTaskGroup { group in
                func look(at id: IncidentID) async {
                    guard let due = await due(id) else { return }
                    let item = Item(incident: id, due: due)
                    guard tasks.begin(item) else { return }
                    group.addTask {
                        repeat { await wait(for: item) } while tasks.hasMore(item)
                    }
                }
                for id in open { await look(at: id) }
                for await id in changes { await look(at: id) }
                group.cancelAll()
            }
        }
    }

    /// A deadline that somebody waits for.
    private struct Item: Hashable {
        let incident: IncidentID
        let due: Date
    }

    /// When the incident's next deadline is; nil where there is none.
    private func due(_ id: IncidentID) async -> Date? {
        await persistence.workflow(of: id, engine)?.nextDeadline(at: clock.now())?.due
    }

    private var persistence: Persistence { Persistence(sleep: sleep, logger: logger) }

    /// The clock of the machine may be set while we sleep: what is due is asked for again.
    private func wait(for item: Item) async {
        while true {
            let seconds = item.due.timeIntervalSince(clock.now())
            guard seconds > 0 else { break }
            do { try await sleep(.milliseconds(Int64((seconds * 1_000).rounded(.up)))) } catch { return }
        }
        await meet(item.incident)
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
