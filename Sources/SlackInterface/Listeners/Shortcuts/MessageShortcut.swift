import Domain
import Foundation
import Logging

/// The shortcut on a message, "Start incident from this": asks what the message is, and opens an incident with it.
///
/// The message is kept beside the journal before the form opens, since the bot may not be in its channel to read it again.
struct MessageShortcut: Sendable {
    static let callbackID = "start_incident_from_message"

    let evidence: any EvidenceStore
    let redactor: Redactor
    let opener: ModalOpener
    let notes: PrivateNotes
    let logger: Logger

    func handle(_ shortcut: ShortcutPayload) -> SlackReply {
        opener.open(trigger: shortcut.triggerID, for: shortcut.recipient) { await modal(shortcut) }
    }

    /// Nil, and the reason told, where there is nothing to start from.
    private func modal(_ shortcut: ShortcutPayload) async -> Modal? {
        let message = QuotedMessage(shortcut.message ?? .null).redacted(by: redactor)
        guard !message.isEmpty else {
            await notes.deliver(
                "There is neither text nor a file in this message to start from. Write `/incident` for an empty form.",
                shortcut.recipient)
            return nil
        }
        do throws(PortError) {
            let key = try await evidence.keep([UInt8](message.json.bytes))
            return MessageIncidentModal.modal(for: message, kept: key, channel: shortcut.channel)
        } catch {
            logger.error("A message was not kept", metadata: ["reason": "\(error)"])
            await notes.deliver(
                "The message could not be stored, so nothing was started. Please try again.", shortcut.recipient)
            return nil
        }
    }
}
