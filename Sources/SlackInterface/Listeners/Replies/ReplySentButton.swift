import Domain
import Logging
import Workflows

/// "Mark as sent" under a draft: somebody wrote to the customer.
struct ReplySentButton: Sendable {
    static let action = "reply_sent"

    let engine: WorkflowEngine
    let notes: PrivateNotes
    let logger: Logger

    func act(on click: ClickPayload, causedBy key: String) async throws(PortError) {
        if let words = try await refusal(click, causedBy: key) { await notes.deliver(words, click.recipient) }
    }

    private func refusal(_ click: ClickPayload, causedBy key: String) async throws(PortError) -> Mrkdwn? {
        guard let target = click.value.flatMap(ReplyTarget.init(encoded:)),
            let incident = try await engine.incident(target.incident), let reply = target.reply(in: incident)
        else { return ReplyWords.unreadable }
        let person = Actor.person(id: click.user)
        if let sent = incident.sentReplies[reply.customer], !incident.hasAnswered(request: key) {
            return ReplyWords.alreadySent(sent, to: reply)
        }
        do throws(WorkflowError) {
            _ = try await engine.record(
                .replySent(customer: reply.customer), of: target.incident, by: person, causedBy: key)
            return nil
        } catch {
            guard case .failed(let failure) = error else { return ReplyWords.tooLate }
            if failure.recovery == .retry { throw failure }
            logger.error("A reply was not marked as sent", metadata: ["reason": "\(failure)"])
            return ReplyWords.failed
        }
    }
}
