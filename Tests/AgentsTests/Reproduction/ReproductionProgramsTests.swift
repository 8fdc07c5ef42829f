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
        let found = try await agent.run(on: try program.incident())
        let reproduction = try #require(found.reproduction, "\(found)")

        let bare = try await passes(reproduction.test, in: program, with: [:])
        #expect(!bare)

        let fix = try program.fix()
        let outcome = try await OutcomeObserver(sandbox: sandbox).observe(
            reproduction, with: fix.map { FileChange(path: $0, contents: String(decoding: $1, as: UTF8.self)) },
            in: program.repository, exception: reproduction.exception)
        let test = try #require(outcome.test, "\(outcome) \(reproduction.test.contents)")
        let before = try await passes(test, in: program, with: [:])
        let after = try await passes(test, in: program, with: fix)
        #expect(outcome.asserts)
        #expect(!before, "\(test.contents)")
        #expect(after, "\(test.contents)")
    }

    @Test(arguments: [
        ("r02-payment-webhook", "\n\ndef test_"), ("r05-electricity-bill", "(unittest.TestCase):\n    def test_"),
    ])
    func `a reproduction is a bare call in the form of the repository's tests`(name: String, form: String) async throws
    {
        let program = try #require(ReproductionProgram.all.first { $0.name == name })
        let found = try await ReproductionAgent(
            sandbox: sandbox, repository: DirectoryRepository(directory: program.repository), budgetSeconds: 90
        ).run(on: try program.incident())
        let text = try #require(found.reproduction).test.contents
        #expect(text.contains(form), "\(text)")
        #expect(!text.contains("except") && !text.contains("traceback"), "\(text)")
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
                // As a plan for such a repository has it.
                environment: ["PYTHONPATH": "src"],
                limits: SandboxLimits(wallSeconds: 30)))
        return result.end == .exited(0)
    }
}
