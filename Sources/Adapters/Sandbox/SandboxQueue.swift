package import Domain

/// A sandbox of which only so many run at once; the others wait in the order they came.
///
/// The processors stay free enough for requests to be acknowledged while many patches are verified.
package actor SandboxQueue: Sandbox {
    package nonisolated let name: String
    private let sandbox: any Sandbox
    private let slots: Int
    private var running = 0
    private var waiting: [(ticket: Int, enter: CheckedContinuation<Bool, Never>)] = []
    private var lastTicket = 0

    /// - Parameter slots: how many may run at once, at least one.
    package init(_ sandbox: any Sandbox, slots: Int) {
        name = sandbox.name
        self.sandbox = sandbox
        self.slots = max(1, slots)
    }

    /// How many run, and how many wait.
    package var load: (running: Int, waiting: Int) { (running, waiting.count) }

    package func run(_ job: SandboxJob) async throws(PortError) -> SandboxResult {
        guard await enter() else {
            throw PortError(
                port: "Sandbox", operation: "wait for its turn", recovery: .retry, reason: "it was cancelled")
        }
        defer { leave() }
        return try await sandbox.run(job)
    }

    /// True when it is this run's turn; false when it was cancelled before.
    private func enter() async -> Bool {
        if Task.isCancelled { return false }
        if running < slots {
            running += 1
            return true
        }
        lastTicket += 1
        let ticket = lastTicket
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                if Task.isCancelled {
                    continuation.resume(returning: false)
                } else {
                    waiting.append((ticket, continuation))
                }
            }
        } onCancel: {
            Task { await self.giveUp(ticket) }
        }
    }

    private func giveUp(_ ticket: Int) {
        guard let place = waiting.firstIndex(where: { $0.ticket == ticket }) else { return }
        waiting.remove(at: place).enter.resume(returning: false)
    }

    /// The slot goes straight to the one who waits longest.
    private func leave() {
        if waiting.isEmpty {
            running -= 1
        } else {
            waiting.removeFirst().enter.resume(returning: true)
        }
    }
}
