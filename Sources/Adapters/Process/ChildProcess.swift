package import Foundation

/// One program, run to its end or to its time limit.
///
/// The child gets its own process group, default signal handling, and no descriptor of ours but the pipes named here.
/// When `run` returns, the child and its group are dead and reaped. Everything happens on a thread of its own that
/// outlives the child, so that a child may ask the kernel to be killed together with the thread that started it.
package struct ChildProcess: Sendable {
    /// An absolute path.
    package var executable: String
    /// Without the program's own name.
    package var arguments: [String]
    /// The whole environment; nothing is inherited.
    package var environment: [String: String] = [:]
    /// The working directory; ours when nil.
    package var directory: String?
    package var input = Data()
    /// What to keep of each descriptor the child writes to. Descriptors 1 and 2 that are not here lead to `/dev/null`.
    package var outputs: [Int32: BoundedOutput]
    /// Files the child finds open for reading, by descriptor.
    package var files: [Int32: String] = [:]
    package var timeoutSeconds: Double
    /// Runs on the child's thread, once the child and its group are dead and before the pipes are read to their end.
    package var afterDeath: (@Sendable ([Int32: BoundedOutput]) -> Void)?

    package init(_ executable: String, _ arguments: [String], outputs: [Int32: BoundedOutput], timeoutSeconds: Double) {
        self.executable = executable
        self.arguments = arguments
        self.outputs = outputs
        self.timeoutSeconds = timeoutSeconds
    }

    /// Runs the program. Cancelling the task kills it and throws `cancelled` once it is dead.
    package func run() async throws(ChildProcessFailure) -> ChildProcessResult {
        let cancellation = Cancellation()
        let result = await withTaskCancellationHandler {
            await perform(until: cancellation)
        } onCancel: {
            cancellation.request()
        }
        return try result.get()
    }

    /// Runs the program to its end also in a cancelled task: for clearing away what another program left.
    package func runToTheEnd() async throws(ChildProcessFailure) -> ChildProcessResult {
        try await perform(until: Cancellation()).get()
    }

    private func perform(until cancellation: Cancellation) async -> Result<ChildProcessResult, ChildProcessFailure> {
        await OwnThread.run { ChildProcessRun.perform(self, cancellation: cancellation) }
    }
}

/// How a child ended and what it wrote.
package struct ChildProcessResult: Sendable {
    package enum End: Sendable, Equatable {
        case exited(Int)
        case signalled(Int)
        /// Killed at `timeoutSeconds`.
        case timedOut
    }

    package let end: End
    package let outputs: [Int32: BoundedOutput]
    package let seconds: Double

    /// What was kept of one descriptor.
    package func output(_ descriptor: Int32) -> Data { outputs[descriptor]?.data ?? Data() }
}

/// Why there is no result.
package enum ChildProcessFailure: Error, Sendable, Equatable {
    /// Nothing ran.
    case notStarted(String)
    case cancelled
}
