import Domain
import Logging
import Workflows

/// The form in which a person says what the next patch must do differently.
struct RejectModal: Sendable {
    static let callbackID = "reject_patch"
    private static let feedback = "feedback"

    let engine: WorkflowEngine
    let logger: Logger

    static func modal(for target: DecisionTarget) -> Modal {
        Modal(
            callbackID: callbackID, title: "Reject the patch", submit: "Reject", privateMetadata: target.encoded,
            blocks: [
                .context("Incident \(target.incident.rawValue). Nothing of this patch will be applied."),
                .input(
                    Input(
                        id: feedback, label: "What should the next patch do differently?",
                        element: .text(multiline: true, placeholder: "e.g. refuse an empty order with a clear message"),
                        isOptional: false)),
            ])
    }

    func handle(_ submission: SubmissionPayload) async -> SlackReply {
        guard let target = DecisionTarget(encoded: submission.privateMetadata) else {
            return .errors([Self.feedback: "This form is too old. Close it and click Reject on the card again."])
        }
        guard let feedback = submission.text(Self.feedback) else {
            return .errors([Self.feedback: "Say in a sentence what should change: the next patch is made from it."])
        }
        do throws(WorkflowError) {
            _ = try await engine.record(
                .rejected(target.digest, feedback: feedback), of: target.incident, by: .person(id: submission.user))
            return .accepted
        } catch {
            if case .failed(let failure) = error {
                logger.error("A rejection was not stored", metadata: ["reason": "\(failure)"])
            }
            // Slack repeats a submission it saw no answer to: the first one stands, and the form may close.
            if isOwn(error, submission, feedback) { return .accepted }
            return .errors([Self.feedback: DecisionWords.plainRefusal(error, of: target.incident)])
        }
    }

    private func isOwn(_ error: WorkflowError, _ submission: SubmissionPayload, _ feedback: String) -> Bool {
        guard case .rejected(.alreadyDecided(let earlier)) = error else { return false }
        return earlier.by == .person(id: submission.user) && earlier.answer == .rejected(feedback: feedback)
    }
}
