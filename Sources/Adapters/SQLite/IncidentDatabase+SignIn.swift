package import Domain
package import Foundation
import GRDB

extension IncidentDatabase: SignInStore {
    private static let port = "SignInStore"

    static let signInTables = """
        CREATE TABLE sign_in_link (
            digest TEXT PRIMARY KEY,
            person TEXT NOT NULL,
            expires_at INTEGER NOT NULL,
            used_at INTEGER
        ) STRICT;
        CREATE TABLE session_key (number INTEGER PRIMARY KEY CHECK (number = 1), bytes BLOB NOT NULL) STRICT;
        """

    /// Sessions were signed cookies before, which nobody could end.
    static let sessionTables = """
        CREATE TABLE session (
            digest TEXT PRIMARY KEY,
            person TEXT NOT NULL,
            expires_at INTEGER NOT NULL
        ) STRICT;
        DROP TABLE session_key;
        """

    package func keepLink(_ digest: String, for person: String, until expiry: Date) async throws(PortError) {
        let now = clock.now().milliseconds
        try await write("keep a sign-in link", port: Self.port) { db in
            try db.execute(sql: "DELETE FROM sign_in_link WHERE expires_at < ?", arguments: [now])
            try db.execute(
                sql: "INSERT INTO sign_in_link (digest, person, expires_at) VALUES (?, ?, ?)",
                arguments: [digest, person, expiry.milliseconds])
        }
    }

    package func useLink(_ digest: String, at time: Date) async throws(PortError) -> String? {
        try await write("use a sign-in link", port: Self.port) { db in
            try String.fetchOne(
                db,
                sql: """
                    UPDATE sign_in_link SET used_at = ? WHERE digest = ? AND used_at IS NULL AND expires_at >= ?
                    RETURNING person
                    """,
                arguments: [time.milliseconds, digest, time.milliseconds])
        }
    }

    package func keepSession(_ digest: String, of person: String, until expiry: Date) async throws(PortError) {
        let now = clock.now().milliseconds
        try await write("keep a session", port: Self.port) { db in
            try db.execute(sql: "DELETE FROM session WHERE expires_at < ?", arguments: [now])
            try db.execute(
                sql: "INSERT INTO session (digest, person, expires_at) VALUES (?, ?, ?)",
                arguments: [digest, person, expiry.milliseconds])
        }
    }

    package func person(ofSession digest: String, at time: Date) async throws(PortError) -> String? {
        try await read("look up a session", port: Self.port) { db in
            try String.fetchOne(
                db, sql: "SELECT person FROM session WHERE digest = ? AND expires_at >= ?",
                arguments: [digest, time.milliseconds])
        }
    }

    package func endSession(_ digest: String) async throws(PortError) {
        try await write("end a session", port: Self.port) { db in
            try db.execute(sql: "DELETE FROM session WHERE digest = ?", arguments: [digest])
        }
    }

    package func endSessions(of person: String?, at time: Date) async throws(PortError) -> Int {
        try await write("end sessions", port: Self.port) { db in
            let (whose, who): (String, StatementArguments) = person.map { ("person = ?", [$0]) } ?? ("TRUE", [])
            let count = try Int.fetchOne(
                db, sql: "SELECT count(*) FROM session WHERE \(whose) AND expires_at >= ?",
                arguments: who + [time.milliseconds])
            try db.execute(sql: "DELETE FROM session WHERE \(whose)", arguments: who)
            try db.execute(sql: "DELETE FROM sign_in_link WHERE \(whose)", arguments: who)
            return count ?? 0
        }
    }
}
