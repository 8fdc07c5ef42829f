/// What Slack is answered at once.
package struct SlackReply: Sendable, Equatable {
    package let status: Int
    /// Nil for an empty body, which closes a modal and says nothing in a channel.
    package let body: JSONValue?

    package static let accepted = SlackReply(status: 200, body: nil)
    /// Slack tells the person that it didn't work, or delivers an event again.
    package static let busy = SlackReply(status: 503, body: nil)

    /// A note that only the person who acted sees; for slash commands.
    package static func note(_ words: Mrkdwn) -> SlackReply {
        SlackReply(status: 200, body: ["response_type": "ephemeral", "text": .string(words.text)])
    }

    /// The same with blocks, within what a message holds.
    package static func note(_ body: MessageBody) -> SlackReply {
        SlackReply(
            status: 200, body: .object(body.json.merging(["response_type": "ephemeral"]) { _, new in new }))
    }

    /// Puts another modal in the place of the one that was sent off.
    package static func show(_ modal: Modal) -> SlackReply {
        SlackReply(status: 200, body: ["response_action": "update", "view": modal.json])
    }

    /// Keeps a modal open and says what to change, by field.
    package static func errors(_ errors: [String: String]) -> SlackReply {
        SlackReply(
            status: 200,
            body: ["response_action": "errors", "errors": .object(errors.mapValues { .string($0) })])
    }
}

/// A request that isn't what Slack sends. Says what is missing, for the log.
package struct MalformedRequest: Error, Sendable, Equatable {
    package let reason: String
}
