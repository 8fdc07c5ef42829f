package import Domain
import GRDB

extension IncidentDatabase: MessageLedger {
    private static let port = "MessageLedger"

    package func messages(of incident: IncidentID) async throws(PortError) -> [LedgerMessage] {
        try await read("list the messages of incident \(incident)", port: Self.port) { db in
            try Row.fetchAll(
                db, sql: "SELECT * FROM message WHERE incident = ? ORDER BY number", arguments: [incident.rawValue]
            )
            .map { row in
                LedgerMessage(
                    key: row["key"], channel: row["channel"], timestamp: row["timestamp"],
                    contentDigest: row["content_digest"])
            }
        }
    }

    package func claim(_ key: String, of incident: IncidentID, channel: String) async throws(PortError) {
        let now = clock.now().milliseconds
        try await write("claim a message of incident \(incident)", port: Self.port) { db in
            try db.execute(
                sql: """
                    INSERT INTO message (incident, key, channel, claimed_at) VALUES (?, ?, ?, ?)
                    ON CONFLICT (incident, key) DO NOTHING
                    """,
                arguments: [incident.rawValue, key, channel, now])
        }
    }

    package func record(
        _ key: String, of incident: IncidentID, timestamp: String, contentDigest: String
    ) async throws(PortError) {
        try await write("record a message of incident \(incident)", port: Self.port) { db in
            try db.execute(
                sql: "UPDATE message SET timestamp = ?, content_digest = ? WHERE incident = ? AND key = ?",
                arguments: [timestamp, contentDigest, incident.rawValue, key])
            guard db.changesCount == 1 else {
                throw UnreadableRow(reason: "The message \"\(key)\" was never claimed. Claim it before posting.")
            }
        }
    }

    package func incident(
        ofMessage timestamp: String, in channel: String, keys: Set<String>
    ) async throws(PortError) -> IncidentID? {
        try await read("find the incident of a message", port: Self.port) { db in
            try Row.fetchAll(
                db, sql: "SELECT incident, key FROM message WHERE timestamp = ? AND channel = ?",
                arguments: [timestamp, channel]
            )
            .first { keys.contains($0["key"]) }
            .map { IncidentID(rawValue: $0["incident"]) }
        }
    }
}
