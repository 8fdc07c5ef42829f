/// A patch put before a person, with everything an approval binds.
package struct Proposal: Sendable, Codable, Equatable {
    /// 1 for the first patch of the incident, then one more for each that follows.
    package let attempt: Int
    package let patch: Patch
    /// The commit the patch applies to, pinned.
    package let base: CommitID
    /// The patch as git's unified diff against `base`: what the person reads.
    package let diff: String
    package let plan: TestPlan
    /// Why this change fixes the cause, in two or three sentences.
    package let explanation: String
    package let mode: ReasoningMode
    /// Who is responsible for the code, from the repository's own rules; nil where it has none. Untrusted.
    package let owners: [String]?
    /// What becomes of the logged request with it; nil in journals that are older than the distinction.
    package let outcome: PatchOutcome?
    /// What says that this outcome is right, in one sentence; nil where a person's approval has to.
    package let support: String?
    /// What the people who turned the patch before it down asked for; nil where nobody did.
    package let requirements: [Requirement]?
    /// The rules' patch, where another is proposed.
    package let alternative: AlternativePatch?
    /// What was seen of it when it was proposed; nil in older journals.
    package let assessment: Assessment?
    /// SHA-256 over diff, base and plan; see `ProposalDigest`.
    package let digest: ProposalDigest

    package init(
        attempt: Int,
        patch: Patch,
        base: CommitID,
        diff: String,
        plan: TestPlan,
        explanation: String,
        mode: ReasoningMode,
        owners: [String]? = nil,
        outcome: PatchOutcome? = nil,
        support: String? = nil,
        requirements: [Requirement]? = nil,
        alternative: AlternativePatch? = nil,
        assessment: Assessment? = nil
    ) {
        self.attempt = attempt
        self.patch = patch
        self.base = base
        self.diff = diff
        self.plan = plan
        self.explanation = explanation
        self.mode = mode
        self.owners = owners
        self.outcome = outcome
        self.support = support
        self.requirements = requirements
        self.alternative = alternative
        self.assessment = assessment
        self.digest = ProposalDigest(diff: diff, base: base, plan: plan)
    }
}

extension Proposal {
    /// Whether it holds a test that shows the bug, and no repair.
    package var isFailingTest: Bool { outcome == .failingTest }
}

/// How a patch will be tested, fixed before anybody approves it.
package struct TestPlan: Sendable, Codable, Equatable {
    /// The command that runs the repository's own tests, as arguments without a shell.
    package let suite: [String]
    /// The command that runs the reproduction alone; nil when the bug could not be reproduced.
    package let reproduction: [String]?
    /// Wall clock limit of each run.
    package let timeoutSeconds: Int
    /// Where the repository's own settings say its tests leave their report; nil where the command tells.
    package let report: TestReportPlace?
    /// Variables for the tests, from the repository's own settings.
    package let environment: [String: String]?
    /// The image the tests run in, where the sandbox knows images.
    package let image: String?

    package init(
        suite: [String], reproduction: [String]?, timeoutSeconds: Int, report: TestReportPlace? = nil,
        environment: [String: String]? = nil, image: String? = nil
    ) {
        self.suite = suite
        self.reproduction = reproduction
        self.timeoutSeconds = timeoutSeconds
        self.report = report
        self.environment = environment
        self.image = image
    }
}

/// A report that a test runner leaves behind.
package struct TestReportPlace: Sendable, Codable, Equatable {
    package enum Format: String, Sendable, Codable, CaseIterable {
        /// JUnit's XML, as most runners write it.
        case junit
        /// `go test -json`.
        case goJSON = "go-json"
        /// What `cargo test` prints.
        case libtest
        /// The Test Anything Protocol.
        case tap
        /// `dotnet test --logger trx`.
        case trx
        /// `jest --json`.
        case jest
        /// `rspec --format json`.
        case rspec
        /// No report: the whole command is one test.
        case exitStatus = "exit-status"
    }

    package let format: Format
    /// A pattern relative to the folder the command runs in; nil where standard output is the report.
    package let path: String?

    package init(format: Format, path: String?) {
        self.format = format
        self.path = path
    }
}
