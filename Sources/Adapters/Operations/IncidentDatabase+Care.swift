package import Domain
package import Foundation
import GRDB

extension IncidentDatabase {
    private static let port = "IncidentDatabase"

    /// Copies the database as it stands into a new file, while the bot goes on writing.
    ///
    /// The copy is checked before it gets its name, so a file of that name is whole. Refuses to overwrite one.
    package func backUp(to file: URL) async throws(PortError) {
        do {
            try Self.copy(writer, to: file)
        } catch {
            throw PortError(storage: error, port: Self.port, operation: "back up to \(file.path)")
        }
    }

    /// What SQLite itself finds wrong with the file: broken pages, rows and references. Empty when it is whole.
    package func damages() async throws(PortError) -> [String] {
        try await read("check the database", port: Self.port, Self.damages)
    }

    /// Every incident whose history was changed, with the number of the first fact that doesn't fit.
    package func brokenChains() async throws(PortError) -> [(incident: IncidentID, fact: Int)] {
        let known = try await read("list the histories", port: Self.port) { db in
            // Rows whose incident was taken away are a history too.
            try Int.fetchAll(db, sql: "SELECT id FROM incident UNION SELECT incident FROM journal ORDER BY 1")
        }
        var broken: [(incident: IncidentID, fact: Int)] = []
        for number in known {
            let id = IncidentID(rawValue: number)
            if let fact = try await verifyChain(of: id) { broken.append((id, fact)) }
        }
        return broken
    }

    private static func copy(_ source: any DatabaseWriter, to file: URL) throws {
        let files = FileManager.default
        guard !files.fileExists(atPath: file.path) else {
            throw refusal("the file is there already. Choose another name, or remove it")
        }
        let draft = file.deletingLastPathComponent().appending(path: ".\(file.lastPathComponent).\(UUID().uuidString)")
        guard files.createFile(atPath: draft.path, contents: nil, attributes: [.posixPermissions: 0o600]) else {
            throw refusal("the file can't be made. Check that its directory exists and is writable")
        }
        defer { try? files.removeItem(at: draft) }
        let copy = try DatabaseQueue(path: draft.path)
        try source.backup(to: copy)
        let damages = try copy.read(damages)
        guard damages.isEmpty else {
            throw refusal("the copy is not whole (\(damages[0])). Run incident-bot verify on the database")
        }
        // One file, with nothing beside it that a person could forget to take along.
        try copy.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
        try copy.close()
        try files.moveItem(at: draft, to: file)
    }

    static func damages(_ db: Database) throws -> [String] {
        let found = try String.fetchAll(db, sql: "PRAGMA integrity_check(20)").filter { $0 != "ok" }
        let references = try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").prefix(20).map { row in
            "table \(row["table"] as String): row \(row["rowid"] as Int? ?? 0) refers to a missing row of \(row["parent"] as String)"
        }
        return found + references
    }

    private static func refusal(_ reason: String) -> PortError {
        PortError(port: port, operation: "back up", recovery: .askHuman, reason: reason)
    }
}
