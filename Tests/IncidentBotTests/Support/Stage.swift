import Adapters
import Domain
import Foundation
import Logging
import Rehearsal

@testable import IncidentBot

/// A demo for one test: workspace and bot on free ports, over a sample service of their own.
enum Stage {
    static let logger = Logger(label: "test") { label in
        var handler = StreamLogHandler.standardError(label: label)
        handler.logLevel = .critical
        return handler
    }

    /// Runs the demo for as long as the test uses it, and leaves nothing behind.
    static func use(
        gitHub: DemoStage.GitHubMaking? = nil,
        model script: RehearsedModelServer.Script? = nil,
        secondsPerPiece: Double = 0,
        _ act: @escaping @Sendable (DemoStage, DemoDirectory) async throws -> Void
    ) async throws {
        let directory = try DemoDirectory.make(keeping: nil)
        try await OwnThread.clearing({ directory.remove() }) {
            try await use(
                directory, gitHub: gitHub, model: script, secondsPerPiece: secondsPerPiece, act)
        }
    }

    private static func use(
        _ directory: DemoDirectory, gitHub: DemoStage.GitHubMaking?, model script: RehearsedModelServer.Script?,
        secondsPerPiece: Double, _ act: @escaping @Sendable (DemoStage, DemoDirectory) async throws -> Void
    ) async throws {
        let stage = try await DemoStage.build(
            in: directory, botPort: try LoopbackPort.free(), workspacePort: try LoopbackPort.free(), gitHub: gitHub,
            scenarios: try Scenario.all(), knowledge: knowledge, model: script,
            secondsPerPiece: secondsPerPiece,
            // A crowded machine is no reason to fail: what Slack's three seconds mean is tested on the stand-in.
            answerSeconds: 60, logger: logger)
        try await stage.perform(logger: logger) { try await act(stage, directory) }
    }

    /// The knowledge base of this repository.
    static let knowledge = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "knowledge")
}

extension DemoStage {
    func person(_ user: String = "U01ROSADIAZ") -> Person {
        Person(workspace: workspaceURL, user: user, http: http)
    }
}

/// Runs a program and waits for it, for what a test checks behind the bot's back.
@discardableResult
func run(_ command: [String], in directory: URL) async throws -> (status: Int, output: String) {
    let all = BoundedOutput(head: 16 << 20)
    var child = ChildProcess("/usr/bin/env", command, outputs: [1: all, 2: all], timeoutSeconds: 300)
    child.directory = directory.path
    child.environment = [
        "PATH": "/usr/bin:/bin", "HOME": directory.path, "GIT_CONFIG_GLOBAL": "/dev/null",
        "PYTHONDONTWRITEBYTECODE": "1",
    ]
    let result = try await child.run()
    guard case .exited(let status) = result.end else { throw DemoError("\(command) ended with \(result.end).") }
    return (status, String(decoding: result.output(1) + result.output(2), as: UTF8.self))
}
