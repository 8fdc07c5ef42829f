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

    package func sessionKey() async throws(PortError) -> [UInt8] {
        try await write("read the session key", port: Self.port) { db in
            try db.execute(
                sql: "INSERT INTO session_key (number, bytes) VALUES (1, randomblob(32)) ON CONFLICT DO NOTHING")
            guard let key = try Data.fetchOne(db, sql: "SELECT bytes FROM session_key"), key.count == 32 else {
                throw UnreadableRow(reason: "The session key is damaged.")
            }
            return [UInt8](key)
        }
    }
}
