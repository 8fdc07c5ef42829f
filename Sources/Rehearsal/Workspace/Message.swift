/// What a message says. Everything an update may replace.
struct MessageContent: Sendable, Equatable {
    var text = ""
    var blocks: [JSON] = []
    var attachments: [JSON] = []
    var metadata: JSON?
}

/// One message of a channel, in a thread or not, seen by everyone or by one person only.
struct Message: Sendable, Equatable {
    let ts: String
    let channel: String
    /// A user id; the bot's for its own messages, `USLACKBOT` for Slack's.
    let author: String
    let isFromBot: Bool
    var content: MessageContent
    /// The `ts` of the thread's first message, for replies.
    let threadTS: String?
    /// The only one who sees it, for ephemeral messages.
    let visibleTo: String?
    /// A reply that is shown in the channel as well.
    var isBroadcast = false
    var files: [String] = []
    var editedTS: String?
    /// While it is being streamed.
    var stream: MessageStream?
    /// What it said before, newest last. Somebody's screen may not have caught up yet when they click.
    private(set) var earlier: [MessageContent] = []

    init(
        ts: String, channel: String, author: String, isFromBot: Bool = false, content: MessageContent,
        threadTS: String? = nil, visibleTo: String? = nil, files: [String] = []
    ) {
        self.ts = ts
        self.channel = channel
        self.author = author
        self.isFromBot = isFromBot
        self.content = content
        self.threadTS = threadTS
        self.visibleTo = visibleTo
        self.files = files
    }

    var isEphemeral: Bool { visibleTo != nil }

    mutating func change(to new: MessageContent, at ts: String) {
        earlier = earlier.suffix(9) + [content]
        content = new
        editedTS = ts
        stream = nil
    }
}
