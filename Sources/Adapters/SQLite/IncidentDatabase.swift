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
    /// Nil in memory.
    private let file: DatabaseFile?
    /// Held by the process that works with the file.
    private let lock: DatabaseLock?

    /// What a process wants of the file.
    package enum Use: Sendable {
        /// To be the one process that works with it.
        case working
        /// To read, and to write a little, beside whoever works with it.
        case visiting
    }

    /// Opens the file, making it and its parent directory (readable by this user alone) where they are missing.
    ///
    /// Refuses a file that isn't a database, isn't this bot's, was written by a newer version of the bot, or has the log of
    /// another database beside it; for `working`, also one that another process works with.
    package init(path: String, clock: WallClock, for use: Use = .visiting) throws(PortError) {
        self.clock = clock
        (writer, lock, file) = try Self.translating("open \(path)") {
            try Self.makeFile(at: path)
            let lock = try Self.lock(path, use)
            let pool = try DatabasePool(path: path, configuration: Self.configuration)
            try pool.read(Self.refuseForeign)
            try Self.schema.migrate(pool)
            try Self.makeDurable(pool)
            try pool.write { db in
                try GroupCommit.count(db)
                try Self.refreshSummaries(db)
            }
            return (pool, use == .working ? lock : nil, DatabaseFile(path: path))
        }
        commits = GroupCommit(writer)
    }

    /// A database that lives in memory, for tests and for commands that keep nothing.
    package init(inMemory clock: WallClock) throws(PortError) {
        self.clock = clock
        (lock, file) = (nil, nil)
        writer = try Self.translating("open a database in memory") {
            let queue = try DatabaseQueue(configuration: Self.configuration)
            try Self.schema.migrate(queue)
            try queue.write(Self.refreshSummaries)
            return queue
        }
        commits = GroupCommit(writer)
    }

    /// In words for everybody, without a path; nil while the file is where it was opened.
    package var misplacement: String? {
        do {
            try file?.check()
            return nil
        } catch {
            return (error as? FileIsGone)?.isReplaced == true
                ? "its file was replaced" : "its file was deleted or moved"
        }
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

    /// While nobody works with the files, their log is looked at before SQLite folds it in.
    private static func lock(_ path: String, _ use: Use) throws -> DatabaseLock? {
        let lock =
            use == .working
            ? try DatabaseLock(beside: path, .alone) : try? DatabaseLock(beside: path, .withOthers)
        if lock != nil, !WriteAheadLog.belongs(toDatabaseAt: path) { throw OpeningFailure.foreignLog(path) }
        return lock
    }

    static func makeDirectory(of path: String) throws {
        let directory = URL(fileURLWithPath: path).deletingLastPathComponent()
        do {
            try FileManager.default.createDirectory(
                at: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw OpeningFailure.directory(directory.path)
        }
    }

    private static func makeFile(at path: String) throws {
        try makeDirectory(of: path)
        let files = FileManager.default
        var isDirectory: ObjCBool = false
        if files.fileExists(atPath: path, isDirectory: &isDirectory) {
            if isDirectory.boolValue { throw OpeningFailure.isDirectory }
            return
        }
        guard files.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]) else {
            throw OpeningFailure.file
        }
    }

    static func refuseForeign(_ db: Database) throws {
        // A start that a full disk cut short leaves the list of steps, and none of them.
        let ours = "SELECT count(*) > 0 FROM sqlite_schema WHERE tbl_name <> 'grdb_migrations'"
        guard try Bool.fetchOne(db, sql: ours) == true else { return }
        guard try Int.fetchOne(db, sql: "PRAGMA application_id") == applicationID else { throw OpeningFailure.foreign }
        guard try !schema.hasBeenSuperseded(db) else { throw OpeningFailure.newer }
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
            try file?.check()
            return try await writer.read(body)
        } catch {
            throw PortError(storage: error, port: port, operation: operation)
        }
    }

    /// Runs one write, which is on disk when this returns and undone when it throws. See `GroupCommit`.
    ///
    /// What was written into a file that is gone by now isn't kept.
    func write<Value: Sendable>(
        _ operation: String, port: String, _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(PortError) -> Value {
        do {
            try file?.check()
            let value = try await commits.write(body)
            try file?.check()
            return value
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
