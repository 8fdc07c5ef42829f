/// Something to be done for an incident now. Its result is one fact.
package enum Action: String, Hashable, Sendable, CaseIterable {
    case collectEvidence, correlate, classify, recall, diagnose, reproduce, propose, verify, critique
    case handOverWithoutCodeCause, handOverAfterAttempts
    case draftReplies, writePostmortem, openPullRequest, conclude
    case answer, readSubmission
}
