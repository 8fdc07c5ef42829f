import Foundation
import GRDB
import Synchronization

/// Lets writes that come while a transaction is on its way to the disk share the next one.
///
/// The disk is waited for once for all of them. Each write succeeds or fails for itself, in a savepoint of its own, and
/// none returns before all are on disk. Each transaction counts up the database's number; see `WriteAheadLog`. The lock is
/// the `Mutex`.
final class GroupCommit: Sendable {
    private typealias Ending = @Sendable ((any Error)?) -> Void

    private struct Write: Sendable {
        /// Performs it, and returns what tells its caller how it ended once the transaction has.
        let perform: @Sendable (Database) -> Ending
        /// Tells its caller that it never came to it.
        let fail: @Sendable (any Error) -> Void
    }

    private struct State {
        var waiting: [Write] = []
        var isWriting = false
    }

    private let writer: any DatabaseWriter
    private let state = Mutex(State())

    init(_ writer: any DatabaseWriter) {
        self.writer = writer
    }

    /// What `body` returned, on disk by then; what it wrote is undone where it throws.
    func write<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            add(
                Write { db in
                    let result = Result { try Self.apart(db, body) }
                    return { failure in
                        // What went wrong with this write says more than what became of the transaction.
                        if let failure, case .success = result {
                            continuation.resume(throwing: failure)
                        } else {
                            continuation.resume(with: result)
                        }
                    }
                } fail: {
                    continuation.resume(throwing: $0)
                })
        }
    }

    private func add(_ write: Write) {
        let isFirst = state.withLock { state in
            state.waiting.append(write)
            defer { state.isWriting = true }
            return !state.isWriting
        }
        if isFirst { writer.asyncWriteWithoutTransaction { self.commitWaiting($0) } }
    }

    private func commitWaiting(_ db: Database) {
        let writes = state.withLock { state in
            defer { state.waiting = [] }
            return state.waiting
        }
        var endings: [Ending] = []
        var failure: (any Error)?
        do {
            try db.inTransaction {
                try Self.count(db)
                for write in writes {
                    // A full disk, for one, undoes the whole transaction: nothing may be written outside of one.
                    guard db.isInsideTransaction else { throw DatabaseError(resultCode: .SQLITE_ABORT) }
                    endings.append(write.perform(db))
                }
                return .commit
            }
        } catch {
            failure = error
        }
        for ending in endings { ending(failure) }
        if let failure { for write in writes.dropFirst(endings.count) { write.fail(failure) } }
        let hasMore = state.withLock { state in
            state.isWriting = !state.waiting.isEmpty
            return state.isWriting
        }
        if hasMore { writer.asyncWriteWithoutTransaction { self.commitWaiting($0) } }
    }

    /// To be called in every transaction that writes.
    static func count(_ db: Database) throws {
        let number = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        try db.execute(sql: WriteAheadLog.nextNumber(after: number))
    }

    private static func apart<Value>(_ db: Database, _ body: (Database) throws -> Value) throws -> Value {
        var value: Value?
        try db.inSavepoint {
            value = try body(db)
            return .commit
        }
        guard let value else { throw DatabaseError(resultCode: .SQLITE_ABORT) }
        return value
    }
}
