import Domain
import Logging
import Workflows

/// The form in which a person changes the draft for a customer.
struct EditReplyModal: Sendable {
    static let callbackID = "edit_reply"
    private static let text = "text"

    let engine: WorkflowEngine
    let notes: PrivateNotes
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

    /// What keeps the form open.
    func problem(in submission: SubmissionPayload) -> SlackReply? {
        guard ReplyTarget(encoded: submission.privateMetadata) != nil else {
            return .errors([Self.text: "This form is too old. Close it and click Edit again."])
        }
        return submission.text(Self.text) == nil ? .errors([Self.text: "Write what the customer shall read."]) : nil
    }

    func act(on submission: SubmissionPayload, causedBy key: String) async throws(PortError) {
        guard let target = ReplyTarget(encoded: submission.privateMetadata), let text = submission.text(Self.text)
        else { return }
        guard let words = try await refusal(target, text, by: submission.user, causedBy: key) else { return }
        let recipient = PrivateNotes.Recipient(
            user: submission.user, channel: target.channel, thread: nil, responseURL: nil)
        await notes.deliver(words, givingBack: text, recipient)
    }

    /// Nil where the draft says this now.
    private func refusal(
        _ target: ReplyTarget, _ text: String, by user: String, causedBy key: String
    ) async throws(PortError) -> Mrkdwn? {
        guard let incident = try await engine.incident(target.incident), let reply = target.reply(in: incident)
        else { return ReplyWords.unreadable }
        guard text != reply.text, !incident.hasAnswered(request: key) else { return nil }
        if let sent = incident.sentReplies[reply.customer] { return ReplyWords.alreadySent(sent, to: reply) }
        do throws(WorkflowError) {
            let edited = CustomerReply(customer: reply.customer, text: text)
            _ = try await engine.record(
                .replyEdited(edited), of: target.incident, by: .person(id: user), causedBy: key)
            return nil
        } catch {
            guard case .failed(let failure) = error else { return ReplyWords.tooLate }
            if failure.recovery == .retry { throw failure }
            logger.error("A reply was not stored", metadata: ["reason": "\(failure)"])
            return ReplyWords.failed
        }
    }
}
