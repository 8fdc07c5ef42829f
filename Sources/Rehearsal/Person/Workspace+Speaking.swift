import Foundation

/// What a person writes: messages and commands.
extension Workspace {
    /// Puts a person's message into a channel or thread and tells the bot.
    func say(_ text: String, by user: String, in channelID: String, threadTS: String?, files: [String] = [])
        throws(Refusal) -> Message
    {
        let channel = try visibleChannel(channelID, to: user)
        let isBlank = text.allSatisfy(\.isWhitespace)
        guard !isBlank || !files.isEmpty else { throw Refusal("no_text") }
        if let threadTS, conversations.thread(threadTS, in: channelID).first?.ts != threadTS {
            throw Refusal("thread_not_found")
        }
        var content = MessageContent()
        content.text = String(typed(text).prefix(40_000))
        let message = Message(
            ts: nextTimestamp(), channel: channel.id, author: user, content: content, threadTS: threadTS, files: files)
        conversations.add(message)
        changed()
        announce(message)
        return message
    }

    func visibleChannel(_ id: String, to user: String) throws(Refusal) -> Channel {
        guard let channel = conversations.channel(id), sees(user, channel) else { throw Refusal("channel_not_found") }
        return channel
    }

    /// What Slack makes of typed text: escaped, with mentions by name turned into identifiers.
    private func typed(_ text: String) -> String {
        let escaped = text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
        return escaped.replacing(/(^|\s)@([a-z0-9][a-z0-9.-]*)/) { match in
            let member = (settings.people + [settings.bot]).first { $0.name == match.output.2 }
            return member.map { "\(match.output.1)<@\($0.id)>" } ?? String(match.output.0)
        }
    }

    /// Runs a slash command as typed, e.g. `/incident it is down`, and shows the person what Slack would.
    func run(command line: String, by user: String, in channelID: String) async throws(Refusal) {
        let channel = try visibleChannel(channelID, to: user)
        let name = String(line.prefix { !$0.isWhitespace })
        let text = line.dropFirst(name.count).drop { $0.isWhitespace }
        guard name == settings.command.name else {
            return tell(user, in: channelID, "`\(name)` is not a valid command. Try `\(settings.command.name)`.")
        }
        let responseURL = issueResponseAddress(kind: "commands", user: user, channel: channelID, message: nil)
        let fields = [
            ("token", "verification"), ("team_id", settings.teamID), ("team_domain", settings.teamDomain),
            ("channel_id", channelID), ("channel_name", channel.name), ("user_id", user),
            ("user_name", member(user)?.name ?? ""), ("command", name), ("text", typed(String(text))),
            ("api_app_id", settings.appID), ("is_enterprise_install", "false"), ("response_url", responseURL),
            ("trigger_id", issueTrigger(to: user)),
        ]
        let acknowledgement = await deliver(.command(fields))
        guard let body = acknowledgement.accepted else {
            return tell(user, in: channelID, "\(name) failed with the error \"\(acknowledgement.failure)\"")
        }
        show(body, of: line, to: user, in: channelID)
    }

    /// The body of an acknowledged command: nothing, a message, or plain text.
    private func show(_ body: Data, of line: String, to user: String, in channel: String) {
        guard !body.isEmpty else { return }
        let target = ResponseAddresses.Address(user: user, channel: channel, message: nil, issued: now)
        let fields = (try? JSON(parsing: body))?.fields ?? ["text": .string(String(decoding: body, as: UTF8.self))]
        if fields["response_type"] == "in_channel" {
            var content = MessageContent()
            content.text = typed(line)
            conversations.add(Message(ts: nextTimestamp(), channel: channel, author: user, content: content))
        }
        do {
            try answer(fields, to: target)
        } catch {
            tell(user, in: channel, "\(settings.command.name) failed with the error \"\(error.code)\"")
        }
    }
}
