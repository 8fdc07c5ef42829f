/// The proof for one proposal: what ran on the base commit and on the patched tree, and what the bot makes of it.
///
/// The verdict is computed from exit status and the runner's machine-readable report, never from text that says "passed".
package struct Verification: Sendable, Codable, Equatable {
    package enum Verdict: Sendable, Codable, Equatable {
        case passed
        /// Each a sentence naming what failed.
        case failed([String])
    }

    /// The proposal that was tested.
    package let digest: ProposalDigest
    package let verdict: Verdict
    /// Nil when the bug could not be reproduced.
    package let reproductionBefore: TestRun?
    package let reproductionAfter: TestRun?
    package let suiteBefore: TestRun
    package let suiteAfter: TestRun
    /// Tests that fail now and then on the base commit already, or that failed once with the patch and then passed in every
    /// rerun. They count neither for nor against it. Sorted.
    package let flaky: [String]
    /// Runs beyond the four, made to tell chance from breakage.
    package let reruns: Int
    /// How much it shows; nil when it failed, for a failing test without a repair, and in older journals.
    package let level: ProofLevel?
    /// What doesn't speak against the patch and should be known, a sentence each: why the level isn't higher. Untrusted.
    package let remarks: [String]?
    /// How the code was confined, e.g. `bubblewrap`.
    package let sandbox: String
    /// Sandbox time of all runs together.
    package let seconds: Double

    package init(
        digest: ProposalDigest,
        verdict: Verdict,
        reproductionBefore: TestRun?,
        reproductionAfter: TestRun?,
        suiteBefore: TestRun,
        suiteAfter: TestRun,
        flaky: [String] = [],
        reruns: Int = 0,
        level: ProofLevel? = nil,
        remarks: [String]? = nil,
        sandbox: String,
        seconds: Double
    ) {
        self.digest = digest
        self.verdict = verdict
        self.reproductionBefore = reproductionBefore
        self.reproductionAfter = reproductionAfter
        self.suiteBefore = suiteBefore
        self.suiteAfter = suiteAfter
        self.flaky = flaky
        self.reruns = reruns
        self.level = level
        self.remarks = remarks
        self.sandbox = sandbox
        self.seconds = seconds
    }

    package var passed: Bool { verdict == .passed }

    /// Proofs written before reruns were counted have none.
    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            digest: try values.decode(ProposalDigest.self, forKey: .digest),
            verdict: try values.decode(Verdict.self, forKey: .verdict),
            reproductionBefore: try values.decodeIfPresent(TestRun.self, forKey: .reproductionBefore),
            reproductionAfter: try values.decodeIfPresent(TestRun.self, forKey: .reproductionAfter),
            suiteBefore: try values.decode(TestRun.self, forKey: .suiteBefore),
            suiteAfter: try values.decode(TestRun.self, forKey: .suiteAfter),
            flaky: try values.decodeIfPresent([String].self, forKey: .flaky) ?? [],
            reruns: try values.decodeIfPresent(Int.self, forKey: .reruns) ?? 0,
            level: try values.decodeIfPresent(ProofLevel.self, forKey: .level),
            remarks: try values.decodeIfPresent([String].self, forKey: .remarks),
            sandbox: try values.decode(String.self, forKey: .sandbox),
            seconds: try values.decode(Double.self, forKey: .seconds))
    }
}

extension Verification {
    /// Tests that fail on the base commit and are left as they are; flaky ones not among them.
    package var alreadyFailing: [String] {
        guard !isOfFailingTest else { return [] }
        let flaky = Set(flaky)
        return suiteBefore.failed.filter { !flaky.contains($0) }
    }

    /// Of the repository's tests that passed on the base commit, flaky ones left out: how many pass with the patch.
    package var kept: (count: Int, of: Int) {
        let (passing, flaky) = (Set(suiteAfter.passed), Set(flaky))
        let before = suiteBefore.passed.filter { !flaky.contains($0) }
        return (before.count { passing.contains($0) }, before.count)
    }

    /// Whether it is the proof of a failing test without a repair: there is no patched tree to run it on.
    package var isOfFailingTest: Bool { reproductionBefore != nil && reproductionAfter == nil }

    /// The same proof with one more thing to know.
    package func remarking(_ remark: String) -> Verification {
        Verification(
            digest: digest, verdict: verdict, reproductionBefore: reproductionBefore,
            reproductionAfter: reproductionAfter, suiteBefore: suiteBefore, suiteAfter: suiteAfter, flaky: flaky,
            reruns: reruns, level: level, remarks: (remarks ?? []) + [remark], sandbox: sandbox, seconds: seconds)
    }

    /// Whether anything ran: a patch that a rule refuses is not run.
    package var ran: Bool { seconds > 0 || suiteBefore.exitCode != nil || suiteAfter.exitCode != nil }

    /// The proof in one line: "fails on the base, passes on the patch, 214 of 214 repository tests as before".
    package var summary: String {
        guard ran else { return "nothing was run" }
        if isOfFailingTest {
            return passed ? "the test fails on the base in every run" : "the test doesn't fail on the base in every run"
        }
        var parts: [String] = []
        if let reproductionBefore, let reproductionAfter {
            parts.append(reproductionBefore.succeeded ? "passes on the base" : "fails on the base")
            parts.append(reproductionAfter.succeeded ? "passes on the patch" : "fails on the patch")
        } else {
            parts.append("not reproduced")
        }
        let kept = kept
        parts.append("\(kept.count) of \(kept.of) repository \(kept.of == 1 ? "test" : "tests") as before")
        if !alreadyFailing.isEmpty { parts.append("\(alreadyFailing.count) already failing") }
        if !flaky.isEmpty { parts.append("\(flaky.count) flaky") }
        return parts.joined(separator: ", ")
    }
}

/// One run of a test command.
package struct TestRun: Sendable, Codable, Equatable {
    /// Names of tests by how they ended, sorted, from the runner's report.
    package let passed: [String]
    package let failed: [String]
    package let skipped: [String]
    /// Nil when the run was killed at a limit.
    package let exitCode: Int?
    /// What it printed, at most `TestRun.outputLimit` characters: head and tail where it was more. Untrusted.
    package let output: String
    package let seconds: Double

    package init(
        passed: [String], failed: [String], skipped: [String], exitCode: Int?, output: String, seconds: Double
    ) {
        self.passed = passed
        self.failed = failed
        self.skipped = skipped
        self.exitCode = exitCode
        self.output = output
        self.seconds = seconds
    }

    package static let outputLimit = 24_000

    /// Whether it ended by itself with success and at least one test ran.
    package var succeeded: Bool { exitCode == 0 && failed.isEmpty && !passed.isEmpty }

    /// Tests that ran to an end, skipped ones not counted.
    package var executed: Int { passed.count + failed.count }
}

/// What to learn from a failed verification.
package struct Critique: Sendable, Codable, Equatable {
    /// WHAT FAILED: the tests and their errors.
    package let whatFailed: String
    /// WHY, as far as the output says.
    package let why: String
    /// NEXT ATTEMPT MUST: a demand the next patch is held to.
    package let nextAttemptMust: String

    package init(whatFailed: String, why: String, nextAttemptMust: String) {
        self.whatFailed = whatFailed
        self.why = why
        self.nextAttemptMust = nextAttemptMust
    }
}
