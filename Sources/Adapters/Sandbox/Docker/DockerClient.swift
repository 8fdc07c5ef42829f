import Domain
import Foundation

/// The `docker` command: starts containers, and sees to it that they are gone afterwards.
struct DockerClient: Sendable {
    /// Nil means where systems have it.
    let program: String?
    let host: String?

    func run(_ command: DockerCommand) async throws(PortError) -> SandboxResult {
        let docker = try located()
        let limits = command.job.limits
        let half = limits.outputBytes / 2
        let collected = HandingOut.maximumBytes(for: command.job) + DockerCommand.footerLength
        var child = ChildProcess(
            docker, command.arguments(),
            outputs: [
                1: BoundedOutput(head: limits.outputBytes - half, tail: half + collected),
                2: BoundedOutput(headAndTail: limits.outputBytes),
            ],
            timeoutSeconds: limits.wallSeconds)
        child.environment = environment
        child.input = command.job.input
        let result: Result<ChildProcessResult, ChildProcessFailure>
        do {
            result = .success(try await child.run())
        } catch {
            result = .failure(error)
        }
        return try await finish(result, of: command, docker: docker, keeping: half)
    }

    /// Reads what the container handed out. When it didn't come to that, removes the container first.
    private func finish(
        _ result: Result<ChildProcessResult, ChildProcessFailure>, of command: DockerCommand, docker: String,
        keeping tail: Int
    ) async throws(PortError) -> SandboxResult {
        if case .success(let child) = result, case .exited(let code) = child.end, var output = child.outputs[1],
            let files = Self.handedOut(by: &output, names: command.job.collect)
        {
            output.shortenTail(to: tail)
            return SandboxResult(
                end: 129...192 ~= code ? .signalled(code - 128) : .exited(code), standardOutput: output.data,
                standardError: child.output(2), collected: files, seconds: child.seconds)
        }
        switch result {
        case .failure(.notStarted(let reason)): throw Self.unusable(reason)
        case .failure(.cancelled):
            try await remove(command.container, docker: docker)
            throw Self.error("finish the run", .retry, "it was cancelled")
        case .success(let child) where child.end == .exited(125) || child.end == .exited(126):
            // Docker itself failed. Most likely there is no engine that could remove anything.
            try? await remove(command.container, docker: docker)
            throw Self.unusable(String(decoding: child.output(2), as: UTF8.self))
        case .success(let child):
            try await remove(command.container, docker: docker)
            var output = child.outputs[1]
            output?.shortenTail(to: tail)
            let end: SandboxResult.End
            switch child.end {
            case .timedOut: end = .timedOut
            // The container as a whole was killed, as the kernel does when its memory is used up.
            case .exited(137): end = .signalled(9)
            case .exited, .signalled: throw Self.unusable(String(decoding: child.output(2), as: UTF8.self))
            }
            return SandboxResult(
                end: end, standardOutput: output?.data ?? Data(), standardError: child.output(2), collected: [:],
                seconds: child.seconds)
        }
    }

    /// Takes what was handed out off the end of the output; nil when there is nothing of the kind.
    private static func handedOut(by output: inout BoundedOutput, names: [String]) -> [String: Data]? {
        guard let footer = output.removeLast(DockerCommand.footerLength),
            let length = Int(String(decoding: footer.dropLast(), as: UTF8.self)),
            let stream = output.removeLast(length)
        else { return nil }
        let files = CollectedFiles(stream, names: names)
        return files.codeWasStarted ? files.files : nil
    }

    /// Removes a container by name, with all that runs in it. One that is only just being made may not be there yet, so it
    /// is asked for more than once.
    private func remove(_ container: String, docker: String) async throws(PortError) {
        let script = """
            for attempt in 1 2 3; do
                [ "$("$0" rm --force --volumes "$1" 2>/dev/null)" = "$1" ] && break
                sleep 0.3
            done
            left=$("$0" ps --all --quiet --filter "name=^/$1\\$") && [ -z "$left" ]
            """
        var child = ChildProcess(
            "/bin/sh", ["-c", script, docker, container], outputs: [2: BoundedOutput(head: 500)], timeoutSeconds: 60)
        child.environment = environment
        guard let result = try? await child.runToTheEnd(), result.end == .exited(0) else {
            throw Self.error(
                "remove a container", .askHuman,
                "the container \(container) may still be there: docker rm --force \(container)")
        }
    }

    private var environment: [String: String] {
        var environment = ["PATH": "/usr/bin:/bin:/usr/local/bin"]
        environment["DOCKER_HOST"] = host
        return environment
    }

    private func located() throws(PortError) -> String {
        guard let program = program ?? Executable.find("docker") else {
            throw Self.unusable("docker is not installed")
        }
        return program
    }

    static func unusable(_ reason: String) -> PortError {
        error(
            "confine code", .askHuman,
            """
            \(reason.trimmingCharacters(in: .whitespacesAndNewlines).prefix(500)). Nothing was run. Start the Docker \
            engine, let the bot's user use it, and fetch the image (docker pull, then SANDBOX_DOCKER_IMAGE); or set \
            SANDBOX_MODE=bubblewrap. Then run the doctor command.
            """)
    }

    private static func error(_ operation: String, _ recovery: PortError.Recovery, _ reason: String) -> PortError {
        PortError(port: "Sandbox", operation: operation, recovery: recovery, reason: reason)
    }
}
