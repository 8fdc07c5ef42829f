package import Domain
package import Foundation
import GRDB

extension IncidentDatabase {
    /// Puts a backup in the place of the database at `path`, which no process may be working with.
    ///
    /// The backup is copied and checked first; then the old files are set aside, none is deleted, and the copy gets its
    /// name in one step. Returns where the old database lies now; nil where there was none.
    package static func restore(_ backup: URL, to path: String) throws(PortError) -> String? {
        do {
            try makeDirectory(of: path)
            let lock = try DatabaseLock(beside: path, .alone)
            return try withExtendedLifetime(lock) {
                let draft = try checkedCopy(of: backup, beside: path)
                defer { for end in endings { try? FileManager.default.removeItem(atPath: draft + end) } }
                return try replace(path, by: draft)
            }
        } catch {
            throw PortError(storage: error, port: "IncidentDatabase", operation: "restore \(backup.path)")
        }
    }

    /// The database and what SQLite keeps beside it.
    private static let endings = ["", "-wal", "-shm"]

    private static func checkedCopy(of backup: URL, beside path: String) throws -> String {
        let files = FileManager.default
        guard files.fileExists(atPath: backup.path) else { throw refusal("there is no such file") }
        guard WriteAheadLog.belongs(toDatabaseAt: backup.path) else { throw OpeningFailure.foreignLog(backup.path) }
        let draft = path + ".restoring-\(UUID().uuidString)"
        do {
            // A database that was set aside has its log beside it.
            for end in ["", "-wal"] where files.fileExists(atPath: backup.path + end) {
                try files.copyItem(atPath: backup.path + end, toPath: draft + end)
            }
            try files.setAttributes([.posixPermissions: 0o600], ofItemAtPath: draft)
            let copy = try DatabaseQueue(path: draft)
            try copy.read { db in
                try refuseForeign(db)
                guard try Int.fetchOne(db, sql: "PRAGMA application_id") == applicationID else {
                    throw OpeningFailure.foreign
                }
                if let damage = try damages(db).first { throw refusal("it is damaged: \(damage)") }
            }
            try copy.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
            try copy.close()
            try synchronize(draft)
            return draft
        } catch {
            for end in endings { try? files.removeItem(atPath: draft + end) }
            throw error
        }
    }

    private static func replace(_ path: String, by draft: String) throws -> String? {
        let files = FileManager.default
        var aside: String?
        if files.fileExists(atPath: path) {
            let place = "\(path).before-\(Int(Date().timeIntervalSince1970))-\(UUID().uuidString.prefix(4))"
            // The name stays taken until the new file has it: a bot that started now would make an empty one.
            try files.linkItem(atPath: path, toPath: place)
            for end in endings.dropFirst() where files.fileExists(atPath: path + end) {
                try files.moveItem(atPath: path + end, toPath: place + end)
            }
            aside = place
        }
        guard rename(draft, path) == 0 else { throw refusal(String(cString: strerror(errno))) }
        try synchronize(URL(fileURLWithPath: path).deletingLastPathComponent().path)
        return aside
    }

    private static func synchronize(_ path: String) throws {
        let descriptor = Foundation.open(path, O_RDONLY | O_CLOEXEC)
        defer { if descriptor >= 0 { _ = Foundation.close(descriptor) } }
        guard descriptor >= 0, fsync(descriptor) == 0 else { throw refusal(String(cString: strerror(errno))) }
    }

    private static func refusal(_ reason: String) -> PortError {
        PortError(port: "IncidentDatabase", operation: "restore", recovery: .askHuman, reason: reason)
    }
}
