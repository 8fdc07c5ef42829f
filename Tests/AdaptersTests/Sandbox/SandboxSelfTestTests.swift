import Adapters
import Domain
import Foundation
import Logging
import Testing

@Suite struct SandboxSelfTestTests {
    let scene: SandboxScene

    init() throws {
        scene = try SandboxScene()
    }

    @Test(arguments: SandboxKind.allCases) func `every attempt to get out is contained and nothing is left`(
        kind: SandboxKind
    ) async throws {
        let database = scene.root.appending(path: "bot.sqlite")
        try Data("facts".utf8).write(to: database)
        let test = SandboxSelfTest(
            sandbox: scene.sandbox(kind), directory: scene.root, privateFiles: [database.path],
            environment: ["SLACK_BOT_TOKEN": "xoxb-1"], wallSeconds: 50)

        let results = try await test.run()

        #expect(results.map(\.attempt) == EscapeAttempt.allCases)
        for result in results { #expect(result.isContained, "\(result.attempt.words): \(result.detail)") }
        #expect(try scene.leftovers().isEmpty)
        #expect(try baits().isEmpty)
    }

    @Test func `what isn't contained is told`() async throws {
        let sandbox = SubprocessSandbox(
            directory: scene.copies, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })

        let results = try await SandboxSelfTest(sandbox: sandbox, directory: scene.root, wallSeconds: 50).run()

        let escaped = Set(results.filter { !$0.isContained }.map(\.attempt))
        #expect(escaped.isSuperset(of: [.network, .files, .processes, .writing, .tracing, .links, .disk]))
        #expect(!escaped.contains(.forkBomb))
        #expect(try baits().isEmpty)
    }

    @Test func `a sandbox that reports nothing counts as open`() async throws {
        struct Silent: Sandbox {
            let name = "silent"
            func run(_ job: SandboxJob) async throws(PortError) -> SandboxResult {
                SandboxResult(
                    end: .exited(0), standardOutput: Data(), standardError: Data(), collected: [:], seconds: 0)
            }
        }
        let results = try await SandboxSelfTest(sandbox: Silent(), directory: scene.root).run()
        #expect(results.count == EscapeAttempt.allCases.count)
        #expect(results.allSatisfy { !$0.isContained })
    }

    @Test func `a sandbox that can't work is an error, not a result`() async throws {
        let sandbox = BubblewrapSandbox(directory: scene.copies, program: "/nonexistent/bwrap")
        await #expect(throws: PortError.self) {
            try await SandboxSelfTest(sandbox: sandbox, directory: scene.root).run()
        }
        #expect(try baits().isEmpty)
    }

    private func baits() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: scene.root.path).filter { $0.hasPrefix("incident-bait") }
    }
}
