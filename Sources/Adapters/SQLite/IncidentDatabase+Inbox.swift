package import Domain
import Foundation
import GRDB

extension IncidentDatabase: Inbox {
    private static let port = "Inbox"
    /// Slack repeats a delivery for five minutes, delayed ones for a day.
    private static let memoryMilliseconds: Int64 = 2 * 86_400_000

    /// What a settled request held is emptied; its row stays as long as its key is remembered.
    static let inboxTables = """
        CREATE TABLE inbox (
            number INTEGER PRIMARY KEY,
            key TEXT NOT NULL UNIQUE,
            lane TEXT NOT NULL,
            body TEXT NOT NULL,
            received_at INTEGER NOT NULL,
            starts INTEGER NOT NULL DEFAULT 0,
            settled_at INTEGER
        ) STRICT;
        CREATE INDEX inbox_waiting ON inbox (number) WHERE settled_at IS NULL;
        CREATE INDEX inbox_settled ON inbox (settled_at) WHERE settled_at IS NOT NULL;
        """

    /// `starts` counted those of the process before; from here on, how often acting on the request was begun.
    static let inboxAttempts = """
        ALTER TABLE inbox ADD COLUMN postponements INTEGER NOT NULL DEFAULT 0;
        UPDATE inbox SET starts = min(starts, 1);
        """

    package func keep(_ request: InboxRequest) async throws(PortError) -> Bool {
        let now = clock.now().milliseconds
        return try await write("keep a request", port: Self.port) { db in
            try db.execute(
                sql: """
                    INSERT INTO inbox (key, lane, body, received_at) VALUES (?, ?, ?, ?)
                    ON CONFLICT (key) DO NOTHING
                    """,
                arguments: [request.key, request.lane, request.body, now])
            return db.changesCount == 1
        }
    }

    package func waiting(after number: Int, limit: Int) async throws(PortError) -> [InboxItem] {
        try await read("list the requests that wait", port: Self.port) { db in
            try Row.fetchAll(
                db, sql: "SELECT * FROM inbox WHERE settled_at IS NULL AND number > ? ORDER BY number LIMIT ?",
                arguments: [number, max(0, limit)]
            )
            .map { row in
                InboxItem(
                    number: row["number"], lane: row["lane"], body: row["body"],
                    receivedAt: Date(milliseconds: row["received_at"]), begun: row["starts"],
                    unfinished: max(0, row["starts"] - row["postponements"]))
            }
        }
    }

    package func settle(_ number: Int) async throws(PortError) {
        let now = clock.now().milliseconds
        try await write("settle a request", port: Self.port) { db in
            try db.execute(
                sql: "UPDATE inbox SET settled_at = ?, body = '' WHERE number = ? AND settled_at IS NULL",
                arguments: [now, number])
            try db.execute(sql: "DELETE FROM inbox WHERE settled_at < ?", arguments: [now - Self.memoryMilliseconds])
        }
    }

    package func begin(_ number: Int) async throws(PortError) {
        try await count("starts", of: number)
    }

    package func postpone(_ number: Int) async throws(PortError) {
        try await count("postponements", of: number)
    }

    private func count(_ column: String, of number: Int) async throws(PortError) {
        try await write("count an attempt", port: Self.port) { db in
            try db.execute(sql: "UPDATE inbox SET \(column) = \(column) + 1 WHERE number = ?", arguments: [number])
        }
    }
}
