extension Workspace {
    func postMessage(_ arguments: Arguments) throws(Refusal) -> [String: JSON] {
        let channel = try destination(arguments.requiredText("channel"))
        var content = try MessageContent.read(arguments, identifiers: identifiers)
        guard !content.isEmpty else { throw Refusal("no_text") }
        content.text = String(content.text.prefix(40_000))
        if content.metadata == .object([:]) { content.metadata = nil }
        let thread = try thread(arguments, in: channel)
        let broadcast = try arguments.flag("reply_broadcast") ?? false
        let message = post(content, in: channel.id, threadTS: thread, isBroadcast: broadcast)
        return ["channel": .string(channel.id), "ts": .string(message.ts), "message": object(message)]
    }

    func updateMessage(_ arguments: Arguments) throws(Refusal) -> [String: JSON] {
        let channel = try writableChannel(arguments.requiredText("channel"))
        let ts = try arguments.requiredText("ts")
        var content = try MessageContent.read(arguments, identifiers: identifiers)
        guard
            arguments.values["text"] != nil || arguments.values["blocks"] != nil
                || arguments.values["attachments"] != nil || arguments.values["markdown_text"] != nil
        else { throw Refusal("no_text") }
        guard TextSize.bytes(content.text, literal: false) <= 4000 else { throw Refusal("msg_too_long") }
        guard let message = conversations.message(ts, in: channel.id), !message.isEphemeral else {
            throw Refusal("message_not_found")
        }
        guard message.isFromBot, message.author == settings.bot.id else { throw Refusal("cant_update_message") }
        guard !isStreaming(message) else { throw Refusal("streaming_state_conflict") }
        keepOmitted(&content, of: message.content, arguments)
        guard !content.isEmpty else { throw Refusal("no_text") }
        conversations.change(ts, in: channel.id, to: content, at: nextTimestamp())
        changed()
        let updated = conversations.message(ts, in: channel.id) ?? message
        return [
            "channel": .string(channel.id), "ts": .string(ts), "text": .string(content.text),
            "message": object(updated),
        ]
    }

    /// An update leaves standing what it doesn't mention; only `[]` and `{}` remove.
    private func keepOmitted(_ content: inout MessageContent, of old: MessageContent, _ arguments: Arguments) {
        if arguments.values["blocks"] == nil, arguments.values["markdown_text"] == nil { content.blocks = old.blocks }
        if arguments.values["attachments"] == nil { content.attachments = old.attachments }
        if arguments.values["text"] == nil { content.text = old.text }
        if content.metadata == nil { content.metadata = old.metadata }
        if content.metadata == .object([:]) { content.metadata = nil }
    }

    func postEphemeral(_ arguments: Arguments) throws(Refusal) -> [String: JSON] {
        let channel = try destination(arguments.requiredText("channel"))
        let user = try arguments.requiredText("user")
        guard sees(user, channel) else { throw Refusal("user_not_in_channel") }
        let content = try MessageContent.read(arguments, identifiers: identifiers)
        guard !content.isEmpty else { throw Refusal("no_text") }
        let thread = try thread(arguments, in: channel)
        let message = post(content, in: channel.id, threadTS: thread, visibleTo: user)
        return ["message_ts": .string(message.ts)]
    }

    func permalink(_ arguments: Arguments) throws(Refusal) -> [String: JSON] {
        let channel = try writableChannel(arguments.requiredText("channel"))
        let ts = try arguments.requiredText("message_ts")
        guard let message = conversations.message(ts, in: channel.id), !message.isEphemeral else {
            throw Refusal("message_not_found")
        }
        let thread = message.threadTS.map { "?thread_ts=\($0)&cid=\(channel.id)" } ?? ""
        let link = "\(address)/archives/\(channel.id)/p\(ts.filter { $0 != "." })\(thread)"
        return ["channel": .string(channel.id), "permalink": .string(link)]
    }

    // MARK: Shared with response addresses and files

    /// Puts a message of the bot into a channel.
    @discardableResult
    func post(
        _ content: MessageContent, in channel: String, threadTS: String? = nil, isBroadcast: Bool = false,
        visibleTo: String? = nil, files: [String] = []
    ) -> Message {
        var message = Message(
            ts: nextTimestamp(), channel: channel, author: settings.bot.id, isFromBot: true, content: content,
            threadTS: threadTS, visibleTo: visibleTo, files: files)
        message.isBroadcast = isBroadcast && threadTS != nil
        conversations.add(message)
        changed()
        if visibleTo == nil { announce(message) }
        return message
    }

    func sees(_ user: String, _ channel: Channel) -> Bool {
        settings.people.contains { $0.id == user } && (channel.directWith ?? user) == user
    }

    /// A channel of the bot's, by id only.
    func memberChannel(_ id: String) throws(Refusal) -> Channel {
        guard let channel = conversations.channel(id) else { throw Refusal("channel_not_found") }
        guard channel.hasBot else { throw Refusal("not_in_channel") }
        return channel
    }

    /// The same, where it can still be written to.
    func writableChannel(_ id: String) throws(Refusal) -> Channel {
        let channel = try memberChannel(id)
        guard !channel.isArchived else { throw Refusal("is_archived") }
        return channel
    }

    /// Where to post: a channel by id or name, or a person, which means the direct message with them.
    private func destination(_ name: String) throws(Refusal) -> Channel {
        if settings.people.contains(where: { $0.id == name }) { return directChannel(with: name) }
        guard let channel = conversations.channel(named: name) else { throw Refusal("channel_not_found") }
        return try writableChannel(channel.id)
    }

    func directChannel(with person: String) -> Channel {
        if let channel = conversations.direct(with: person) { return channel }
        let channel = Channel(id: identifiers.next("D"), name: "directmessage", hasBot: true, directWith: person)
        conversations.add(channel)
        changed()
        return channel
    }

    /// The thread to reply in, which is named by its first message.
    func thread(_ arguments: Arguments, in channel: Channel) throws(Refusal) -> String? {
        guard let ts = try arguments.text("thread_ts") else { return nil }
        guard let parent = conversations.message(ts, in: channel.id), parent.threadTS == nil, !parent.isEphemeral else {
            throw Refusal("cannot_reply_to_message")
        }
        return ts
    }
}
