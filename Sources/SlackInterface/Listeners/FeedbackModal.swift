import Domain
import Workflows

/// The form in which a person says what the next patch must do differently.
struct FeedbackModal: Sendable {
    static let reject = FeedbackModal(
        callbackID: "reject_patch", title: "Reject the patch", submit: "Reject",
        context: "The next patch takes another way.", question: "What is wrong with this patch?",
        placeholder: "e.g. it hides the error instead of mending it")
    static let requestChanges = FeedbackModal(
        callbackID: "request_changes", title: "Request changes", submit: "Request changes",
        context: "The next patch follows what you write here.", question: "What should change in this patch?",
        placeholder: "e.g. refuse an empty order with a clear message")
    static let feedback = "feedback"

    let callbackID: String
    let title: String
    let submit: String
    let context: Mrkdwn
    let question: String
    let placeholder: String

    func modal(for target: DecisionTarget) -> Modal {
        Modal(
            callbackID: callbackID, title: title, submit: submit, privateMetadata: target.encoded,
            blocks: [
                .context("Incident \(target.incident.rawValue). Nothing of this patch will be applied. \(context)"),
                .input(
                    Input(
                        id: Self.feedback, label: question, element: .text(multiline: true, placeholder: placeholder),
                        isOptional: false)),
            ])
    }
}

/// Takes the feedback of such a form.
struct FeedbackListener: Sendable {
    let decisions: Decisions

    /// What keeps the form open.
    func problem(in submission: SubmissionPayload) -> SlackReply? {
        guard DecisionTarget(encoded: submission.privateMetadata) != nil else {
            return .errors([
                FeedbackModal.feedback: "This form is too old. Close it and click the button on the card again."
            ])
        }
        guard submission.text(FeedbackModal.feedback) != nil else {
            return .errors([
                FeedbackModal.feedback: "Say in a sentence what should change: the next patch is made from it."
            ])
        }
        return nil
    }

    func act(on submission: SubmissionPayload, causedBy key: String) async throws(PortError) {
        guard let target = DecisionTarget(encoded: submission.privateMetadata),
            let feedback = submission.text(FeedbackModal.feedback)
        else { return }
        let asksForChanges = submission.callbackID == FeedbackModal.requestChanges.callbackID
        try await decisions.carryOut(
            asksForChanges
                ? .requestChanges(target.digest, feedback: feedback) : .reject(target.digest, feedback: feedback),
            on: target, for: target.recipient(submission.user), causedBy: key, typed: feedback)
    }
}

extension DecisionTarget {
    /// Where somebody who sent a form is told more than a form's error can say.
    func recipient(_ user: String) -> PrivateNotes.Recipient {
        .init(user: user, channel: channel, thread: nil, responseURL: nil)
    }
}
