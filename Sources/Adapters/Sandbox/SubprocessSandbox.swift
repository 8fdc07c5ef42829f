package import Domain
package import Foundation
package import Logging

/// Runs code as a plain child process: limits hold, but the code sees the host's files, processes and network.
///
/// The explicit opt-out for machines without namespaces, and for code one trusts anyway; it warns when made and at every
/// run. As root it runs the code as an unprivileged user. Tools lie in a directory of the run: in arguments and in
/// environment values, `SandboxJob.toolsPath` is replaced by its path. Written files are bounded one by one, not in
/// their number.
package struct SubprocessSandbox: Sandbox {
    package let name = "subprocess (not confined)"
    private let directory: URL
    private let logger: Logger
    private let maximumTreeBytes: Int

    /// - Parameters:
    ///   - directory: where copies are made; every user must be able to reach it when the bot is root.
    ///   - maximumTreeBytes: larger source trees are refused.
    package init(
        directory: URL = FileManager.default.temporaryDirectory,
        maximumTreeBytes: Int = 512 << 20,
        logger: Logger
    ) {
        self.directory = directory
        self.maximumTreeBytes = maximumTreeBytes
        self.logger = logger
        logger.critical("Code under test runs WITHOUT A SANDBOX: it can read this machine's files and use its network")
    }

    package func run(_ job: SandboxJob) async throws(PortError) -> SandboxResult {
        try JobCheck.refuseMalformed(job)
        logger.warning("Running code without a sandbox", metadata: ["program": "\(job.command.first ?? "")"])
        let owner = UnprivilegedUser.ownerOfOneRun()
        return try await StagedJob.use(job, in: directory, owner: owner, maximumBytes: maximumTreeBytes) {
            staged throws(PortError) in try await run(job, in: staged, owner: owner)
        }
    }

    private func run(
        _ job: SandboxJob, in staged: StagedJob, owner: uid_t?
    ) async throws(PortError) -> SandboxResult {
        let unpack = try UnprivilegedUser.launch(
            ["/usr/bin/env", "tar", "-xmf", staged.archive, "-C", staged.tree], as: owner)
        let command = try child(for: job, staged: staged, owner: owner)
        let result: ChildProcessResult
        do {
            try await Self.unpack(unpack)
            result = try await command.run()
        } catch {
            switch error {
            case .cancelled: throw Self.error("finish the run", .retry, "it was cancelled")
            case .notStarted(let reason): throw Self.error("start the command", .askHuman, reason)
            }
        }
        let collected = await OwnThread.run { Self.collect(job, from: staged) }
        return SandboxResult(
            end: SandboxResult.End(result.end), standardOutput: result.output(1), standardError: result.output(2),
            collected: collected, seconds: result.seconds)
    }

    private static func unpack(_ command: [String]) async throws(ChildProcessFailure) {
        var child = ChildProcess(
            command[0], Array(command.dropFirst()), outputs: [2: BoundedOutput(head: 500)], timeoutSeconds: 300)
        child.environment = ["PATH": "/usr/bin:/bin"]
        let result = try await child.run()
        guard result.end == .exited(0) else {
            throw .notStarted("the copy can't be unpacked: \(String(decoding: result.output(2), as: UTF8.self))")
        }
    }

    private func child(for job: SandboxJob, staged: StagedJob, owner: uid_t?) throws(PortError) -> ChildProcess {
        let mark = RunMark()
        guard let prlimit = Executable.find("prlimit") else {
            throw Self.error("limit the run", .askHuman, "prlimit is not installed: apt-get install util-linux")
        }
        let limits = ResourceLimits.arguments(job.limits, companions: UnprivilegedUser.tasks(of: owner ?? geteuid()))
        func placed(_ text: String) -> String { Self.replacingTools(in: text, by: staged.tools) }
        let settings = job.environment.sorted { $0.key < $1.key }.map { "\($0.key)=\(placed($0.value))" }
        let command = ["/usr/bin/env"] + settings + job.command.map(placed)
        let launch = try UnprivilegedUser.launch([prlimit] + limits + ["--"] + command, as: owner)
        let output = BoundedOutput(headAndTail: job.limits.outputBytes)
        var child = ChildProcess(
            launch[0], Array(launch.dropFirst()), outputs: [1: output, 2: output],
            timeoutSeconds: job.limits.wallSeconds)
        child.environment = [
            "PATH": "/usr/bin:/bin", "HOME": staged.system, "LANG": "C.UTF-8", RunMark.variable: mark.value,
        ]
        child.directory = staged.tree
        child.input = job.input
        child.afterDeath = { _ in Stragglers(mark: mark).end() }
        return child
    }

    private static func collect(_ job: SandboxJob, from staged: StagedJob) -> [String: Data] {
        let root = RootedDirectory(path: staged.tree)
        let limit = min(job.limits.fileBytes, HandingOut.maximumFileBytes)
        return job.collect.reduce(into: [:]) { files, path in files[path] = root.read(path, limit: limit) }
    }

    /// Replaces the tools' path where it begins a text or a part of one after a colon or an equals sign.
    private static func replacingTools(in text: String, by path: String) -> String {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        return parts.map { part in
            let pieces = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map { piece in
                piece == SandboxJob.toolsPath || piece.hasPrefix("\(SandboxJob.toolsPath)/")
                    ? path + piece.dropFirst(SandboxJob.toolsPath.count) : String(piece)
            }
            return pieces.joined(separator: "=")
        }.joined(separator: ":")
    }

    private static func error(_ operation: String, _ recovery: PortError.Recovery, _ reason: String) -> PortError {
        PortError(port: "Sandbox", operation: operation, recovery: recovery, reason: reason)
    }
}

extension SandboxResult.End {
    init(_ end: ChildProcessResult.End) {
        switch end {
        case .exited(let code): self = .exited(code)
        case .signalled(let signal): self = .signalled(signal)
        case .timedOut: self = .timedOut
        }
    }
}
