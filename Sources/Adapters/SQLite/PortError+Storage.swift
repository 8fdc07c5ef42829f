import Domain
import GRDB

/// Why a database file was refused before SQLite had an opinion.
enum OpeningFailure: Error {
    case directory(String)
    case isDirectory
    case file
    case foreign
    case newer
    case notDurable
    case inUse(by: Int?)
    case lock(String)
    case foreignLog(String)
}

/// A row that can't be understood, e.g. a kind of fact this version doesn't know.
struct UnreadableRow: Error {
    let reason: String
}

extension PortError {
    /// Says what went wrong in storage and what to do next. An error that is a `PortError` already passes unchanged.
    init(storage error: any Error, port: String, operation: String) {
        switch error {
        case let error as PortError:
            self = error
        case let failure as OpeningFailure:
            self.init(port: port, operation: operation, recovery: .askHuman, reason: Self.reason(for: failure))
        case let gone as FileIsGone:
            self.init(port: port, operation: operation, recovery: .retry, reason: gone.words)
        case let row as UnreadableRow:
            self.init(port: port, operation: operation, recovery: .giveUp, reason: row.reason)
        case let error as DatabaseError:
            let (recovery, reason) = Self.meaning(of: error)
            self.init(port: port, operation: operation, recovery: recovery, reason: reason)
        case is CancellationError:
            self.init(
                port: port, operation: operation, recovery: .retry, reason: "It was cancelled before it was done.")
        default:
            self.init(port: port, operation: operation, recovery: .giveUp, reason: "\(error)")
        }
    }

    private static func reason(for failure: OpeningFailure) -> String {
        switch failure {
        case .directory(let path): "The directory \(path) can't be made. Choose another INCIDENT_DB_PATH."
        case .isDirectory: "The path is a directory. Set INCIDENT_DB_PATH to a file."
        case .file: "The file can't be made. Check that the directory is writable, or choose another INCIDENT_DB_PATH."
        case .foreign: "The file is another program's database. Choose another INCIDENT_DB_PATH."
        case .newer: "The file was written by a newer version of the bot. Start that version, or choose another file."
        case .inUse(let number):
            """
            Another incident-bot\(number.map { " (process \($0))" } ?? "") works with it. Stop that one first, or set \
            another INCIDENT_DB_PATH.
            """
        case .lock(let reason):
            "The lock beside it can't be taken (\(reason)). Check the directory's owner and permissions."
        case .foreignLog(let path):
            """
            The log \(path)-wal belongs to another state of the database; together they would be damaged. If you put a \
            backup there, use incident-bot restore FILE, which sets the old files aside; or move \(path)-wal and \
            \(path)-shm away yourself.
            """
        case .notDurable: "SQLite would not turn on write-ahead logging with full durability. Use a local file system."
        }
    }

    /// Holds SQLite's own message, never the statement's arguments: those are evidence.
    private static func meaning(of error: DatabaseError) -> (Recovery, String) {
        let said = error.message ?? error.resultCode.description
        return switch error.resultCode {
        case .SQLITE_FULL: (.retry, "The disk is full. Free some space; nothing was lost.")
        case .SQLITE_BUSY, .SQLITE_LOCKED: (.retry, "Another process holds the database. It is tried again.")
        case .SQLITE_INTERRUPT, .SQLITE_ABORT: (.retry, "It was interrupted (\(said)).")
        case .SQLITE_IOERR: (.retry, "The disk reported an error (\(said)). Check the file system.")
        case .SQLITE_NOMEM: (.retry, "Memory ran out (\(said)).")
        case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_READONLY, .SQLITE_AUTH:
            (.askHuman, "The file can't be opened for writing (\(said)). Check its owner and permissions.")
        case .SQLITE_NOTADB: (.askHuman, "The file is not an SQLite database. Choose another INCIDENT_DB_PATH.")
        case .SQLITE_CORRUPT:
            (.askHuman, "The file is damaged (\(said)). Stop the bot, then: incident-bot restore FILE.")
        default: (.giveUp, "SQLite refused it: \(said).")
        }
    }
}
