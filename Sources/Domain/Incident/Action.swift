/// Something to be done for an incident now. Its result is one fact.
package enum Action: String, Hashable, Sendable, Codable, CaseIterable {
    case collectEvidence, correlate, classify, recall, diagnose, reproduce, propose, assess, verify, critique
    case handOverAfterAttempts, handOverFailingTest
    case draftReplies, writePostmortem, openPullRequest, conclude
    case endWithAlerts
    case answer, readSubmission
}

extension Action {
    /// The actions that a fact of this kind is a result of.
    static func results(in kind: Fact.Kind) -> [Action] {
        switch kind {
        case .evidenceCollected: [.collectEvidence]
        case .correlated: [.correlate]
        case .severityClassified: [.classify]
        case .precedentsFound: [.recall]
        case .diagnosed: [.diagnose]
        case .reproduced, .notReproduced: [.reproduce]
        case .patchProposed: [.propose, .readSubmission]
        case .patchKept: [.propose]
        case .submissionRefused: [.readSubmission]
        case .assessed: [.assess]
        case .verified: [.verify]
        case .critiqued: [.critique]
        case .repliesDrafted: [.draftReplies]
        case .postmortemWritten: [.writePostmortem]
        case .baseMoved, .pullRequestOpened: [.openPullRequest]
        case .answered: [.answer]
        default: []
        }
    }
}
