import Foundation

/// What a person presses: buttons and menus in messages and modals.
extension Workspace {
    /// A press of one element, with what was chosen in it.
    struct Press: Sendable {
        let user: String
        let actionID: String
        /// Needed where several blocks have an action of that name.
        let blockID: String?
        /// E.g. `selected_option`, for elements that are more than a button.
        let chosen: [String: JSON]
    }

    /// Where a pressed element stands.
    private struct Place {
        let element: JSON
        let block: JSON
        /// 1-based, for elements in an attachment.
        let attachment: Int?
    }

    /// Presses an element of a message. A button that is gone already can still be pressed, as on a screen that lags.
    func press(_ press: Press, channelID: String, ts: String) async throws(Refusal) {
        let channel = try visibleChannel(channelID, to: press.user)
        guard let message = conversations.message(ts, in: channelID), message.visibleTo ?? press.user == press.user
        else {
            throw Refusal("message_not_found")
        }
        let versions = [message.content] + message.earlier.reversed()
        guard let place = versions.lazy.compactMap({ self.place(of: press, in: $0) }).first else {
            throw Refusal("action_not_found", ["[ERROR] no such action on the message: \(press.actionID)"])
        }
        let responseURL = issueResponseAddress(kind: "actions", user: press.user, channel: channelID, message: ts)
        var payload = common("block_actions", press.user)
        payload["container"] = container(of: message, place.attachment)
        payload["channel"] = ["id": .string(channelID), "name": .string(channel.name)]
        if !message.isEphemeral { payload["message"] = object(message) }
        payload["response_url"] = .string(responseURL)
        payload["state"] = ["values": [:]]
        payload["trigger_id"] = .string(issueTrigger(to: press.user))
        payload["actions"] = [action(press, place)]
        try await send(.object(payload))
    }

    /// Presses an element of an open modal.
    func press(_ press: Press, viewID: String, entered: JSON) async throws(Refusal) {
        let home = homes[press.user].flatMap { $0.id == viewID ? $0 : nil }
        let modal = modals.views[viewID].flatMap { $0.user == press.user && modals.isOpen(viewID) ? $0 : nil }
        guard let view = home ?? modal else { throw Refusal("view_not_found") }
        var content = MessageContent()
        content.blocks = view.blocks
        guard let place = place(of: press, in: content) else { throw Refusal("action_not_found") }
        let state = FormState(blocks: view.blocks, entered: entered, file: { self.sharedFiles[$0].map(self.object) })
        var payload = common("block_actions", press.user)
        payload["container"] = ["type": "view", "view_id": .string(viewID)]
        payload["view"] = view.object(settings: settings, values: state.values)
        payload["trigger_id"] = .string(issueTrigger(to: press.user))
        payload["actions"] = [action(press, place)]
        try await send(.object(payload))
    }

    private func send(_ payload: JSON) async throws(Refusal) {
        let acknowledgement = await deliver(.interaction(payload))
        guard acknowledgement.accepted != nil else { throw Refusal(acknowledgement.failure) }
    }

    func common(_ type: String, _ user: String) -> [String: JSON] {
        let name = member(user)?.name ?? user
        return [
            "type": .string(type), "token": "verification", "api_app_id": .string(settings.appID),
            "user": [
                "id": .string(user), "username": .string(name), "name": .string(name),
                "team_id": .string(settings.teamID),
            ],
            "team": ["id": .string(settings.teamID), "domain": .string(settings.teamDomain)], "enterprise": nil,
            "is_enterprise_install": false,
        ]
    }

    private func container(of message: Message, _ attachment: Int?) -> JSON {
        var fields: [String: JSON] = [
            "type": "message", "message_ts": .string(message.ts), "channel_id": .string(message.channel),
            "is_ephemeral": .bool(message.isEphemeral),
        ]
        if let thread = message.threadTS { fields["thread_ts"] = .string(thread) }
        if let attachment {
            fields["type"] = "message_attachment"
            fields["attachment_id"] = .number(Double(attachment))
            fields["is_app_unfurl"] = false
        }
        return .object(fields)
    }

    private func action(_ press: Press, _ place: Place) -> JSON {
        var fields = press.chosen
        for name in ["type", "action_id", "text", "value", "style", "confirm"] {
            if let value = place.element[name] { fields[name] = value }
        }
        fields["block_id"] = place.block["block_id"]
        fields["action_ts"] = .string(nextTimestamp())
        return .object(fields)
    }

    private func place(of press: Press, in content: MessageContent) -> Place? {
        let attached = content.attachments.enumerated().flatMap { index, attachment in
            (attachment["blocks"]?.items ?? []).map { (block: $0, attachment: Optional(index + 1)) }
        }
        for (block, attachment) in content.blocks.map({ (block: $0, attachment: Int?.none) }) + attached {
            guard press.blockID == nil || block["block_id"]?.text == press.blockID else { continue }
            let elements = (block["elements"]?.items ?? []) + [block["accessory"], block["element"]].compactMap(\.self)
            if let element = elements.first(where: { $0["action_id"]?.text == press.actionID }) {
                return Place(element: element, block: block, attachment: attachment)
            }
        }
        return nil
    }
}
