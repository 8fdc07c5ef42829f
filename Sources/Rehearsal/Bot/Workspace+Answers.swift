import Foundation

/// What the bot says in reply to a delivery: in the acknowledgement itself, or later at the response address.
extension Workspace {
    func issueTrigger(to user: String) -> String {
        let seconds = unixSeconds
        let id = "\(seconds).\(identifiers.next("")).\(identifiers.next("").lowercased())"
        triggers.issue(id, to: user, at: now)
        return id
    }

    func issueResponseAddress(kind: String, user: String, channel: String, message: String?) -> String {
        let id = "\(settings.teamID)/\(identifiers.next(""))/\(identifiers.next(""))"
        responseAddresses.issue(id, to: user, channel: channel, message: message, at: now)
        return "\(address)/hooks/\(kind)/\(id)"
    }

    /// Takes what was posted to a response address.
    func respond(_ id: String, _ body: JSON) throws(Refusal) {
        let target = try responseAddresses.use(id, at: now)
        guard let fields = body.fields else { throw Refusal("invalid_payload") }
        try answer(fields, to: target, remember: id)
    }

    private static let answerFields: Set<String> = [
        "text", "blocks", "attachments", "response_type", "replace_original", "delete_original", "thread_ts", "mrkdwn",
        "unfurl_links", "unfurl_media", "metadata", "parse", "link_names",
    ]

    func answer(
        _ fields: [String: JSON], to target: ResponseAddresses.Address, remember id: String? = nil
    ) throws(Refusal) {
        let unknown = fields.keys.filter { !Self.answerFields.contains($0) }.sorted()
        guard unknown.isEmpty else { throw Refusal("invalid_payload", unknown.map { "[ERROR] unknown field: \($0)" }) }
        let arguments = Arguments(values: fields)
        if try arguments.flag("delete_original") ?? false {
            if let ts = target.message { conversations.remove(ts, in: target.channel) }
            return changed()
        }
        let content = try MessageContent.read(arguments, hasCeiling: false, identifiers: identifiers)
        guard !content.isEmpty else { throw Refusal("no_text") }
        if try arguments.flag("replace_original") ?? false, let ts = target.message,
            conversations.message(ts, in: target.channel) != nil
        {
            conversations.change(ts, in: target.channel, to: content, at: nextTimestamp())
            return changed()
        }
        let isPublic = fields["response_type"] == "in_channel"
        let message = post(
            content, in: target.channel, threadTS: try arguments.text("thread_ts"),
            visibleTo: isPublic ? nil : target.user)
        if let id, target.message == nil { responseAddresses.remember(message: message.ts, for: id) }
    }

    /// A line of Slack's own, for one person.
    func tell(_ user: String, in channel: String, _ text: String) {
        var content = MessageContent()
        content.text = text
        conversations.add(
            Message(
                ts: nextTimestamp(), channel: channel, author: "USLACKBOT", isFromBot: true, content: content,
                visibleTo: user))
        changed()
    }
}
