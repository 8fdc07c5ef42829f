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
    /// SHA-256 over diff, base and plan; see `ProposalDigest`.
    package let digest: ProposalDigest

    package init(
        attempt: Int,
        patch: Patch,
        base: CommitID,
        diff: String,
        plan: TestPlan,
        explanation: String,
        mode: ReasoningMode
    ) {
        self.attempt = attempt
        self.patch = patch
        self.base = base
        self.diff = diff
        self.plan = plan
        self.explanation = explanation
        self.mode = mode
        self.digest = ProposalDigest(diff: diff, base: base, plan: plan)
    }
}

/// How a patch will be tested, fixed before anybody approves it.
package struct TestPlan: Sendable, Codable, Equatable {
    /// The command that runs the repository's own tests, as arguments without a shell.
    package let suite: [String]
    /// The command that runs the reproduction alone; nil when the bug could not be reproduced.
    package let reproduction: [String]?
    /// Wall clock limit of each run.
    package let timeoutSeconds: Int

    package init(suite: [String], reproduction: [String]?, timeoutSeconds: Int) {
        self.suite = suite
        self.reproduction = reproduction
        self.timeoutSeconds = timeoutSeconds
    }
}
