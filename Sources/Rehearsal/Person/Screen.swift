/// What one person sees at one moment.
package struct Screen: Sendable {
    /// Grows with every change.
    package let revision: Int
    /// Open modals, the one in front last.
    package let views: [OpenView]
    /// What the bot last published on the app's Home tab.
    package let home: OpenView?
    private let messages: [String: [ChannelMessage]]

    init(_ json: JSON) throws {
        revision = json["revision"]?.integer ?? 0
        views = (json["views"]?.items ?? []).compactMap(OpenView.init)
        home = json["home"].flatMap(OpenView.init)
        messages = (json["messages"]?.fields ?? [:]).mapValues { ($0.items ?? []).compactMap(ChannelMessage.init) }
    }

    /// Everything this person can read in a channel, oldest first: messages, replies, and what only they see.
    package func messages(in channel: String) -> [ChannelMessage] {
        messages[channel] ?? []
    }

    /// In all channels.
    package var allMessages: [ChannelMessage] { messages.values.flatMap { $0 } }

    package func thread(of message: ChannelMessage) -> [ChannelMessage] {
        let root = message.threadTS ?? message.ts
        return messages(in: message.channel).filter { $0.ts == root || $0.threadTS == root }
    }
}

/// A message as a person sees it.
package struct ChannelMessage: Sendable, Equatable {
    package let ts: String
    package let channel: String
    package let user: String
    /// The fallback text, which stands for the message in notifications.
    package let text: String
    package let blocks: [JSON]
    package let attachments: [JSON]
    /// The first message of its thread; its own `ts` for a message that has replies.
    package let threadTS: String?
    package let isEphemeral: Bool
    package let isEdited: Bool
    package let files: [MessageFile]

    init?(_ json: JSON) {
        guard let ts = json["ts"]?.text, let channel = json["channel"]?.text else { return nil }
        self.ts = ts
        self.channel = channel
        user = json["user"]?.text ?? ""
        text = json["text"]?.text ?? ""
        blocks = json["blocks"]?.items ?? []
        attachments = json["attachments"]?.items ?? []
        threadTS = json["thread_ts"]?.text
        isEphemeral = json["is_ephemeral"] == true
        isEdited = json["edited"] != nil
        files = (json["files"]?.items ?? []).compactMap(MessageFile.init)
    }

    /// All blocks, those of attachments included.
    package var allBlocks: [JSON] { blocks + attachments.flatMap { $0["blocks"]?.items ?? [] } }

    /// The action ids of its buttons, top to bottom.
    package var buttons: [String] {
        let elements = allBlocks.flatMap { ($0["elements"]?.items ?? []) + [$0["accessory"]].compactMap(\.self) }
        return elements.filter { $0["type"] == "button" }.compactMap { $0["action_id"]?.text }
    }

    /// Every word of its blocks, top to bottom, or its text where it has none.
    package var readableText: String {
        allBlocks.isEmpty ? text : BlockWords.of(allBlocks)
    }

}

/// Every word a person reads in blocks, top to bottom.
private enum BlockWords {
    private static let order = [
        "title", "caption", "label", "name", "text", "fields", "elements", "rows", "accessory", "chart", "segments",
        "series", "data", "element", "options",
    ]

    static func of(_ blocks: [JSON]) -> String { blocks.flatMap(words).joined(separator: "\n") }

    private static func words(_ value: JSON) -> [String] {
        switch value {
        case .array(let items): items.flatMap(words)
        case .object(let fields):
            order.flatMap { key in
                if let text = fields[key]?.text { [text] } else { fields[key].map(words) ?? [] }
            }
        default: []
        }
    }
}

/// A file hanging on a message.
package struct MessageFile: Sendable, Equatable {
    package let id: String
    package let name: String
    package let title: String
    package let bytes: Int

    init?(_ json: JSON) {
        guard let id = json["id"]?.text else { return nil }
        self.id = id
        name = json["name"]?.text ?? ""
        title = json["title"]?.text ?? ""
        bytes = json["size"]?.integer ?? 0
    }
}

/// An open modal.
package struct OpenView: Sendable, Equatable {
    package let id: String
    package let callbackID: String
    package let title: String
    package let blocks: [JSON]
    /// What the bot or Slack found wrong, by block id.
    package let errors: [String: String]

    init?(_ json: JSON) {
        guard let id = json["id"]?.text else { return nil }
        self.id = id
        callbackID = json["callback_id"]?.text ?? ""
        title = json["title"]?["text"]?.text ?? ""
        blocks = json["blocks"]?.items ?? []
        errors = (json["errors"]?.fields ?? [:]).compactMapValues(\.text)
    }

    /// Every word of its blocks, top to bottom.
    package var readableText: String { BlockWords.of(blocks) }

    /// The action id of a block's input; the block's own id where it has none.
    package func actionID(in block: String) -> String {
        blocks.first { $0["block_id"]?.text == block }?["element"]?["action_id"]?.text ?? block
    }
}
