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
    /// More was seen of the patch on the table. Takes the place of the assessment before it.
    case assessed(Assessment)
    case approved(ProposalDigest)
    case rejected(ProposalDigest, feedback: String)
    /// No patch does better what was asked for: the one that was turned down may be decided on once more.
    case patchKept(PatchKept)
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
    /// The same error was reported again, by an incident that joined this one.
    case recurred(Recurrence)
    /// The error is that of an older incident, which goes on for both.
    case joined(IncidentID)
    /// An alert behind the incident no longer fires.
    case alertEnded(AlertEnd)
    /// The patch is good but for what the feedback says. Decides it like a rejection.
    case changesRequested(ProposalDigest, feedback: String)
    /// An approval that needs another beside it; see the approval policy.
    case endorsed(ProposalDigest)
    /// Somebody who may not tried to decide; changes nothing.
    case decisionRefused(DecisionRefusal)
    /// A person handed in a patch of their own.
    case patchSubmitted(PatchSubmission)
    case submissionRefused(SubmissionRefusal)
    case reminded(Reminder)
    /// Nobody decided in time, and the escalation channel was told. The patch can still be decided.
    case decisionOverdue(ProposalDigest)
    case questionAsked(Question)
    case answered(ThreadAnswer)
    case evidenceOffered(EvidenceOffer)
    /// The evidence offered with this message counts from now on: what was found out without it is found out anew.
    case evidenceAdded(MessageReference)
    case evidenceDismissed(MessageReference)
    /// Another attempt is wanted; reopens an incident that was handed over.
    case retried(Retry)
    /// A step asked a model; whether its answer was used.
    case modelConsulted(Consultation)
    /// A step could not be carried out yet and is tried again; changes nothing else.
    case stepDelayed(StepDelay)

    /// The fact's name, as stored beside it and shown in timelines.
    package enum Kind: String, Sendable, Codable, CaseIterable {
        case opened, evidenceCollected, correlated, precedentsFound, severityClassified, diagnosed, reproduced
        case notReproduced, patchProposed, assessed, approved, rejected, patchKept, verified, critiqued, escalated,
            repliesDrafted
        case replyEdited, replySent, postmortemWritten, pullRequestOpened, resolved, cancelled
        case recurred, joined, alertEnded
        case changesRequested, endorsed, decisionRefused, patchSubmitted, submissionRefused, reminded, decisionOverdue
        case questionAsked, answered, evidenceOffered, evidenceAdded, evidenceDismissed, retried
        case baseMoved, pullRequestMerged, pullRequestClosed, reopened, modelConsulted, stepDelayed
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
        case .assessed: .assessed
        case .approved: .approved
        case .rejected: .rejected
        case .patchKept: .patchKept
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
        case .recurred: .recurred
        case .joined: .joined
        case .alertEnded: .alertEnded
        case .changesRequested: .changesRequested
        case .endorsed: .endorsed
        case .decisionRefused: .decisionRefused
        case .patchSubmitted: .patchSubmitted
        case .submissionRefused: .submissionRefused
        case .reminded: .reminded
        case .decisionOverdue: .decisionOverdue
        case .questionAsked: .questionAsked
        case .answered: .answered
        case .evidenceOffered: .evidenceOffered
        case .evidenceAdded: .evidenceAdded
        case .evidenceDismissed: .evidenceDismissed
        case .retried: .retried
        case .modelConsulted: .modelConsulted
        case .stepDelayed: .stepDelayed
        }
    }
}
