import Domain
import Foundation

/// Runs the `git` program against one repository, deaf to every setting but the repository's own.
///
/// Only plumbing commands are run. No hook, filter, pager, editor, helper or signature can come into play, and there is
/// no working tree: the current directory is an empty one.
struct GitCommand: Sendable {
    /// The repository's `.git`, or the repository itself when it is bare.
    let gitDirectory: String
    /// An empty directory to run in. Attributes would be read from here.
    let workingDirectory: String
    /// Further variables, such as another index.
    var environment: [String: String] = [:]
    /// The port in whose name errors are thrown.
    var port = "SourceRepository"
    /// A command that takes longer is killed.
    var timeoutSeconds = 120.0

    /// The most that is read of one answer.
    static let maximumAnswerBytes = 128 << 20

    private static let settings = [
        "core.hooksPath=/dev/null", "core.fsmonitor=false", "core.attributesFile=/dev/null", "core.quotePath=true",
        "core.autocrlf=false", "core.alternateRefsCommand=", "diff.suppressBlankEmpty=false", "gc.auto=0",
        "maintenance.auto=false", "commit.gpgSign=false", "i18n.commitEncoding=UTF-8", "log.showSignature=false",
    ]

    private static let baseEnvironment = [
        "PATH": "/usr/bin:/bin:/usr/local/bin", "HOME": "/nonexistent", "LC_ALL": "C", "TZ": "UTC",
        "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1", "GIT_ATTR_NOSYSTEM": "1",
        "GIT_TERMINAL_PROMPT": "0", "GIT_PAGER": "cat", "GIT_NO_REPLACE_OBJECTS": "1", "GIT_OPTIONAL_LOCKS": "0",
        "GIT_LITERAL_PATHSPECS": "1",
    ]

    /// What git prints.
    ///
    /// - Parameters:
    ///   - operation: what for, as a verb phrase, for the error.
    ///   - accepting: exit codes that are answers.
    func run(
        _ arguments: [String], input: Data = Data(), to operation: String, accepting: Set<Int> = [0]
    ) async throws(PortError) -> Answer {
        guard let git = Executable.find("git") else {
            throw error(operation, .askHuman, "git is not installed: apt-get install git")
        }
        let options = ["--git-dir=\(gitDirectory)", "--no-pager"] + Self.settings.flatMap { ["-c", $0] }
        var child = ChildProcess(
            git, options + arguments,
            outputs: [1: BoundedOutput(head: Self.maximumAnswerBytes), 2: BoundedOutput(head: 4096)],
            timeoutSeconds: timeoutSeconds)
        child.environment = Self.baseEnvironment.merging(environment) { $1 }
        child.directory = workingDirectory
        child.input = input
        let result: ChildProcessResult
        do {
            result = try await child.run()
        } catch {
            throw self.error(operation, .retry, "\(error)")
        }
        let complaint = String(decoding: result.output(2), as: UTF8.self)
            .trimmingCharacters(in: .whitespacesAndNewlines)
        switch result.end {
        case .exited(let code) where accepting.contains(code):
            guard result.outputs[1]?.omitted == 0 else { throw error(operation, .giveUp, "git's answer is too long") }
            return Answer(code: code, bytes: result.output(1))
        case .exited where complaint.contains(HostFailure(ENOSPC).words):
            throw error(operation, HostFailure(ENOSPC), at: gitDirectory)
        case .exited(let code): throw error(operation, .giveUp, "git ended with \(code): \(complaint)")
        case .signalled(let signal): throw error(operation, .retry, "git was killed by signal \(signal)")
        case .timedOut: throw error(operation, .retry, "git took longer than \(Int(child.timeoutSeconds)) seconds")
        }
    }

    func error(_ operation: String, _ recovery: PortError.Recovery, _ reason: String) -> PortError {
        PortError(port: port, operation: operation, recovery: recovery, reason: reason)
    }

    func error(_ operation: String, _ failure: HostFailure, at path: String) -> PortError {
        error(operation, failure.recovery, failure.reason(at: path))
    }

    /// The same with further variables.
    func with(_ variables: [String: String]) -> GitCommand {
        var copy = self
        copy.environment.merge(variables) { $1 }
        return copy
    }
}

extension GitCommand {
    struct Answer: Sendable {
        let code: Int
        let bytes: Data

        /// The answer as one line of text.
        var line: String { String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .newlines) }
        /// Parts between zero bytes.
        var records: [Data] { bytes.split(separator: 0) }
    }
}
