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

    func handle(_ shortcut: ShortcutPayload) async -> SlackReply {
        let message = QuotedMessage(shortcut.message ?? .null).redacted(by: redactor)
        guard !message.isEmpty else {
            notes.tell(
                "There is neither text nor a file in this message to start from. Write `/incident` for an empty form.",
                shortcut.recipient)
            return .accepted
        }
        do throws(PortError) {
            let key = try await evidence.keep([UInt8](message.json.bytes))
            let modal = MessageIncidentModal.modal(for: message, kept: key, channel: shortcut.channel)
            if !opener.open(modal, trigger: shortcut.triggerID, for: shortcut.recipient) {
                notes.tell("I have too much to do just now. Please try again in a moment.", shortcut.recipient)
            }
        } catch {
            logger.error("A message was not kept", metadata: ["reason": "\(error)"])
            notes.tell("The message could not be stored, so nothing was started. Please try again.", shortcut.recipient)
        }
        return .accepted
    }
}
