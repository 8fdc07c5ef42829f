import ServiceLifecycle

/// What is still to be done after a request was acknowledged: opening a modal, answering a person.
///
/// Facts never wait here: they are in the journal before the acknowledgement. What is lost in a crash is a note to somebody.
package struct SlackWork: Service {
    package typealias Job = @Sendable () async -> Void

    private let jobs: AsyncStream<Job>
    private let queue: AsyncStream<Job>.Continuation
    private let maximumRunning: Int

    package init(capacity: Int = 256, maximumRunning: Int = 16) {
        (jobs, queue) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(capacity))
        self.maximumRunning = maximumRunning
    }

    /// False when the queue is full or closed: the job won't run.
    package func add(_ job: @escaping Job) -> Bool {
        if case .enqueued = queue.yield(job) { true } else { false }
    }

    /// Runs jobs as they come; after a graceful shutdown, those that are queued, then returns.
    package func run() async {
        await withGracefulShutdownHandler {
            await withTaskGroup(of: Void.self) { group in
                var running = 0
                for await job in jobs {
                    if running == maximumRunning {
                        await group.next()
                        running -= 1
                    }
                    group.addTask { await job() }
                    running += 1
                }
            }
        } onGracefulShutdown: {
            queue.finish()
        }
    }
}
