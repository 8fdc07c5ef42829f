import Domain
import Foundation
import Logging

/// Tells one person something that nobody else needs to read.
struct PrivateNotes: Sendable {
    struct Recipient: Sendable {
        let user: String
        let channel: String?
        let thread: String?
        /// Good for half an hour and five uses; the first choice, since it works in channels the bot isn't in.
        let responseURL: URL?
    }

    let api: SlackWebAPI
    let work: SlackWork
    let logger: Logger

    /// After the acknowledgement; a note that can't be delivered is logged and dropped.
    func tell(_ words: Mrkdwn, _ recipient: Recipient) {
        let isQueued = work.add { await deliver(words, recipient) }
        if !isQueued { logger.warning("Dropped a private note: too much waits to be sent") }
    }

    /// The same with blocks.
    ///
    /// - Parameter replacing: whether it takes the place of the private message that was clicked.
    func tell(_ body: MessageBody, _ recipient: Recipient, replacing: Bool = false) {
        let isQueued = work.add { await deliver(body, recipient, replacing: replacing) }
        if !isQueued { logger.warning("Dropped a private note: too much waits to be sent") }
    }

    func deliver(_ body: MessageBody, _ recipient: Recipient, replacing: Bool = false) async {
        do {
            if let url = recipient.responseURL {
                let how: [String: JSONValue] = [
                    "response_type": "ephemeral", "replace_original": .bool(replacing),
                ]
                try await api.respond(at: url, .object(body.json.merging(how) { _, new in new }))
            } else if let channel = recipient.channel {
                let place: [String: JSONValue] = ["channel": .string(channel), "user": .string(recipient.user)]
                _ = try await api.call(.postEphemeral, body.json.merging(place) { _, new in new })
            }
        } catch {
            logger.warning("A private note was not delivered", metadata: ["reason": "\(error)"])
        }
    }

    func deliver(_ words: Mrkdwn, _ recipient: Recipient) async {
        do {
            if let url = recipient.responseURL {
                try await api.respond(
                    at: url,
                    ["response_type": "ephemeral", "replace_original": false, "text": .string(words.text)])
            } else if let channel = recipient.channel {
                var arguments: [String: JSONValue] = [
                    "channel": .string(channel), "user": .string(recipient.user), "text": .string(words.text),
                ]
                arguments["thread_ts"] = recipient.thread.map { .string($0) }
                _ = try await api.call(.postEphemeral, arguments)
            } else {
                // No channel, no address: a direct message.
                _ = try await api.call(.postMessage, ["channel": .string(recipient.user), "text": .string(words.text)])
            }
        } catch {
            logger.warning("A private note was not delivered", metadata: ["reason": "\(error)"])
        }
    }
}

extension ClickPayload {
    var recipient: PrivateNotes.Recipient {
        .init(user: user, channel: channel, thread: thread, responseURL: responseURL)
    }
}
