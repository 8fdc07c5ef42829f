package import Foundation

/// What became of a pull request.
package enum PullRequestState: Sendable, Equatable {
    case open
    case merged(PullRequestEnd)
    /// Closed without being merged.
    case closed(PullRequestEnd)
}

/// When and by whom a pull request was merged or closed.
package struct PullRequestEnd: Sendable, Codable, Equatable {
    /// As the code host has it, which may be before the bot heard of it.
    package let at: Date
    /// The commit of the base branch that carries the change; nil when it was closed, or where the host doesn't say.
    package let commit: CommitID?
    /// The person's name at the code host. Untrusted.
    package let by: String?

    package init(at: Date, commit: CommitID?, by: String?) {
        self.at = at
        self.commit = commit
        self.by = by
    }
}

/// The error came back after its fix was merged.
package struct Reopening: Sendable, Codable, Equatable {
    /// The incident that brought the news, where it was one.
    package let incident: IncidentID?
    /// What the new evidence says; work goes on from here.
    package let correlation: Correlation?
    /// One sentence for the people who thought it was over.
    package let reason: String

    package init(incident: IncidentID?, correlation: Correlation?, reason: String) {
        self.incident = incident
        self.correlation = correlation
        self.reason = reason
    }
}

/// The base branch moved between the proposal and its pull request, and what that means for the approved patch.
package struct BaseMove: Sendable, Codable, Equatable {
    package enum Finding: Sendable, Codable, Equatable {
        /// The patch makes the same change there, and this proves that it works there too. The approval stands.
        case holds(Verification)
        /// It doesn't; a sentence says why. The diagnosis starts again from the new base, and a new approval is asked for.
        case changed(String)
    }

    /// The approved proposal.
    package let digest: ProposalDigest
    package let from: CommitID
    package let to: CommitID
    package let finding: Finding

    package init(digest: ProposalDigest, from: CommitID, to: CommitID, finding: Finding) {
        self.digest = digest
        self.from = from
        self.to = to
        self.finding = finding
    }

    package var holds: Bool {
        if case .holds = finding { true } else { false }
    }
}
