import Adapters
import Agents
import Domain
import Foundation
import TestSupport
import Testing

/// The search on whole programs, in the sandbox the product uses.
@Suite struct ReproductionProgramsTests {
    private let sandbox = BubblewrapSandbox()

    @Test(arguments: TestDepth.some(5, of: ReproductionProgram.all))
    func `the crash of a program happens again, and a right fix ends it`(program: ReproductionProgram) async throws {
        let agent = ReproductionAgent(
            sandbox: sandbox, repository: DirectoryRepository(directory: program.repository), budgetSeconds: 90)
        let outcome = try await agent.run(on: try program.incident())
        let reproduction = try #require(outcome.reproduction, "\(outcome)")

        let before = try await passes(reproduction.test, in: program, with: [:])
        let after = try await passes(reproduction.test, in: program, with: try program.fix())
        #expect(!before)
        #expect(after, "\(reproduction.test.contents)")
    }

    @Test func `every program is there`() {
        #expect(ReproductionProgram.all.count >= 20)
    }

    private func passes(
        _ test: TestFile, in program: ReproductionProgram, with files: [String: Data]
    ) async throws -> Bool {
        var overlay = files
        overlay[test.path] = Data(test.contents.utf8)
        let result = try await sandbox.run(
            SandboxJob(
                tree: program.repository, overlay: overlay,
                command: ["python3", "-B", "-m", "pytest", "-q", "-p", "no:cacheprovider", test.path],
                limits: SandboxLimits(wallSeconds: 30)))
        return result.end == .exited(0)
    }
}
