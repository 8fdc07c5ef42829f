package import Domain
package import Foundation

/// Runs code in namespaces of its own, made by bubblewrap 0.8 or newer.
///
/// The code sees `/usr`, a few files of `/etc`, the toolchains it is given, its copy in `/repository`, its tools in
/// `/tools`, and empty `/tmp`, `/proc` and `/dev`; nothing else of the host. It has no network, no capability, no way to gain one, and can make no
/// further namespaces; the kernel refuses it the calls that `SyscallRule` lists. It runs as an unprivileged user also when the bot is root. What it can write lies in memory:
/// the copy may grow by twice `fileBytes`, `/tmp` holds `fileBytes`.
///
/// `memoryBytes` and `cpuSeconds` bound each process and `processes` their number, threads counted too. Where there are
/// control groups, one bounds all of a run's processes together in memory, number and processors. When the host's memory
/// runs out all the same, the kernel ends the sandbox before anything else. A command whose exit code is 129 to
/// 192 is reported as killed by the signal 1 to 64, as shells do. Nothing is collected after a time-out.
package struct BubblewrapSandbox: Sandbox {
    package let name = "bubblewrap"
    /// What the code may read of the host beside the system.
    package let readOnlyPaths: [String]
    /// What bounds all processes of a run together.
    package let controlGroups: ControlGroups
    private let directory: URL
    private let maximumTreeBytes: Int
    private let program: String?

    /// - Parameters:
    ///   - readOnlyPaths: further paths of the host that the code may read, for toolchains outside `/usr`. Their `bin`
    ///     and `usr/bin` come first in the code's `PATH`.
    ///   - controlGroups: where runs get a control group each, if anywhere.
    ///   - directory: where copies are prepared; every user must be able to reach it when the bot is root.
    ///   - maximumTreeBytes: larger source trees are refused, since the copy lies in memory.
    ///   - program: the path of `bwrap`; looked for where systems have it when nil.
    package init(
        readOnlyPaths: [String] = HostToolchains.find(),
        controlGroups: ControlGroups = .absent("none was asked for"),
        directory: URL = FileManager.default.temporaryDirectory,
        maximumTreeBytes: Int = 512 << 20,
        program: String? = nil
    ) {
        self.readOnlyPaths = readOnlyPaths
        self.controlGroups = controlGroups
        self.directory = directory
        self.maximumTreeBytes = maximumTreeBytes
        self.program = program
    }

    package func run(_ job: SandboxJob) async throws(PortError) -> SandboxResult {
        try JobCheck.refuseMalformed(job)
        guard let program = program ?? Executable.find("bwrap") else { throw Self.unusable("bwrap is not installed") }
        guard let architecture = SyscallFilter.Architecture.current else {
            throw Self.error(
                "confine code", .askHuman,
                """
                kernel calls are filtered on x86_64 and aarch64 only, and this machine is neither. Nothing was run. \
                Use such a machine, or SANDBOX_MODE=docker
                """)
        }
        return try await StagedJob.use(
            job, in: directory, owner: UnprivilegedUser.owner, maximumBytes: maximumTreeBytes
        ) { staged throws(PortError) in
            try await run(job, in: staged, program: program, architecture: architecture)
        }
    }

    private func run(
        _ job: SandboxJob, in staged: StagedJob, program: String, architecture: SyscallFilter.Architecture
    ) async throws(PortError) -> SandboxResult {
        let toolchains = try ReachablePaths(readOnlyPaths, mountedIn: staged.reach)
        let command = BubblewrapCommand(job: job, staged: staged, toolchains: toolchains)
        let launch = try toolchains.launch(UnprivilegedUser.launch([program] + command.arguments()))
        let filter = try staged.store(SyscallFilter(for: architecture).bytes, named: "filter")
        let child = try await ControlGroup.use(
            in: controlGroups, limits: job.limits, treeBytes: staged.treeBytes
        ) { group throws(PortError) in
            try await Self.perform(group?.launch(launch) ?? launch, filter: filter, for: job)
        }
        return try Self.result(of: child, for: job)
    }

    /// Runs an empty program in the sandbox, for `doctor`. Throws what `run` would throw.
    package func check() async throws(PortError) {
        try await SandboxCheck.run(in: self, directory: directory)
    }

    private static func perform(
        _ command: [String], filter: String, for job: SandboxJob
    ) async throws(PortError) -> ChildProcessResult {
        let output = BoundedOutput(headAndTail: job.limits.outputBytes)
        var child = ChildProcess(
            command[0], Array(command.dropFirst()),
            outputs: [
                1: output, 2: output,
                BubblewrapCommand.statusDescriptor: BoundedOutput(head: 4096),
                BubblewrapCommand.collectDescriptor: BoundedOutput(head: HandingOut.maximumBytes(for: job)),
            ],
            timeoutSeconds: job.limits.wallSeconds)
        child.environment = ["PATH": "/usr/bin:/bin", RunMark.variable: RunMark().value]
        child.input = job.input
        child.files = [BubblewrapCommand.filterDescriptor: filter]
        child.afterDeath = { outputs in
            BubblewrapStatus(outputs[BubblewrapCommand.statusDescriptor]?.data ?? Data())?.awaitDeath()
        }
        do {
            return try await child.run()
        } catch {
            throw Self.error(for: error)
        }
    }

    private static func result(
        of child: ChildProcessResult, for job: SandboxJob
    ) throws(PortError) -> SandboxResult {
        let end: SandboxResult.End
        let handedOut = CollectedFiles(child.output(BubblewrapCommand.collectDescriptor), names: job.collect)
        switch child.end {
        case .timedOut: end = .timedOut
        case _ where !handedOut.codeWasStarted: throw unusable(String(decoding: child.output(2), as: UTF8.self))
        case .exited(let code): end = 129...192 ~= code ? .signalled(code - 128) : .exited(code)
        case .signalled(let signal): end = .signalled(signal)
        }
        return SandboxResult(
            end: end, standardOutput: child.output(1), standardError: child.output(2),
            collected: handedOut.files, seconds: child.seconds)
    }

    private static func unusable(_ reason: String) -> PortError {
        error(
            "confine code", .askHuman,
            """
            \(reason.trimmingCharacters(in: .whitespacesAndNewlines).prefix(500)). Nothing was run. Install \
            bubblewrap 0.8 or newer (apt-get install bubblewrap) and allow user namespaces (sysctl \
            kernel.unprivileged_userns_clone=1, kernel.apparmor_restrict_unprivileged_userns=0 where these exist; \
            in a container, a security profile that permits them); then run the doctor command.
            """)
    }

    private static func error(for failure: ChildProcessFailure) -> PortError {
        switch failure {
        case .notStarted(let reason): unusable(reason)
        case .cancelled: error("finish the run", .retry, "it was cancelled")
        }
    }

    private static func error(_ operation: String, _ recovery: PortError.Recovery, _ reason: String) -> PortError {
        PortError(port: "Sandbox", operation: operation, recovery: recovery, reason: reason)
    }
}
