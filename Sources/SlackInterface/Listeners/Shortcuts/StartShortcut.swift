/// The shortcut "Start an incident", and the button on the Home tab: the form, with no channel in it.
struct StartShortcut: Sendable {
    static let callbackID = "start_incident"
    /// The button's action on the Home tab.
    static let action = "start_incident"

    let opener: ModalOpener

    func handle(_ shortcut: ShortcutPayload) -> SlackReply {
        open(trigger: shortcut.triggerID, for: shortcut.recipient)
    }

    func handle(_ click: ClickPayload) -> SlackReply {
        guard let trigger = click.triggerID else { return .accepted }
        return open(trigger: trigger, for: click.recipient)
    }

    private func open(trigger: String, for recipient: PrivateNotes.Recipient) -> SlackReply {
        opener.open(trigger: trigger, for: recipient) { OpenIncidentModal.modal(channel: nil) }
    }
}
