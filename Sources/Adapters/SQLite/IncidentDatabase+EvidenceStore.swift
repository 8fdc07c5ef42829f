import Crypto
package import Domain
import Foundation
import GRDB

extension IncidentDatabase: EvidenceStore {
    private static let port = "EvidenceStore"

    package func keep(_ bytes: [UInt8]) async throws(PortError) -> EvidenceKey {
        let key = HexadecimalText.of(SHA256.hash(data: bytes))
        try await write("keep \(bytes.count) bytes", port: Self.port) { db in
            try db.execute(
                sql: "INSERT INTO evidence (key, bytes) VALUES (?, ?) ON CONFLICT (key) DO NOTHING",
                arguments: [key, Data(bytes)])
        }
        return EvidenceKey(rawValue: key)
    }

    package func bytes(for key: EvidenceKey) async throws(PortError) -> [UInt8]? {
        try await read("read evidence", port: Self.port) { db in
            let data = try Data.fetchOne(db, sql: "SELECT bytes FROM evidence WHERE key = ?", arguments: [key.rawValue])
            guard let data else { return nil }
            guard HexadecimalText.of(SHA256.hash(data: data)) == key.rawValue else {
                throw UnreadableRow(reason: "The kept bytes are no longer those their key names: they were changed.")
            }
            return [UInt8](data)
        }
    }
}
