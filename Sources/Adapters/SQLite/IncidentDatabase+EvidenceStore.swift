package import Domain
import Foundation
import GRDB

extension IncidentDatabase: EvidenceStore {
    private static let port = "EvidenceStore"

    package func keep(_ bytes: [UInt8]) async throws(PortError) -> EvidenceKey {
        let key = EvidenceKey(of: bytes)
        try await write("keep \(bytes.count) bytes", port: Self.port) { db in
            try db.execute(
                sql: "INSERT INTO evidence (key, bytes) VALUES (?, ?) ON CONFLICT (key) DO NOTHING",
                arguments: [key.rawValue, Data(bytes)])
        }
        return key
    }

    package func bytes(for key: EvidenceKey) async throws(PortError) -> [UInt8]? {
        try await read("read evidence", port: Self.port) { db in
            let data = try Data.fetchOne(db, sql: "SELECT bytes FROM evidence WHERE key = ?", arguments: [key.rawValue])
            guard let bytes = data.map([UInt8].init) else { return nil }
            guard EvidenceKey(of: bytes) == key else {
                throw UnreadableRow(reason: "The kept bytes are no longer those their key names: they were changed.")
            }
            return bytes
        }
    }
}
