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
    let logger: Logger

    /// A note that can't be delivered is logged and dropped.
    ///
    /// - Parameter replacing: whether it takes the place of the private message that was clicked.
    func deliver(_ body: MessageBody, _ recipient: Recipient, replacing: Bool = false) async {
        await deliver(body.json, recipient, replacing: replacing)
    }

    func deliver(_ words: Mrkdwn, _ recipient: Recipient) async {
        await deliver(["text": .string(words.text)], recipient, replacing: false)
    }

    /// The same with what the person wrote and was not taken, so that they need not write it again.
    func deliver(_ words: Mrkdwn, givingBack typed: String, _ recipient: Recipient) async {
        let blocks: [Block] = [
            .section(words),
            .richText([.section([.words("What you wrote:")]), .preformatted(untrusted: typed, bytes: 2_500)]),
        ]
        await deliver(MessageBody(fallback: "What you sent changed nothing.", blocks: blocks), recipient)
    }

    private func deliver(_ content: [String: JSONValue], _ recipient: Recipient, replacing: Bool) async {
        do throws(SlackAPIError) {
            if let url = recipient.responseURL, try await respond(at: url, content, replacing: replacing) { return }
            try await post(content, to: recipient)
        } catch {
            logger.warning("A private note was not delivered", metadata: ["reason": "\(error)"])
        }
    }

    /// False where the address is no longer good, as after a longer stop of the bot.
    private func respond(
        at url: URL, _ content: [String: JSONValue], replacing: Bool
    ) async throws(SlackAPIError) -> Bool {
        let how: [String: JSONValue] = ["response_type": "ephemeral", "replace_original": .bool(replacing)]
        do throws(SlackAPIError) {
            try await api.respond(at: url, .object(content.merging(how) { _, new in new }))
            return true
        } catch {
            if case .refused = error { return false }
            throw error
        }
    }

    /// In the channel where it was asked, for that person alone; where the bot can't speak there, in a direct message.
    private func post(_ content: [String: JSONValue], to recipient: Recipient) async throws(SlackAPIError) {
        if let channel = recipient.channel {
            var arguments = content
            arguments["channel"] = .string(channel)
            arguments["user"] = .string(recipient.user)
            arguments["thread_ts"] = recipient.thread.map { .string($0) }
            do throws(SlackAPIError) {
                _ = try await api.call(.postEphemeral, arguments)
                return
            } catch {
                guard error.isUnreachableChannel else { throw error }
            }
        }
        var arguments = content
        arguments["channel"] = .string(recipient.user)
        _ = try await api.call(.postMessage, arguments)
    }
}

extension ClickPayload {
    var recipient: PrivateNotes.Recipient {
        .init(user: user, channel: channel, thread: thread, responseURL: responseURL)
    }
}
