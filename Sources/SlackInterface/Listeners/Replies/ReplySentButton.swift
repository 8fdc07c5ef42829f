import Domain
import Logging
import Workflows

/// "Mark as sent" under a draft: somebody wrote to the customer.
struct ReplySentButton: Sendable {
    static let action = "reply_sent"

    let engine: WorkflowEngine
    let notes: PrivateNotes
    let logger: Logger

    func handle(_ click: ClickPayload, isRepeated: Bool) async -> SlackReply {
        if let words = await refusal(click), !isRepeated { notes.tell(words, click.recipient) }
        return .accepted
    }

    private func refusal(_ click: ClickPayload) async -> Mrkdwn? {
        guard let target = click.value.flatMap(ReplyTarget.init(encoded:)) else { return ReplyWords.unreadable }
        do {
            guard let incident = try await engine.incident(target.incident), let reply = target.reply(in: incident)
            else { return ReplyWords.unreadable }
            if let sent = incident.sentReplies[reply.customer] { return ReplyWords.alreadySent(sent, to: reply) }
            _ = try await engine.record(
                .replySent(customer: reply.customer), of: target.incident, by: .person(id: click.user))
            return nil
        } catch WorkflowError.rejected {
            return "Somebody else was faster: this draft is marked as sent already."
        } catch {
            logger.error("A reply was not marked as sent", metadata: ["reason": "\(error)"])
            return ReplyWords.failed
        }
    }
}
