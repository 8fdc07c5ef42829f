import Domain
import Foundation

/// Finds a message that may have been posted: the process was stopped, or Slack gave no answer, between post and record.
struct MessageSearch: Sendable {
    private static let pageSize = 200
    /// 10,000 messages since the incident was opened; a message that isn't among them is taken for not posted.
    private static let maximumPages = 50

    let api: SlackWebAPI

    /// The message's timestamp, or a file's identifier; nil when it isn't there.
    func find(
        _ message: OutgoingMessage, of incident: Incident, in destination: MessagePoster.Destination
    ) async throws(SlackAPIError) -> String? {
        var arguments: [String: JSONValue] = [
            "channel": .string(destination.channel), "limit": .int(Self.pageSize), "include_all_metadata": true,
        ]
        // Slack's clock and ours may differ a little.
        let oldest = Int(incident.openedAt.timeIntervalSince1970.rounded(.down)) - 120
        if let thread = destination.thread {
            arguments["ts"] = .string(thread)
        } else {
            arguments["oldest"] = .string("\(max(0, oldest)).000000")
        }
        for _ in 1...Self.maximumPages {
            let page = try await api.call(destination.thread == nil ? .history : .replies, arguments)
            for candidate in page["messages"]?.array ?? [] {
                if let name = name(of: message, of: incident.id, in: candidate) { return name }
            }
            guard let cursor = page["response_metadata"]?["next_cursor"]?.string, !cursor.isEmpty else { return nil }
            arguments["cursor"] = .string(cursor)
        }
        return nil
    }

    private func name(of message: OutgoingMessage, of incident: IncidentID, in candidate: JSONValue) -> String? {
        switch message.content {
        case .message:
            let metadata = candidate["metadata"]
            guard metadata?["event_type"]?.string == MessagePoster.eventType,
                metadata?["event_payload"]?["incident"]?.int == incident.rawValue,
                metadata?["event_payload"]?["key"]?.string == message.key
            else { return nil }
            return candidate["ts"]?.string
        case .file(let file):
            return candidate["files"]?.array?.first { $0["title"]?.string == file.name }?["id"]?.string
        }
    }
}
