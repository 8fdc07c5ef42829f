package import Domain
import Foundation
import GRDB

/// The bot's memory in one SQLite file: the journal, the evidence beside it, the message ledger and the knowledge index.
///
/// One process writes; others may read at the same time. A call that returns has reached the disk: the file is in WAL mode
/// with `synchronous=FULL`. This type owns the schema; its extensions are the only ones to touch a table.
package final class IncidentDatabase: Sendable {
    let writer: any DatabaseWriter
    private let commits: GroupCommit
    let clock: WallClock
    let news = IncidentNews()
    let folds = IncidentFolds()
    let table = FiguresTable()

    /// Opens the file, making it and its parent directory (readable by this user alone) where they are missing.
    ///
    /// Refuses a file that isn't a database, isn't this bot's, or was written by a newer version of the bot.
    package init(path: String, clock: WallClock) throws(PortError) {
        self.clock = clock
        writer = try Self.translating("open \(path)") {
            try Self.makeFile(at: path)
            let pool = try DatabasePool(path: path, configuration: Self.configuration)
            try Self.refuseForeign(pool)
            try Self.schema.migrate(pool)
            try Self.makeDurable(pool)
            try pool.write(Self.refreshSummaries)
            return pool
        }
        commits = GroupCommit(writer)
    }

    /// A database that lives in memory, for tests and for commands that keep nothing.
    package init(inMemory clock: WallClock) throws(PortError) {
        self.clock = clock
        writer = try Self.translating("open a database in memory") {
            let queue = try DatabaseQueue(configuration: Self.configuration)
            try Self.schema.migrate(queue)
            try queue.write(Self.refreshSummaries)
            return queue
        }
        commits = GroupCommit(writer)
    }

    /// Closes every connection, folding the write-ahead log into the file. Calls made afterwards fail.
    package func close() throws(PortError) {
        try Self.translating("close the database") { try writer.close() }
    }

    private static var configuration: GRDB.Configuration {
        var configuration = GRDB.Configuration()
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(5)
        return configuration
    }

    private static func makeFile(at path: String) throws {
        let files = FileManager.default
        let directory = URL(fileURLWithPath: path).deletingLastPathComponent()
        do {
            try files.createDirectory(
                at: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw OpeningFailure.directory(directory.path)
        }
        var isDirectory: ObjCBool = false
        if files.fileExists(atPath: path, isDirectory: &isDirectory) {
            if isDirectory.boolValue { throw OpeningFailure.isDirectory }
            return
        }
        guard files.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]) else {
            throw OpeningFailure.file
        }
    }

    private static func refuseForeign(_ pool: DatabasePool) throws {
        try pool.read { db in
            guard try Bool.fetchOne(db, sql: "SELECT count(*) > 0 FROM sqlite_schema") == true else { return }
            guard try Int.fetchOne(db, sql: "PRAGMA application_id") == applicationID else {
                throw OpeningFailure.foreign
            }
            guard try !schema.hasBeenSuperseded(db) else { throw OpeningFailure.newer }
        }
    }

    /// GRDB lowers `synchronous` to NORMAL when it turns WAL on, so it is raised afterwards, and read back.
    private static func makeDurable(_ pool: DatabasePool) throws {
        try pool.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA synchronous = FULL")
            let level = try Int.fetchOne(db, sql: "PRAGMA synchronous")
            let mode = try String.fetchOne(db, sql: "PRAGMA journal_mode")
            guard level == 2, mode == "wal" else { throw OpeningFailure.notDurable }
        }
    }
}

extension IncidentDatabase {
    /// Runs one read transaction.
    func read<Value: Sendable>(
        _ operation: String, port: String, _ body: @Sendable (Database) throws -> Value
    ) async throws(PortError) -> Value {
        do {
            return try await writer.read(body)
        } catch {
            throw PortError(storage: error, port: port, operation: operation)
        }
    }

    /// Runs one write, which is on disk when this returns and undone when it throws. See `GroupCommit`.
    func write<Value: Sendable>(
        _ operation: String, port: String, _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(PortError) -> Value {
        do {
            return try await commits.write(body)
        } catch {
            throw PortError(storage: error, port: port, operation: operation)
        }
    }

    private static func translating<Value>(
        _ operation: String, _ body: () throws -> Value
    ) throws(PortError) -> Value {
        do {
            return try body()
        } catch {
            throw PortError(storage: error, port: "IncidentDatabase", operation: operation)
        }
    }
}
