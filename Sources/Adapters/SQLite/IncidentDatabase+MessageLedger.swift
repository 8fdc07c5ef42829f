package import Domain
import GRDB

extension IncidentDatabase: MessageLedger {
    private static let port = "MessageLedger"

    /// How much of each incident a place outside shows.
    static let placeTables = """
        CREATE TABLE place (name TEXT PRIMARY KEY) STRICT;
        CREATE TABLE shown (
            place TEXT NOT NULL REFERENCES place (name),
            incident INTEGER NOT NULL,
            facts INTEGER NOT NULL,
            PRIMARY KEY (place, incident)
        ) STRICT, WITHOUT ROWID;
        """

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

    package func begin(_ place: String) async throws(PortError) {
        try await write("begin with \(place)", port: Self.port) { db in
            try db.execute(sql: "INSERT INTO place (name) VALUES (?) ON CONFLICT DO NOTHING", arguments: [place])
            guard db.changesCount == 1 else { return }
            try db.execute(
                sql: """
                    INSERT INTO shown (place, incident, facts)
                    SELECT ?, i.id, i.entry_count FROM incident i JOIN incident_summary s ON s.id = i.id
                    WHERE s.ended_at IS NOT NULL
                        AND NOT EXISTS (SELECT 1 FROM message WHERE incident = i.id AND timestamp IS NULL)
                    """,
                arguments: [place])
        }
    }

    package func shown(_ facts: Int, of incident: IncidentID, in place: String) async throws(PortError) {
        try await write("note what \(place) shows of incident \(incident)", port: Self.port) { db in
            try db.execute(sql: "INSERT INTO place (name) VALUES (?) ON CONFLICT DO NOTHING", arguments: [place])
            try db.execute(
                sql: """
                    INSERT INTO shown (place, incident, facts) VALUES (?, ?, ?)
                    ON CONFLICT (place, incident) DO UPDATE SET facts = max(facts, excluded.facts)
                    """,
                arguments: [place, incident.rawValue, facts])
        }
    }

    package func unshown(in place: String) async throws(PortError) -> [IncidentID] {
        try await read("list what \(place) doesn't show", port: Self.port) { db in
            try Int.fetchAll(
                db,
                sql: """
                    SELECT i.id FROM incident i LEFT JOIN shown s ON s.place = ? AND s.incident = i.id
                    WHERE s.facts IS NULL OR s.facts < i.entry_count ORDER BY i.id
                    """,
                arguments: [place]
            )
            .map(IncidentID.init(rawValue:))
        }
    }
}
