/// A patch that a person wrote in place of the one on the table, as a unified diff. Untrusted until it was read.
package struct PatchSubmission: Sendable, Codable, Equatable {
    package enum Source: Sendable, Codable, Equatable {
        /// The diff itself.
        case text(String)
        /// A file still to be fetched.
        case file(Attachment)
    }

    /// The patch it is to take the place of; nil when there was none.
    package let replaces: ProposalDigest?
    package let source: Source
    /// Why, in the person's words; may be empty.
    package let explanation: String
    /// The message in the thread it was offered with, where it was.
    package let offer: MessageReference?

    package init(
        replaces: ProposalDigest?, source: Source, explanation: String, offer: MessageReference? = nil
    ) {
        self.replaces = replaces
        self.source = source
        self.explanation = explanation
        self.offer = offer
    }
}

/// Why a submitted patch was not taken.
package struct SubmissionRefusal: Sendable, Codable, Equatable {
    /// One or two sentences that name hunk and line, or the rule, and say what to do.
    package let reason: String

    package init(reason: String) {
        self.reason = reason
    }
}
