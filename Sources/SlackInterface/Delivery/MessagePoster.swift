import Domain
import Foundation

/// Puts one message into Slack: posts, updates, uploads, and finds what may have been posted before.
struct MessagePoster: Sendable {
    /// Where a message goes.
    struct Destination: Sendable, Equatable {
        let channel: String
        /// The card's timestamp, for messages below it.
        let thread: String?
    }

    /// Marks our messages in Slack, so that they are recognised after a crash.
    static let eventType = "incident_message"

    let api: SlackWebAPI

    /// Posts and returns Slack's name for the message: its timestamp, or the identifier of a file.
    func post(
        _ message: OutgoingMessage, of incident: IncidentID, to destination: Destination
    ) async throws(SlackAPIError) -> String {
        switch message.content {
        case .message(let body): try await post(body, key: message.key, of: incident, to: destination)
        case .file(let file): try await upload(file, to: destination)
        }
    }

    /// Replaces everything a message says. A file stays as it is: its content is a fact's and doesn't change.
    func update(
        _ message: OutgoingMessage, of incident: IncidentID, timestamp: String, in channel: String
    ) async throws(SlackAPIError) {
        guard case .message(let body) = message.content else { return }
        var arguments = body.json
        arguments["channel"] = .string(channel)
        arguments["ts"] = .string(timestamp)
        arguments["metadata"] = metadata(message.key, incident)
        do throws(SlackAPIError) {
            _ = try await api.call(.updateMessage, arguments)
        } catch {
            guard case .refused(_, "streaming_state_conflict", _, _) = error else { throw error }
            // Begun by a process that is no more.
            _ = try await api.call(.stopStream, ["channel": .string(channel), "ts": .string(timestamp)])
            _ = try await api.call(.updateMessage, arguments)
        }
    }

    private func post(
        _ body: MessageBody, key: String, of incident: IncidentID, to destination: Destination
    ) async throws(SlackAPIError) -> String {
        var arguments = body.json
        arguments["channel"] = .string(destination.channel)
        arguments["thread_ts"] = destination.thread.map { .string($0) }
        arguments["metadata"] = metadata(key, incident)
        arguments["unfurl_links"] = false
        arguments["unfurl_media"] = false
        let answer = try await api.call(.postMessage, arguments)
        guard let timestamp = answer["ts"]?.string else {
            throw .ambiguous(method: SlackMethod.postMessage.name, reason: "no timestamp")
        }
        return timestamp
    }

    private func metadata(_ key: String, _ incident: IncidentID) -> JSONValue {
        [
            "event_type": .string(Self.eventType),
            "event_payload": ["incident": .int(incident.rawValue), "key": .string(key)],
        ]
    }

    private func upload(_ file: FileBody, to destination: Destination) async throws(SlackAPIError) -> String {
        let bytes = Data(file.text.utf8)
        let place = try await api.call(
            .uploadURL, ["filename": .string(file.name), "length": .int(bytes.count)])
        guard let address = place["upload_url"]?.string, let id = place["file_id"]?.string else {
            throw .unavailable(method: SlackMethod.uploadURL.name, reason: "no address in the answer")
        }
        try await api.upload(bytes, to: address)
        var arguments: [String: JSONValue] = [
            "files": [["id": .string(id), "title": .string(file.name)]],
            "channel_id": .string(destination.channel), "initial_comment": .string(file.comment.text),
        ]
        arguments["thread_ts"] = destination.thread.map { .string($0) }
        _ = try await api.call(.completeUpload, arguments)
        return id
    }
}
