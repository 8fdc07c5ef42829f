import Domain
import Workflows

/// "Edit" under a draft: opens the form with its text.
struct ReplyEditButton: Sendable {
    static let action = "reply_edit"

    let engine: WorkflowEngine
    let opener: ModalOpener
    let notes: PrivateNotes

    func handle(_ click: ClickPayload) async -> SlackReply {
        guard let target = click.value.flatMap(ReplyTarget.init(encoded:)), let trigger = click.triggerID else {
            notes.tell(ReplyWords.unreadable, click.recipient)
            return .accepted
        }
        let incident: Incident?
        do throws(PortError) { incident = try await engine.incident(target.incident) } catch {
            notes.tell(ReplyWords.failed, click.recipient)
            return .accepted
        }
        guard let incident, let reply = target.reply(in: incident) else {
            notes.tell(ReplyWords.unreadable, click.recipient)
            return .accepted
        }
        if let sent = incident.sentReplies[reply.customer] {
            notes.tell(ReplyWords.alreadySent(sent, to: reply), click.recipient)
        } else if reply.text.utf8.count > BlockLimits.inputLength {
            notes.tell(
                "This draft is longer than a form holds. Copy it from the thread, or from the file there.",
                click.recipient)
        } else if !opener.open(EditReplyModal.modal(for: reply, target), trigger: trigger, for: click.recipient) {
            notes.tell("I have too much to do just now. Please try again in a moment.", click.recipient)
        }
        return .accepted
    }
}
