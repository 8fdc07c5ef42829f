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
    /// How the code was confined, e.g. `bubblewrap`.
    package let sandbox: String
    package let seconds: Double

    package init(
        digest: ProposalDigest,
        verdict: Verdict,
        reproductionBefore: TestRun?,
        reproductionAfter: TestRun?,
        suiteBefore: TestRun,
        suiteAfter: TestRun,
        sandbox: String,
        seconds: Double
    ) {
        self.digest = digest
        self.verdict = verdict
        self.reproductionBefore = reproductionBefore
        self.reproductionAfter = reproductionAfter
        self.suiteBefore = suiteBefore
        self.suiteAfter = suiteAfter
        self.sandbox = sandbox
        self.seconds = seconds
    }

    package var passed: Bool { verdict == .passed }
}

/// One run of a test command.
package struct TestRun: Sendable, Codable, Equatable {
    /// Names of tests by how they ended, sorted, from the runner's report.
    package let passed: [String]
    package let failed: [String]
    package let skipped: [String]
    /// Nil when the run was killed at a limit.
    package let exitCode: Int?
    /// Head and tail of what it printed, at most 8,000 characters. Untrusted.
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
