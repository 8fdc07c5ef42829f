import Foundation

/// What a person chooses from menus: shortcuts, and the app's Home tab.
extension Workspace {
    /// Chooses a shortcut anywhere.
    func choose(shortcut callbackID: String, by user: String) async throws(Refusal) {
        try check(callbackID, .global, user)
        try await send(chosen("shortcut", callbackID, user))
    }

    /// Chooses a shortcut on a message, in any channel the person sees.
    func choose(shortcut callbackID: String, on ts: String, in channelID: String, by user: String) async throws(Refusal)
    {
        try check(callbackID, .message, user)
        let channel = try visibleChannel(channelID, to: user)
        guard let message = conversations.message(ts, in: channelID), !message.isEphemeral else {
            throw Refusal("message_not_found")
        }
        var payload = chosen("message_action", callbackID, user)
        payload["channel"] = ["id": .string(channelID), "name": .string(channel.name)]
        payload["message"] = object(message, withMetadata: false)
        payload["message_ts"] = .string(ts)
        payload["response_url"] = .string(
            issueResponseAddress(kind: "app", user: user, channel: channelID, message: nil))
        try await send(payload)
    }

    /// Opens the app's Home tab; the bot is told, and publishes what is to be seen there.
    func openHome(by user: String) throws(Refusal) {
        guard settings.people.contains(where: { $0.id == user }) else { throw Refusal("user_not_found") }
        guard settings.subscriptions.contains("app_home_opened") else { return }
        var event: [String: JSON] = [
            "type": "app_home_opened", "user": .string(user), "tab": "home",
            "channel": .string(directChannel(with: user).id), "event_ts": .string(nextTimestamp()),
        ]
        event["view"] = homes[user].map { $0.object(settings: settings) }
        enqueue(event: envelope(.object(event)))
    }

    private func check(_ callbackID: String, _ kind: Shortcut.Kind, _ user: String) throws(Refusal) {
        guard settings.people.contains(where: { $0.id == user }) else { throw Refusal("user_not_found") }
        guard settings.shortcuts.contains(where: { $0.callbackID == callbackID && $0.kind == kind }) else {
            throw Refusal("shortcut_not_found")
        }
    }

    private func chosen(_ type: String, _ callbackID: String, _ user: String) -> [String: JSON] {
        var payload = common(type, user)
        payload["callback_id"] = .string(callbackID)
        payload["trigger_id"] = .string(issueTrigger(to: user))
        payload["action_ts"] = .string(nextTimestamp())
        return payload
    }

    private func send(_ payload: [String: JSON]) async throws(Refusal) {
        let acknowledgement = await deliver(.interaction(.object(payload)))
        guard acknowledgement.accepted != nil else { throw Refusal(acknowledgement.failure) }
    }
}
