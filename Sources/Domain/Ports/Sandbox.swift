package import Foundation

/// Runs code nobody trusts.
///
/// The code sees a private, writable copy of `tree` as its working directory, a read-only system, an empty environment
/// but for what the job gives it, and no network. When `run` returns, nothing of it is left: no process, no file.
package protocol Sandbox: Sendable {
    /// Shown with every result, e.g. `bubblewrap`.
    var name: String { get }

    /// Runs one command to its end or to a limit; a limit is a result, not an error.
    ///
    /// Throws when the sandbox itself can't work, and then has run nothing.
    func run(_ job: SandboxJob) async throws(PortError) -> SandboxResult
}

/// One command over one tree.
package struct SandboxJob: Sendable {
    /// A directory on the host that is copied, never changed.
    package var tree: URL
    /// Files laid over the copy, by path relative to its root. A path that leaves the root is refused.
    package var overlay: [String: Data]
    /// Files outside the copy, readable but not writable by the code, by plain name. They appear in `SandboxJob.toolsPath`.
    package var tools: [String: Data]
    /// Arguments without a shell; the first is looked up in the sandbox's `PATH`.
    package var command: [String]
    package var environment: [String: String]
    /// Read as standard input.
    package var input: Data
    /// Paths below the copy's root to read back afterwards, where they exist as regular files.
    package var collect: [String]
    package var limits: SandboxLimits
    /// The image to run in instead of the sandbox's own, for a sandbox that knows images; no other heeds it.
    package var image: String?

    /// Where `tools` appear inside the sandbox.
    package static let toolsPath = "/tools"

    package init(
        tree: URL,
        overlay: [String: Data] = [:],
        tools: [String: Data] = [:],
        command: [String],
        environment: [String: String] = [:],
        input: Data = Data(),
        collect: [String] = [],
        limits: SandboxLimits = SandboxLimits(),
        image: String? = nil
    ) {
        self.tree = tree
        self.overlay = overlay
        self.tools = tools
        self.command = command
        self.environment = environment
        self.input = input
        self.collect = collect
        self.limits = limits
        self.image = image
    }
}

/// Bounds of one job. Every one is enforced.
package struct SandboxLimits: Sendable, Equatable {
    package var wallSeconds: Double
    package var cpuSeconds: Int
    package var processes: Int
    /// Memory each process may fill, and its address space but for `reservedBytes`. All of them together may fill twice
    /// as much where the machine can bound that.
    package var memoryBytes: Int
    /// Address space beyond `memoryBytes` that a process may reserve without filling it: JavaScript, Java, Go and .NET
    /// runtimes reserve tens of GiB and don't start without them.
    package var reservedBytes: Int
    /// Size of any file written.
    package var fileBytes: Int
    package var openFiles: Int
    /// Kept of each output stream: head and tail, the middle left out and said so.
    package var outputBytes: Int

    package init(
        wallSeconds: Double = 60,
        cpuSeconds: Int = 60,
        processes: Int = 64,
        memoryBytes: Int = 1 << 30,
        reservedBytes: Int = 0,
        fileBytes: Int = 64 << 20,
        openFiles: Int = 256,
        outputBytes: Int = 64 << 10
    ) {
        self.wallSeconds = wallSeconds
        self.cpuSeconds = cpuSeconds
        self.processes = processes
        self.memoryBytes = memoryBytes
        self.reservedBytes = reservedBytes
        self.fileBytes = fileBytes
        self.openFiles = openFiles
        self.outputBytes = outputBytes
    }
}

package struct SandboxResult: Sendable {
    package enum End: Sendable, Equatable {
        case exited(Int)
        case signalled(Int)
        /// Killed at `wallSeconds`.
        case timedOut
    }

    package let end: End
    package let standardOutput: Data
    package let standardError: Data
    package let collected: [String: Data]
    package let seconds: Double

    package init(
        end: End, standardOutput: Data, standardError: Data, collected: [String: Data], seconds: Double
    ) {
        self.end = end
        self.standardOutput = standardOutput
        self.standardError = standardError
        self.collected = collected
        self.seconds = seconds
    }
}
