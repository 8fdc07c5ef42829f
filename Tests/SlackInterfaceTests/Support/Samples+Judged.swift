import Domain

extension Samples {
    /// A patch with what was seen of it.
    static func judged(
        _ base: CommitID, attempt: Int = 1, outcome: PatchOutcome = .fixed, support: String? = nil,
        mode: ReasoningMode = .ruleBased, requirements: [Requirement]? = nil, alternative: AlternativePatch? = nil,
        reproduction: Assessment.Reproduction = .passes, touching: Assessment.Tests? = nil,
        suite: Assessment.Tests = .ran(kept: 65, of: 65, broken: []), warnings: [String] = [],
        explanation: String = "A declined card is now an error of its own."
    ) -> Proposal {
        let plain = proposal(base, attempt: attempt)
        let assessment = Assessment(
            digest: plain.digest, reproduction: reproduction, touching: touching, suite: suite, warnings: warnings)
        return Proposal(
            attempt: attempt, patch: plain.patch, base: base, diff: plain.diff, plan: plain.plan,
            explanation: explanation,
            mode: mode, outcome: outcome, support: support, requirements: requirements, alternative: alternative,
            assessment: outcome == .failingTest ? nil : assessment)
    }

    static func failingTest(_ base: CommitID) -> Proposal {
        let test = reproduction.test
        let diff = "--- /dev/null\n+++ b/\(test.path)\n@@ -0,0 +1 @@\n+\(test.contents)\n"
        return Proposal(
            attempt: 1, patch: Patch(edits: [], additions: [test]), base: base, diff: diff,
            plan: TestPlan(suite: ["pytest"], reproduction: ["pytest", test.path], timeoutSeconds: 60),
            explanation: """
                `process_payment({})` raises the error of the log. Nothing in the repository says what should happen instead.
                What was tried:
                - guard (fixed): `test_total` fails with it
                """, mode: .ruleBased, outcome: .failingTest)
    }

    static func proof(
        _ proposal: Proposal, _ level: ProofLevel?, remarks: [String] = [], reproduced: Bool = true
    ) -> Verification {
        Verification(
            digest: proposal.digest, verdict: .passed, reproductionBefore: reproduced ? run(passed: 0, failed: 1) : nil,
            reproductionAfter: reproduced ? run(passed: 1, failed: 0) : nil, suiteBefore: run(passed: 41, failed: 0),
            suiteAfter: run(passed: 42, failed: 0), level: level, remarks: remarks, sandbox: "bubblewrap", seconds: 3.5)
    }

    /// The facts up to a patch on the table.
    static func until(_ proposal: Proposal, _ base: CommitID) -> [Fact] {
        untilProposal(base).dropLast() + [.patchProposed(proposal)]
    }
}
