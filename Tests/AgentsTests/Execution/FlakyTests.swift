import Agents
import Domain
import Foundation
import Synchronization
import TestSupport
import Testing

/// Tests that depend on chance, played from a script of outcomes.
@Suite struct FlakyTests {
    /// How each test ends in each successive run, on the base and on the patched tree.
    private func verify(
        base: [[String: String]], patched: [[String: String]]
    ) async throws -> Verification {
        let runs = Mutex((base: base[...], patched: patched[...]))
        let sandbox = TestSupport.ScriptedSandbox { job throws(PortError) in
            let isPatched = !job.overlay.isEmpty
            let tests = runs.withLock { runs in
                func next(_ runs: inout ArraySlice<[String: String]>) -> [String: String] {
                    runs.count > 1 ? runs.removeFirst() : runs.first ?? [:]
                }
                return isPatched ? next(&runs.patched) : next(&runs.base)
            }
            return SealedRun.result(of: job, tests: tests)
        }
        let repository = InMemoryRepository(["shop.py": "a = 1\n"])
        let patch = Patch(edits: [Patch.Edit(file: "shop.py", original: "a = 1\n", fixed: "a = 2\n")])
        let changes = [FileChange(path: "shop.py", contents: "a = 2\n")]
        let proposal = Proposal(
            attempt: 1, patch: patch, base: repository.base,
            diff: try await repository.diff(of: changes, against: repository.base),
            plan: TestPlan(suite: ["python3", "-m", "pytest"], reproduction: nil, timeoutSeconds: 5), explanation: "",
            mode: .ruleBased)
        let incident = try #require(Incident.made(of: [.patchProposed(proposal)]))
        return try await ExecutionAgent(sandbox: sandbox, repository: repository, readsCode: false).run(on: incident)
    }

    @Test func `a test that fails on the base as well now and then is named, and excused`() async throws {
        let verification = try await verify(
            base: [["a": "passed", "b": "passed"], ["a": "passed", "b": "failed"]],
            patched: [["a": "passed", "b": "failed"]])
        #expect(verification.passed, "\(verification.verdict)")
        #expect(verification.flaky == ["b"])
        #expect(verification.reruns == 2)
        #expect(verification.kept == (1, 1))
        #expect(verification.summary.contains("1 flaky"))
    }

    @Test func `a test that the patch breaks now and then is not excused by one lucky run`() async throws {
        let verification = try await verify(
            base: [["a": "passed", "b": "passed"]],
            patched: [
                ["a": "passed", "b": "failed"], ["a": "passed", "b": "passed"], ["a": "passed", "b": "failed"],
            ])
        #expect(!verification.passed)
        #expect(verification.flaky.isEmpty)
    }

    @Test func `a test that failed once and then passes in every rerun is flaky`() async throws {
        let verification = try await verify(
            base: [["a": "passed", "b": "passed"]],
            patched: [["a": "passed", "b": "failed"], ["a": "passed", "b": "passed"]])
        #expect(verification.passed)
        #expect(verification.flaky == ["b"])
        #expect(verification.reruns == 6)
    }

    @Test func `a test that is gone is no matter of chance`() async throws {
        let verification = try await verify(
            base: [["a": "passed", "b": "passed"]], patched: [["a": "passed"]])
        #expect(Shop.sentences(verification).contains("`b` ran on the base commit and is missing with the patch"))
    }

    @Test func `a failing test may not disappear either`() async throws {
        let verification = try await verify(
            base: [["a": "passed", "b": "failed"]], patched: [["a": "passed"]])
        #expect(Shop.sentences(verification).contains("`b` fails on the base commit and does not run any more"))
    }

    @Test func `what fails on the base is listed, and a test that chance mended is told from one the patch did`()
        async throws
    {
        let mended = try await verify(
            base: [["a": "passed", "b": "failed"]], patched: [["a": "passed", "b": "passed"]])
        #expect(mended.alreadyFailing == ["b"])
        #expect(mended.flaky.isEmpty)
        let chance = try await verify(
            base: [["a": "passed", "b": "failed"], ["a": "passed", "b": "passed"]],
            patched: [["a": "passed", "b": "passed"]])
        #expect(chance.flaky == ["b"])
        #expect(chance.alreadyFailing.isEmpty)
    }

    @Test func `proofs of old journals are read`() throws {
        let text = """
            {"digest": "d", "verdict": {"passed": {}}, "sandbox": "bubblewrap", "seconds": 1,
             "suiteBefore": {"passed": ["a"], "failed": [], "skipped": [], "exitCode": 0, "output": "", "seconds": 1},
             "suiteAfter": {"passed": ["a"], "failed": [], "skipped": [], "exitCode": 0, "output": "", "seconds": 1}}
            """
        let proof = try JSONDecoder().decode(Verification.self, from: Data(text.utf8))
        #expect(proof.passed)
        #expect(proof.flaky.isEmpty && proof.reruns == 0)
        #expect(proof.summary == "not reproduced, 1 of 1 repository test as before")
    }
}
