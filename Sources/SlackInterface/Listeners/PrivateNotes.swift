import Domain
import Foundation
import Logging

/// Tells one person something that nobody else needs to read: at once, or as soon as Slack takes it.
struct PrivateNotes: Sendable {
    struct Recipient: Codable, Sendable {
        let user: String
        let channel: String?
        let thread: String?
        /// Good for half an hour and five uses; the first choice, since it works in channels the bot isn't in.
        let responseURL: URL?
    }

    let api: SlackWebAPI
    /// Where a note waits for Slack.
    let inbox: SlackInbox
    let logger: Logger

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

    /// Says that a request will never be carried out.
    func giveUp(_ recipient: Recipient) async {
        await deliver(
            """
            What you asked for could not be done: I tried it several times and never came to its end. Please look at the \
            incident, and ask for it once more if it still matters. My operator finds the reason in the log.
            """, recipient)
    }

    private func deliver(_ content: [String: JSONValue], _ recipient: Recipient, replacing: Bool) async {
        let note = PrivateNote(
            id: UUID().uuidString, recipient: recipient, content: .object(content), isReplacing: replacing)
        do throws(PortError) {
            do throws(PortError) { try await deliver(again: note) } catch { try await inbox.keep(.note(note)) }
        } catch {
            logger.error("A private note is lost", metadata: ["reason": "\(error)"])
        }
    }

    /// Throws what may work later. A note that Slack will never take is logged and dropped.
    func deliver(again note: PrivateNote) async throws(PortError) {
        guard case .object(let content) = note.content else { return }
        do throws(SlackAPIError) {
            if let url = note.recipient.responseURL, try await respond(at: url, content, replacing: note.isReplacing) {
                return
            }
            try await post(content, to: note.recipient)
        } catch {
            if error.kind != .permanent || error.isAboutInstallation {
                throw PortError(port: "Slack", operation: "tell a person", recovery: .retry, reason: "\(error)")
            }
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

/// A note on its way to one person.
struct PrivateNote: Codable, Sendable {
    let id: String
    let recipient: PrivateNotes.Recipient
    let content: JSONValue
    let isReplacing: Bool

    /// Without the secrets that a person typed and is given back.
    func redacted(by redactor: Redactor) -> Self {
        Self(
            id: id, recipient: recipient, content: content.mappingTexts(named: "text", redactor.redact),
            isReplacing: isReplacing)
    }
}

extension ClickPayload {
    var recipient: PrivateNotes.Recipient {
        .init(user: user, channel: channel, thread: thread, responseURL: responseURL)
    }
}
