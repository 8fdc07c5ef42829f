import Foundation
import GRDBSQLite
import Synchronization

/// A disk whose n-th call fails, below SQLite: a virtual file system that passes on to the machine's own.
///
/// Concerns files whose path holds `marker`, and no others. One plan at a time.
enum FailingDisk {
    enum Call: String, CaseIterable, Sendable { case open, read, write, sync }

    struct Plan: Sendable {
        let call: Call
        /// The number of the call that fails, from 1.
        let number: Int
        /// Whether those after it fail too.
        let goesOn: Bool
        fileprivate(set) var calls = 0
        var wasMet: Bool { calls >= number }

        init(_ call: Call, number: Int, goesOn: Bool) {
            (self.call, self.number, self.goesOn) = (call, number, goesOn)
        }
    }

    static let marker = "failing-disk"
    private static let plan = Mutex<Plan?>(nil)

    /// From now on, until `mend`.
    static func fail(_ new: Plan) {
        register
        plan.withLock { $0 = new }
    }

    /// The disk is well again. Returns the plan as far as it came.
    @discardableResult static func mend() -> Plan? {
        plan.withLock { plan in
            defer { plan = nil }
            return plan
        }
    }

    fileprivate static func fails(_ call: Call) -> Bool {
        plan.withLock { plan in
            guard plan?.call == call else { return false }
            plan?.calls += 1
            guard let plan else { return false }
            return plan.goesOn ? plan.calls >= plan.number : plan.calls == plan.number
        }
    }

    /// Once for the process.
    private static let register: Void = {
        let shim = UnsafeMutablePointer<sqlite3_vfs>.allocate(capacity: 1)
        shim.initialize(to: genuine.pointee)
        shim.pointee.zName = UnsafePointer(strdup("failing"))
        shim.pointee.pNext = nil
        shim.pointee.xOpen = { _, name, file, flags, granted in
            // Only these, so that other tests meanwhile see nothing of it.
            let isOurs = name.map { String(cString: $0).contains(FailingDisk.marker) } ?? false
            if isOurs, FailingDisk.fails(.open) { return SQLITE_CANTOPEN }
            let result = genuine.pointee.xOpen(genuine, name, file, flags, granted)
            if result == SQLITE_OK, isOurs, let file { MethodTables.replace(in: file) }
            return result
        }
        sqlite3_vfs_register(shim, 1)
    }()
}

/// The machine's own file system. Found before ours takes its place, and never changed.
nonisolated(unsafe) private let genuine: UnsafeMutablePointer<sqlite3_vfs> = sqlite3_vfs_find("unix")

/// SQLITE_IOERR_READ, _WRITE and _FSYNC: made by macros that Swift doesn't see.
private enum Refusal {
    static let read = SQLITE_IOERR | 1 << 8
    static let write = SQLITE_IOERR | 3 << 8
    static let fsync = SQLITE_IOERR | 4 << 8
}

/// The calls of an open file lead through a table, of which a changed copy takes the place.
private enum MethodTables {
    private typealias Table = UnsafePointer<sqlite3_io_methods>
    private struct Tables: @unchecked Sendable {  // behind the Mutex
        var copies: [Table: Table] = [:]
        var genuine: sqlite3_io_methods?
    }

    private static let tables = Mutex(Tables())

    static func replace(in file: UnsafeMutablePointer<sqlite3_file>) {
        guard let original = file.pointee.pMethods else { return }
        tables.withLock { tables in
            tables.genuine = original.pointee
            file.pointee.pMethods = tables.copies[original] ?? copy(of: original)
            tables.copies[original] = file.pointee.pMethods
        }
    }

    /// All tables of the machine's file system read, write and sync by the same functions.
    private static var genuineCalls: sqlite3_io_methods? { tables.withLock { $0.genuine } }

    private static func copy(of original: Table) -> Table {
        let copy = UnsafeMutablePointer<sqlite3_io_methods>.allocate(capacity: 1)
        copy.initialize(to: original.pointee)
        copy.pointee.xRead = { file, bytes, count, place in
            if FailingDisk.fails(.read) { return Refusal.read }
            return MethodTables.genuineCalls?.xRead(file, bytes, count, place) ?? Refusal.read
        }
        copy.pointee.xWrite = { file, bytes, count, place in
            if FailingDisk.fails(.write) { return SQLITE_FULL }
            return MethodTables.genuineCalls?.xWrite(file, bytes, count, place) ?? Refusal.write
        }
        copy.pointee.xSync = { file, flags in
            if FailingDisk.fails(.sync) { return Refusal.fsync }
            return MethodTables.genuineCalls?.xSync(file, flags) ?? Refusal.fsync
        }
        return UnsafePointer(copy)
    }
}
