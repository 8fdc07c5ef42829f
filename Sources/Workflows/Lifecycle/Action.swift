import Domain

/// Something to be done for an incident now. Its result is one fact.
package enum Action: String, Hashable, Sendable, CaseIterable {
    case collectEvidence, correlate, classify, recall, diagnose, reproduce, propose, assess, verify, critique
    case handOverAfterAttempts, handOverFailingTest
    case draftReplies, writePostmortem, openPullRequest, conclude
    case answer, readSubmission
}

extension Action {
    init(_ duty: Incident.Duty) {
        self =
            switch duty {
            case .draftReplies: .draftReplies
            case .writePostmortem: .writePostmortem
            }
    }
}
