import Domain
import Workflows

/// "Edit" under a draft: opens the form with its text.
struct ReplyEditButton: Sendable {
    static let action = "reply_edit"

    let engine: WorkflowEngine
    let opener: ModalOpener
    let notes: PrivateNotes

    func handle(_ click: ClickPayload) -> SlackReply {
        guard var target = click.value.flatMap(ReplyTarget.init(encoded:)), let trigger = click.triggerID else {
            return opener.refuse(ReplyWords.unreadable, click.recipient)
        }
        target.channel = click.channel
        return opener.open(trigger: trigger, for: click.recipient) { [target] in await modal(target, click) }
    }

    /// Nil, and the reason told, where there is nothing to edit.
    private func modal(_ target: ReplyTarget, _ click: ClickPayload) async -> Modal? {
        let words: Mrkdwn
        do throws(PortError) {
            let incident = try await engine.incident(target.incident)
            if let incident, let reply = target.reply(in: incident) {
                if let sent = incident.sentReplies[reply.customer] {
                    words = ReplyWords.alreadySent(sent, to: reply)
                } else if reply.text.utf8.count > BlockLimits.inputLength {
                    words = "This draft is longer than a form holds. Copy it from the thread, or from the file there."
                } else {
                    return EditReplyModal.modal(for: reply, target)
                }
            } else {
                words = ReplyWords.unreadable
            }
        } catch {
            words = "The draft can't be read just now. Please try again."
        }
        await notes.deliver(words, click.recipient)
        return nil
    }
}
