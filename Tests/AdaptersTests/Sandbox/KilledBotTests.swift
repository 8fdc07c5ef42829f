import Domain
import Foundation
import TestSupport
import Testing

@testable import Adapters

/// A bot is killed while it runs code. Each test starts a process of its own for it.
@Suite(.timeLimit(.minutes(5))) struct KilledBotTests {
    /// Runs what sleeps for a time that nothing else sleeps for, and is killed.
    ///
    /// - Parameter milliseconds: after which; nil for as soon as the code runs.
    private static func die(
        after milliseconds: Int?, in sandbox: (SandboxScene) -> any Sandbox, sleeping seconds: String
    ) async throws {
        let scene = try SandboxScene()
        let (sandbox, job) = (sandbox(scene), scene.job(["sleep", seconds]))
        await withTaskGroup(of: Void.self) { group in
            for _ in 1...3 { group.addTask { _ = try? await sandbox.run(job) } }
            group.addTask {
                if let milliseconds {
                    try? await Task.sleep(for: .milliseconds(milliseconds))
                } else {
                    try? await processes(mentioning: "\0\(seconds)\0", until: { $0 >= 3 })
                }
                kill(getpid(), SIGKILL)
            }
        }
    }

    /// Every moment of a start is met by one of these.
    @Test(arguments: Array(stride(from: 5, through: 250, by: 7)))
    func `none of its confined processes is left, whenever it was killed`(milliseconds: Int) async throws {
        await #expect(processExitsWith: .signal(SIGKILL)) { [milliseconds = milliseconds as Int] in
            try await KilledBotTests.die(after: milliseconds, in: \.sandbox, sleeping: "98765.\(milliseconds)")
        }
        let seconds = "98765.\(milliseconds)"
        RunMark.endAbandoned()
        try await processes(mentioning: "\0\(seconds)\0", until: { $0 == 0 })
    }

    @Test func `code that ran without confinement is ended by the next start`() async throws {
        await #expect(processExitsWith: .signal(SIGKILL)) {
            try await KilledBotTests.die(after: nil, in: { $0.subprocess }, sleeping: "87654.5")
        }
        // Other tests' bots may have been started since, and ended them before.
        RunMark.endAbandoned()
        try await processes(mentioning: "\087654.5\0", until: { $0 == 0 })
    }

    @Test func `what a living bot runs goes on`() async throws {
        let scene = try SandboxScene()
        for sandbox in [scene.sandbox, scene.subprocess] as [any Sandbox] {
            async let result = sandbox.run(scene.job(["sleep", "1.2345"]))
            try await processes(mentioning: "\01.2345\0", until: { $0 > 0 })
            RunMark.endAbandoned()
            #expect(try await result.end == .exited(0))
        }
    }
}
