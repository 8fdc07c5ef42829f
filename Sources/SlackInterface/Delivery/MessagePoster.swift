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
    /// Nil where somebody else sees to it that little is posted.
    var pace: ChannelPace?

    /// Posts and returns Slack's name for the message: its timestamp, or the identifier of a file.
    func post(
        _ message: OutgoingMessage, of incident: IncidentID, to destination: Destination
    ) async throws(SlackAPIError) -> String {
        switch message.content {
        case .message(let body): try await post(body, key: message.key, of: incident, to: destination)
        case .file(let file): try await upload(file, to: destination)
        }
    }

    /// Replaces everything a message says. A file can't be replaced: it is uploaded and taken away; see `withdraw`.
    func update(
        _ message: OutgoingMessage, of incident: IncidentID, timestamp: String, in channel: String
    ) async throws(SlackAPIError) {
        guard case .message(let body) = message.content else { return }
        var arguments = body.json
        arguments["channel"] = .string(channel)
        arguments["ts"] = .string(timestamp)
        arguments["metadata"] = metadata(message.key, incident)
        try await pace?.standing(in: channel)
        do throws(SlackAPIError) {
            _ = try await call(.updateMessage, arguments, in: channel)
        } catch {
            guard case .refused(_, "streaming_state_conflict", _, _) = error else { throw error }
            // Begun by a process that is no more.
            _ = try await api.call(.stopStream, ["channel": .string(channel), "ts": .string(timestamp)])
            _ = try await call(.updateMessage, arguments, in: channel)
        }
    }

    /// Takes away a file that another one has taken the place of. Where it can't be, both stand.
    func withdraw(file id: String) async {
        _ = try? await api.call(.deleteFile, ["file": .string(id)])
    }

    /// A limit is waited for by everybody who posts in the channel, and by nobody else.
    private func call(
        _ method: SlackMethod, _ arguments: [String: JSONValue], in channel: String
    ) async throws(SlackAPIError) -> JSONValue {
        guard let pace else { return try await api.call(method, arguments) }
        do throws(SlackAPIError) {
            return try await api.call(method.handingLimitsOn, arguments)
        } catch {
            if case .rateLimited(_, let seconds) = error { await pace.hold(channel, seconds: seconds) }
            throw error
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
        try await pace?.turn(in: destination.channel)
        let answer = try await call(.postMessage, arguments, in: destination.channel)
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
            "channel_id": .string(destination.channel),
        ]
        arguments["initial_comment"] = file.comment.map { .string($0.text) }
        arguments["thread_ts"] = destination.thread.map { .string($0) }
        try await pace?.turn(in: destination.channel)
        _ = try await call(.completeUpload, arguments, in: destination.channel)
        return id
    }
}
