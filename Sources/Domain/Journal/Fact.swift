/// Something that happened to an incident, in the past tense. An incident is the fold of its facts.
///
/// Facts are written once and never changed; a new kind of fact is a new case, and old cases keep decoding.
package enum Fact: Sendable, Codable, Equatable {
    case opened(Intake)
    /// The attachments of the intake were fetched, or refused one by one.
    case evidenceCollected([FetchedAttachment])
    case correlated(Correlation)
    /// Past incidents, best first, at most three, then at most one runbook.
    case precedentsFound([Passage])
    /// By the Severity agent, or by a person who overrides it.
    case severityClassified(Classification)
    case diagnosed(Diagnosis)
    case reproduced(Reproduction)
    case notReproduced(FailedReproduction)
    case patchProposed(Proposal)
    case approved(ProposalDigest)
    case rejected(ProposalDigest, feedback: String)
    case verified(Verification)
    case critiqued(Critique)
    case escalated(Escalation)
    case repliesDrafted([CustomerReply])
    /// A person changed a draft; the text takes the place of the one before.
    case replyEdited(CustomerReply)
    /// A person says that this customer was written to.
    case replySent(customer: String)
    case postmortemWritten(Postmortem)
    /// The base branch went on before the pull request was open.
    case baseMoved(BaseMove)
    case pullRequestOpened(PullRequest)
    case pullRequestMerged(PullRequestEnd)
    case pullRequestClosed(PullRequestEnd)
    /// The error came back after its fix was merged.
    case reopened(Reopening)
    case resolved
    case cancelled(reason: String)
    /// A step asked a model; whether its answer was used.
    case modelConsulted(Consultation)

    /// The fact's name, as stored beside it and shown in timelines.
    package enum Kind: String, Sendable, Codable, CaseIterable {
        case opened, evidenceCollected, correlated, precedentsFound, severityClassified, diagnosed, reproduced
        case notReproduced, patchProposed, approved, rejected, verified, critiqued, escalated, repliesDrafted
        case replyEdited, replySent, postmortemWritten, pullRequestOpened, resolved, cancelled
        case baseMoved, pullRequestMerged, pullRequestClosed, reopened, modelConsulted
    }

    package var kind: Kind {
        switch self {
        case .opened: .opened
        case .evidenceCollected: .evidenceCollected
        case .correlated: .correlated
        case .precedentsFound: .precedentsFound
        case .severityClassified: .severityClassified
        case .diagnosed: .diagnosed
        case .reproduced: .reproduced
        case .notReproduced: .notReproduced
        case .patchProposed: .patchProposed
        case .approved: .approved
        case .rejected: .rejected
        case .verified: .verified
        case .critiqued: .critiqued
        case .escalated: .escalated
        case .repliesDrafted: .repliesDrafted
        case .replyEdited: .replyEdited
        case .replySent: .replySent
        case .postmortemWritten: .postmortemWritten
        case .baseMoved: .baseMoved
        case .pullRequestOpened: .pullRequestOpened
        case .pullRequestMerged: .pullRequestMerged
        case .pullRequestClosed: .pullRequestClosed
        case .reopened: .reopened
        case .resolved: .resolved
        case .cancelled: .cancelled
        case .modelConsulted: .modelConsulted
        }
    }
}
