package import Domain
package import Logging
import ServiceLifecycle

/// Moves every open incident on until it waits for a person or ends.
///
/// It starts with the incidents that were open when the process started, then follows the journal. Steps that don't
/// depend on each other run side by side. Nothing is kept in memory that the journal doesn't hold, and whatever fails goes
/// on by itself when the fault ends: storage is asked again until it answers, and a step that can't be carried out waits for
/// its time; see `StepDelay`.
package struct WorkflowRunner: Service {
    package typealias Sleep = @Sendable (Duration) async throws -> Void

    let engine: WorkflowEngine
    let steps: Steps
    let retry: RetryPolicy
    let starts: (any StepStarts)?
    let clock: WallClock
    let sleep: Sleep
    let meter: any Meter
    let logger: Logger

    /// - Parameters:
    ///   - retry: how a step is tried again at once; what fails then still waits for longer.
    ///   - starts: remembers starts over a kill, so that evidence which ends the process is given up; without it nothing is.
    package init(
        engine: WorkflowEngine, steps: Steps, retry: RetryPolicy, starts: (any StepStarts)? = nil,
        clock: WallClock = .system, sleep: @escaping Sleep = { try await Task.sleep(for: $0) },
        meter: any Meter = NoMeter(), logger: Logger
    ) {
        self.engine = engine
        self.steps = steps
        self.retry = retry
        self.starts = starts
        self.clock = clock
        self.sleep = sleep
        self.meter = meter
        self.logger = logger
    }

    /// What one task does.
    private enum Work: Hashable {
        /// Finds out what is next for an incident.
        case look(IncidentID)
        /// Carries it out, once it is due.
        case step(IncidentID, StepRun.Order)
    }

    package func run() async throws {
        // Subscribed before reading, so that no incident falls between the two.
        let changes = await engine.changes()
        let (work, queue) = AsyncStream.makeStream(of: Work.self)
        let tasks = KeyedTasks<Work>()
        await withDiscardingTaskGroup { group in
            group.addTask {
                for id in await persistence.openIncidents(of: engine) { queue.yield(.look(id)) }
                for await id in changes.cancelOnGracefulShutdown() { queue.yield(.look(id)) }
                queue.finish()
            }
            for await next in work where tasks.begin(next) {
                group.addTask {
                    repeat { await carryOut(next, queue) } while tasks.hasMore(next)
                }
            }
            group.cancelAll()
        }
    }

    private func carryOut(_ work: Work, _ queue: AsyncStream<Work>.Continuation) async {
        switch work {
        case .look(let id):
            for order in await orders(of: id) { queue.yield(.step(id, order)) }
        case .step(let id, let order):
            // What it writes is news, and looked at as such.
            await StepRun(runner: self, incident: id, order: order).run()
        }
    }

    private func orders(of id: IncidentID) async -> [StepRun.Order] {
        guard let workflow = await persistence.workflow(of: id, engine) else { return [] }
        return workflow.nextActions.map { StepRun.Order(action: $0, waiting: workflow.incident.delays[$0]) }
    }

    private var persistence: Persistence { Persistence(sleep: sleep, logger: logger) }
}
