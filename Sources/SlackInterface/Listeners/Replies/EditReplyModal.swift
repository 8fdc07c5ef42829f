import Domain
import Logging
import Workflows

/// The form in which a person changes the draft for a customer.
struct EditReplyModal: Sendable {
    static let callbackID = "edit_reply"
    private static let text = "text"

    let engine: WorkflowEngine
    let logger: Logger

    static func modal(for reply: CustomerReply, _ target: ReplyTarget) -> Modal {
        Modal(
            callbackID: callbackID, title: "Edit the reply", submit: "Save", privateMetadata: target.encoded,
            blocks: [
                .richText([.section([.words("To "), .untrusted(reply.customer, 300, .bold)])]),
                .input(
                    Input(
                        id: text, label: "Reply",
                        element: .text(
                            multiline: true, placeholder: "What the customer shall read", initial: reply.text),
                        isOptional: false)),
                .context("I send nothing. Copy the text to where you write to customers, then mark it as sent."),
            ])
    }

    func handle(_ submission: SubmissionPayload) async -> SlackReply {
        guard let target = ReplyTarget(encoded: submission.privateMetadata) else {
            return complaint("This form is too old. Close it and click Edit again.")
        }
        guard let text = submission.text(Self.text) else { return complaint("Write what the customer shall read.") }
        do {
            guard let incident = try await engine.incident(target.incident), let reply = target.reply(in: incident)
            else { return complaint("This draft is no longer there. Close this form.") }
            guard incident.sentReplies[reply.customer] == nil else {
                return complaint(ReplyWords.plainAlreadySent(to: reply))
            }
            guard text != reply.text else { return .accepted }
            _ = try await engine.record(
                .replyEdited(CustomerReply(customer: reply.customer, text: text)), of: target.incident,
                by: .person(id: submission.user))
            return .accepted
        } catch WorkflowError.rejected {
            return complaint("This draft was marked as sent in the meantime. Close this form.")
        } catch {
            logger.error("A reply was not stored", metadata: ["reason": "\(error)"])
            return complaint("That could not be stored, so nothing was changed. Please try again.")
        }
    }

    private func complaint(_ words: String) -> SlackReply { .errors([Self.text: words]) }
}
