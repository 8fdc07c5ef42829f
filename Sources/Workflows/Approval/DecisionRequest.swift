package import Domain

/// What a person wants to do about an incident. Whether they may, and what comes of it, the workflow says.
package enum DecisionRequest: Sendable, Equatable {
    case approve(ProposalDigest)
    case reject(ProposalDigest, feedback: String)
    case requestChanges(ProposalDigest, feedback: String)
    case submit(PatchSubmission)
    case escalate
    case retry(Retry)
    case setSeverity(Classification)
    /// Whoever opened the incident may do this, too.
    case cancel(reason: String)

    package var kind: DecisionRefusal.Decision {
        switch self {
        case .approve: .approve
        case .reject: .reject
        case .requestChanges: .requestChanges
        case .submit: .edit
        case .escalate: .escalate
        case .retry: .retry
        case .setSeverity: .setSeverity
        case .cancel: .cancel
        }
    }

    package var digest: ProposalDigest? {
        switch self {
        case .approve(let digest), .reject(let digest, _), .requestChanges(let digest, _): digest
        case .submit(let submission): submission.replaces
        case .escalate, .retry, .setSeverity, .cancel: nil
        }
    }
}
