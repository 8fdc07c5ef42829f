/// Every channel and what was said in it.
struct Conversations: Sendable {
    private(set) var channels: [Channel]
    private var messages: [String: [Message]] = [:]

    init(channels: [Channel]) {
        self.channels = channels
    }

    func channel(_ id: String) -> Channel? {
        channels.first { $0.id == id }
    }

    /// By id, or by name with or without `#`.
    func channel(named name: String) -> Channel? {
        let bare = name.hasPrefix("#") ? String(name.dropFirst()) : name
        return channel(name) ?? channels.first { $0.directWith == nil && $0.name == bare }
    }

    func direct(with person: String) -> Channel? {
        channels.first { $0.directWith == person }
    }

    mutating func archive(_ id: String) {
        guard let place = channels.firstIndex(where: { $0.id == id }) else { return }
        channels[place].isArchived = true
    }

    mutating func withdraw(file: String) {
        for (channel, all) in messages {
            messages[channel] = all.compactMap { message in
                guard message.files.contains(file) else { return message }
                var message = message
                message.files.removeAll { $0 == file }
                return message.files.isEmpty && message.content.isEmpty ? nil : message
            }
        }
    }

    mutating func add(_ channel: Channel) {
        channels.append(channel)
    }

    /// Oldest first, ephemeral ones included.
    func messages(in channel: String) -> [Message] {
        messages[channel] ?? []
    }

    func message(_ ts: String, in channel: String) -> Message? {
        messages[channel]?.last { $0.ts == ts }
    }

    /// The first message and its replies, oldest first; empty when there is no such message.
    func thread(_ ts: String, in channel: String) -> [Message] {
        messages(in: channel).filter { !$0.isEphemeral && ($0.ts == ts || $0.threadTS == ts) }
    }

    mutating func add(_ message: Message) {
        messages[message.channel, default: []].append(message)
    }

    mutating func change(_ ts: String, in channel: String, to content: MessageContent, at edited: String) {
        guard let index = messages[channel]?.lastIndex(where: { $0.ts == ts }) else { return }
        messages[channel]?[index].change(to: content, at: edited)
    }

    mutating func replace(_ message: Message) {
        guard let index = messages[message.channel]?.lastIndex(where: { $0.ts == message.ts }) else { return }
        messages[message.channel]?[index] = message
    }

    mutating func remove(_ ts: String, in channel: String) {
        messages[channel]?.removeAll { $0.ts == ts }
    }
}
