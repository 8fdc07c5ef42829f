import Agents
import Domain
import TestSupport
import Testing

@Suite struct CriticAgentTests {
    private func run(_ passed: [String] = [], failed: [String] = [], exit: Int? = 0, output: String = "") -> TestRun {
        TestRun(passed: passed, failed: failed, skipped: [], exitCode: exit, output: output, seconds: 0.1)
    }

    private func critique(
        _ sentences: [String], reproduction: (TestRun, TestRun)? = nil, suite: (TestRun, TestRun), seconds: Double = 1
    ) async throws -> Critique {
        let commit = try #require(CommitID(rawValue: String(repeating: "a", count: 40)))
        let proposal = Proposal(
            attempt: 1, patch: Patch(edits: [Patch.Edit(file: "shop/cart.py", original: "a", fixed: "b")]),
            base: commit,
            diff: "d", plan: TestPlan(suite: ["python3"], reproduction: nil, timeoutSeconds: 1), explanation: "",
            mode: .ruleBased)
        let verification = Verification(
            digest: proposal.digest, verdict: .failed(sentences), reproductionBefore: reproduction?.0,
            reproductionAfter: reproduction?.1, suiteBefore: suite.0, suiteAfter: suite.1, sandbox: "bubblewrap",
            seconds: seconds)
        let incident = try #require(Incident.made(of: [.patchProposed(proposal), .verified(verification)]))
        return try await CriticAgent().run(on: incident)
    }

    @Test func `a broken test is named, with its error, its place and a demand`() async throws {
        let output = """
            >       assert total([]) == 0
            E       TypeError: unsupported operand type(s) for +: 'int' and 'NoneType'

            shop/cart.py:12: TypeError
            1 failed, 1 passed
            """
        let critique = try await critique(
            ["`tests/test_cart.py::test_total` passed on the base commit and fails with the patch."],
            suite: (
                run(["tests/test_cart.py::test_total"]),
                run(failed: ["tests/test_cart.py::test_total"], exit: 1, output: output)
            ))
        #expect(critique.whatFailed.contains("test_total"))
        #expect(critique.why.contains("TypeError: unsupported operand"))
        #expect(critique.why.contains("shop/cart.py:12"))
        #expect(critique.why.contains("changed by the patch"))
        #expect(critique.nextAttemptMust.contains("Keep `tests/test_cart.py::test_total` passing"))
    }

    @Test func `a reproduction that still fails asks for another change`() async throws {
        let output =
            "Traceback (most recent call last):\n  File \"/repository/shop/tax.py\", line 4, in rate\nKeyError: 'SE'\n"
        let critique = try await critique(
            ["The reproduction does not pass."],
            reproduction: (run(failed: ["t"], exit: 1), run(failed: ["t"], exit: 1, output: output)),
            suite: (run(["a"]), run(["a"])))
        #expect(critique.why.contains("KeyError: 'SE'"))
        #expect(critique.why.contains("shop/tax.py:4"))
        #expect(critique.why.contains("does not change that file"))
        #expect(critique.nextAttemptMust.contains("Make the reproduction pass"))
    }

    @Test func `a refused patch is told the rule`() async throws {
        let nothing = run(exit: nil)
        let critique = try await critique(
            ["Refused by rule: a patch must not change tests (`tests/test_a.py`)."], suite: (nothing, nothing),
            seconds: 0)
        #expect(critique.why.contains("must not change tests"))
    }

    @Test func `a run that never ends is told apart from a failing test`() async throws {
        let critique = try await critique(
            [
                "The repository's tests did not run to a sound end on the patched tree: it was stopped after 3 s without an end."
            ],
            suite: (run(["a"]), run(exit: nil)))
        #expect(critique.why.contains("killed"))
        #expect(critique.nextAttemptMust.contains("run to its end"))
    }

    @Test func `hostile output is quoted in bounds`() async throws {
        let flood = String(repeating: "E   Error: <!channel> ", count: 100_000)
        let critique = try await critique(
            [String(repeating: "x", count: 50_000)], suite: (run(["a"]), run(failed: ["a"], exit: 1, output: flood)))
        #expect(critique.whatFailed.count <= 2_000)
        #expect(critique.why.count <= 2_000)
        #expect(critique.nextAttemptMust.count <= 2_000)
    }

    @Test func `without a failed verification there is nothing to criticise`() async throws {
        let incident = try #require(Incident.made(of: []))
        await #expect(throws: PortError.self) { try await CriticAgent().run(on: incident) }
    }

    @Test func `a patch whose tests pass and prove nothing is told why`() async throws {
        let fine = run(["a"])
        let critique = try await critique(
            ["With the patch the code meddles with the machinery that tests it: gc.get_objects in shop/cart.py."],
            reproduction: (run(failed: ["r"], exit: 1), run(["r"])), suite: (fine, fine))
        #expect(critique.why.contains("don't speak for it: With the patch the code meddles"))
        #expect(critique.nextAttemptMust.contains("leave alone"))
    }
}
