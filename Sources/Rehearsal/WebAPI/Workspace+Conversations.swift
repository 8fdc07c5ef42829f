extension Workspace {
    func history(_ arguments: Arguments) throws(Refusal) -> [String: JSON] {
        let channel = try memberChannel(arguments.requiredText("channel"))
        let messages = conversations.messages(in: channel.id)
            .filter { !$0.isEphemeral && ($0.threadTS == nil || $0.isBroadcast) }
        return try page(Array(messages.reversed()), arguments, defaultLimit: 100)
    }

    func replies(_ arguments: Arguments) throws(Refusal) -> [String: JSON] {
        let channel = try memberChannel(arguments.requiredText("channel"))
        let ts = try arguments.requiredText("ts")
        guard let message = conversations.message(ts, in: channel.id), !message.isEphemeral else {
            throw Refusal("thread_not_found")
        }
        let thread = conversations.thread(message.threadTS ?? ts, in: channel.id)
        return try page(thread, arguments, defaultLimit: 1000)
    }

    /// One page of messages in the given order; the cursor is the position of the next one.
    private func page(_ all: [Message], _ arguments: Arguments, defaultLimit: Int) throws(Refusal) -> [String: JSON] {
        let limit = try arguments.integer("limit", default: defaultLimit, in: 1...1000)
        let start = try cursor(arguments)
        let withMetadata = try arguments.flag("include_all_metadata") ?? false
        let messages = try window(all, arguments)
        let end = min(messages.count, start + limit)
        let hasMore = end < messages.count
        return [
            "messages": .array(messages[min(start, end)..<end].map { object($0, withMetadata: withMetadata) }),
            "has_more": .bool(hasMore),
            "response_metadata": ["next_cursor": .string(hasMore ? "next:\(end)" : "")],
        ]
    }

    private func cursor(_ arguments: Arguments) throws(Refusal) -> Int {
        guard let cursor = try arguments.text("cursor"), !cursor.isEmpty else { return 0 }
        guard cursor.hasPrefix("next:"), let start = Int(cursor.dropFirst(5)), start >= 0 else {
            throw Refusal("invalid_cursor")
        }
        return start
    }

    private func window(_ messages: [Message], _ arguments: Arguments) throws(Refusal) -> [Message] {
        let inclusive = try arguments.flag("inclusive") ?? false
        let oldest = try bound("oldest", arguments)
        let latest = try bound("latest", arguments)
        return messages.filter { message in
            let time = Double(message.ts) ?? 0
            let isNewEnough = oldest.map { inclusive ? time >= $0 : time > $0 } ?? true
            let isOldEnough = latest.map { inclusive ? time <= $0 : time < $0 } ?? true
            return isNewEnough && isOldEnough
        }
    }

    private func bound(_ name: String, _ arguments: Arguments) throws(Refusal) -> Double? {
        guard let text = try arguments.text(name), text != "now" else { return nil }
        guard let time = Double(text) else { throw Refusal("invalid_ts_\(name)") }
        return time
    }

    func channelInfo(_ arguments: Arguments) throws(Refusal) -> [String: JSON] {
        guard let channel = conversations.channel(try arguments.requiredText("channel")) else {
            throw Refusal("channel_not_found")
        }
        var info = object(channel)
        if try arguments.flag("include_num_members") ?? false {
            info = info.merging(["num_members": .number(Double(memberIDs(of: channel).count))])
        }
        return ["channel": info]
    }

    func channelMembers(_ arguments: Arguments) throws(Refusal) -> [String: JSON] {
        guard let channel = conversations.channel(try arguments.requiredText("channel")) else {
            throw Refusal("channel_not_found")
        }
        let limit = try arguments.integer("limit", default: 100, in: 1...1000)
        let members = memberIDs(of: channel)
        let start = min(try cursor(arguments), members.count)
        let end = min(members.count, start + limit)
        return [
            "members": .array(members[start..<end].map(JSON.string)),
            "response_metadata": ["next_cursor": .string(end < members.count ? "next:\(end)" : "")],
        ]
    }

    func openConversation(_ arguments: Arguments) throws(Refusal) -> [String: JSON] {
        if let id = try arguments.text("channel") {
            guard let channel = conversations.channel(id) else { throw Refusal("channel_not_found") }
            return ["channel": object(channel)]
        }
        let users = (try arguments.text("users") ?? "").split(separator: ",").map(String.init)
        guard let user = users.first else { throw Refusal("users_list_not_supplied") }
        guard users.count == 1 else { throw Refusal("method_not_supported_for_channel_type") }
        guard settings.people.contains(where: { $0.id == user }) else { throw Refusal("user_not_found") }
        let channel = directChannel(with: user)
        let whole = try arguments.flag("return_im") ?? false
        return ["channel": whole ? object(channel) : ["id": .string(channel.id)]]
    }

    func memberIDs(of channel: Channel) -> [String] {
        let people = channel.joined ?? settings.people.map(\.id).filter { (channel.directWith ?? $0) == $0 }
        return people + (channel.hasBot ? [settings.bot.id] : [])
    }
}
