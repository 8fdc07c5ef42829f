/// Somebody tried to decide and may not. Kept, although it changes nothing: who tried belongs to the story.
package struct DecisionRefusal: Sendable, Codable, Equatable {
    package enum Decision: String, Sendable, Codable {
        case approve, reject, requestChanges, edit, escalate, retry, setSeverity, cancel
    }

    package enum Reason: String, Sendable, Codable {
        /// Neither listed nor a member of a listed group, or of the incident's channel where nobody is listed.
        case notAnApprover
        /// It could not be found out whether the person may, so the answer is no.
        case unchecked
        /// The patch is the person's own, and nobody else has approved it.
        case ownPatch
        /// Less was seen of the patch than `REQUIRE_PROOF` asks for.
        case lacksProof
    }

    package let decision: Decision
    package let reason: Reason
    /// The patch it was about, where there was one.
    package let digest: ProposalDigest?

    package init(decision: Decision, reason: Reason, digest: ProposalDigest?) {
        self.decision = decision
        self.reason = reason
        self.digest = digest
    }
}

/// Nobody has decided for a while, and those who may were told again.
package struct Reminder: Sendable, Codable, Equatable {
    package let digest: ProposalDigest
    /// 1 for the first reminder about this patch.
    package let number: Int

    package init(digest: ProposalDigest, number: Int) {
        self.digest = digest
        self.number = number
    }
}
