/// The wire form of what the workspace holds.
extension Workspace {
    func object(_ member: Member) -> JSON {
        [
            "id": .string(member.id), "team_id": .string(settings.teamID), "name": .string(member.name),
            "real_name": .string(member.realName), "deleted": false, "tz": "Etc/UTC", "tz_label": "UTC", "tz_offset": 0,
            "is_bot": .bool(member.isBot), "is_admin": false, "is_app_user": false,
            "profile": [
                "real_name": .string(member.realName), "display_name": .string(member.name),
                "title": .string(member.title),
            ],
        ]
    }

    func object(_ shortcut: Shortcut) -> JSON {
        [
            "name": .string(shortcut.name), "type": .string(shortcut.kind.rawValue),
            "callback_id": .string(shortcut.callbackID), "description": .string(shortcut.description),
        ]
    }

    func object(_ channel: Channel) -> JSON {
        let isDirect = channel.directWith != nil
        var fields: [String: JSON] = [
            "id": .string(channel.id), "is_channel": .bool(!isDirect), "is_group": false, "is_im": .bool(isDirect),
            "is_mpim": false, "is_private": .bool(isDirect), "is_archived": .bool(channel.isArchived),
            "created": 1_700_000_000,
            "context_team_id": .string(settings.teamID),
        ]
        if let person = channel.directWith {
            fields["user"] = .string(person)
        } else {
            fields["name"] = .string(channel.name)
            fields["name_normalized"] = .string(channel.name)
            fields["is_member"] = .bool(channel.hasBot)
            fields["topic"] = ["value": .string(channel.topic), "creator": "", "last_set": 0]
            fields["purpose"] = ["value": "", "creator": "", "last_set": 0]
        }
        return .object(fields)
    }

    func object(_ file: SharedFile) -> JSON {
        file.object(base: address, team: settings.teamID)
    }

    func object(_ message: Message, withMetadata: Bool = true) -> JSON {
        var fields: [String: JSON] = [
            "type": "message", "user": .string(message.author), "text": .string(message.content.text),
            "ts": .string(message.ts), "team": .string(settings.teamID),
        ]
        if message.isFromBot, message.author == settings.bot.id {
            fields["bot_id"] = .string(settings.botID)
            fields["app_id"] = .string(settings.appID)
            fields["bot_profile"] = [
                "id": .string(settings.botID), "app_id": .string(settings.appID),
                "name": .string(settings.bot.realName),
                "team_id": .string(settings.teamID), "deleted": false,
            ]
        }
        if !message.content.blocks.isEmpty { fields["blocks"] = .array(message.content.blocks) }
        if !message.content.attachments.isEmpty { fields["attachments"] = .array(message.content.attachments) }
        if withMetadata, let metadata = message.content.metadata { fields["metadata"] = metadata }
        if message.isBroadcast { fields["subtype"] = "thread_broadcast" }
        if !message.files.isEmpty {
            fields["files"] = .array(message.files.compactMap { sharedFiles[$0] }.map(object))
        }
        if let ts = message.editedTS { fields["edited"] = ["user": .string(message.author), "ts": .string(ts)] }
        return .object(fields.merging(threadFields(message)) { first, _ in first })
    }

    private func threadFields(_ message: Message) -> [String: JSON] {
        if let parent = message.threadTS { return ["thread_ts": .string(parent)] }
        let replies = conversations.thread(message.ts, in: message.channel).dropFirst()
        guard let last = replies.last, !message.isEphemeral else { return [:] }
        let authors = replies.map(\.author).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        return [
            "thread_ts": .string(message.ts), "reply_count": .number(Double(replies.count)),
            "reply_users": .array(authors.map(JSON.string)), "reply_users_count": .number(Double(authors.count)),
            "latest_reply": .string(last.ts),
        ]
    }
}
