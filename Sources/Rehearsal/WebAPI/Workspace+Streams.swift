import Foundation

/// Messages that grow while the bot writes them: begun, added to, and ended; after that ordinary messages.
extension Workspace {
    /// A stream that nothing was added to for so long has ended, and can't even be stopped.
    private static let patience = 300.0
    /// Of all that was streamed into one message, in UTF-8.
    private static let maximumBytes = 12_000

    func startStream(_ arguments: Arguments) throws(Refusal) -> [String: JSON] {
        let channel = try writableChannel(arguments.requiredText("channel"))
        let thread = try arguments.requiredText("thread_ts")
        guard conversations.message(thread, in: channel.id)?.threadTS == nil,
            conversations.message(thread, in: channel.id)?.isEphemeral == false
        else { throw .invalidArguments("no such thread [json-pointer:/thread_ts]") }
        if channel.directWith == nil { try checkRecipient(arguments) }
        let mode = try arguments.text("task_display_mode") ?? "timeline"
        guard ["timeline", "plan"].contains(mode) else {
            throw .invalidArguments("must be timeline or plan [json-pointer:/task_display_mode]")
        }
        let text = try streamed(arguments) ?? ""
        var message = Message(
            ts: nextTimestamp(), channel: channel.id, author: settings.bot.id, isFromBot: true,
            content: try Self.content(text), threadTS: thread)
        message.stream = MessageStream(lastAppend: now)
        conversations.add(message)
        changed()
        return ["channel": .string(channel.id), "ts": .string(message.ts)]
    }

    func appendStream(_ arguments: Arguments) throws(Refusal) -> [String: JSON] {
        guard let text = try streamed(arguments) else { throw Refusal("no_text") }
        var message = try streaming(arguments)
        message.content = try Self.content(message.streamedText + text)
        message.stream?.lastAppend = now
        replace(message)
        return ["channel": .string(message.channel), "ts": .string(message.ts)]
    }

    func stopStream(_ arguments: Arguments) throws(Refusal) -> [String: JSON] {
        var message = try streaming(arguments)
        let end = try MessageContent.read(
            Arguments(values: arguments.values.filter { ["blocks", "metadata"].contains($0.key) }),
            identifiers: identifiers)
        var content = try Self.content(message.streamedText + (try streamed(arguments) ?? ""))
        content.blocks += end.blocks
        content.metadata = end.metadata
        message.content = content
        message.stream = nil
        replace(message)
        announce(message)
        return ["channel": .string(message.channel), "ts": .string(message.ts), "message": object(message)]
    }

    /// Whether the message still grows; others may be updated.
    func isStreaming(_ message: Message) -> Bool {
        message.stream.map { now.timeIntervalSince($0.lastAppend) <= Self.patience } ?? false
    }

    private func checkRecipient(_ arguments: Arguments) throws(Refusal) {
        guard let team = try arguments.text("recipient_team_id") else { throw Refusal("missing_recipient_team_id") }
        guard let user = try arguments.text("recipient_user_id") else { throw Refusal("missing_recipient_user_id") }
        guard team == settings.teamID else { throw Refusal("team_not_found") }
        guard settings.people.contains(where: { $0.id == user }) else { throw Refusal("user_not_found") }
    }

    private func streaming(_ arguments: Arguments) throws(Refusal) -> Message {
        let channel = try writableChannel(arguments.requiredText("channel"))
        guard let message = conversations.message(try arguments.requiredText("ts"), in: channel.id) else {
            throw Refusal("message_not_found")
        }
        guard message.author == settings.bot.id else { throw Refusal("message_not_owned_by_app") }
        guard isStreaming(message) else { throw Refusal("message_not_in_streaming_state") }
        return message
    }

    private func replace(_ message: Message) {
        conversations.replace(message)
        changed()
    }

    /// What a call adds; nil when it adds nothing.
    private func streamed(_ arguments: Arguments) throws(Refusal) -> String? {
        let text = try arguments.text("markdown_text")
        guard let chunks = try arguments.structure("chunks") else { return text?.isEmpty == false ? text : nil }
        guard text == nil else { throw Refusal("markdown_text_conflict") }
        guard let items = chunks.items, !items.isEmpty else { throw Refusal("invalid_chunks") }
        var added = ""
        for item in items { added += try Self.text(ofChunk: item) }
        return added
    }

    private static func text(ofChunk chunk: JSON) throws(Refusal) -> String {
        switch (chunk["type"]?.text, chunk["text"]?.text, chunk["title"]?.text) {
        case ("markdown_text", let text?, _): return text
        case ("plan_update", _, let title?): return "\n\(title)\n"
        case ("task_update", _, let title?)
        where chunk["id"]?.text != nil
            && ["pending", "in_progress", "complete", "error"].contains(chunk["status"]?.text):
            return "\n\(title)\n"
        default: throw Refusal("invalid_chunks")
        }
    }

    private static func content(_ text: String) throws(Refusal) -> MessageContent {
        guard text.utf8.count <= maximumBytes else { throw Refusal("msg_too_long") }
        return MessageContent(blocks: text.isEmpty ? [] : [["type": "markdown", "text": .string(text)]])
    }
}

/// That a message is still being written.
struct MessageStream: Sendable, Equatable {
    var lastAppend: Date
}

extension Message {
    fileprivate var streamedText: String { content.blocks.first?["text"]?.text ?? "" }
}
