import Domain
import Foundation

/// Held by the one process that works with a database, for as long as it lives.
///
/// A file beside the database carries it, since SQLite's own locks don't outlast a transaction. It stays when the process
/// ends; the kernel lets go of the lock.
final class DatabaseLock: Sendable {
    enum Kind {
        /// Nobody else may hold it at the same time.
        case alone
        /// For a look at the files while nobody works with them.
        case withOthers
    }

    private let descriptor: Int32

    /// - Throws: `OpeningFailure.inUse` when another process holds it, `.lock` when it can't be made.
    init(beside path: String, _ kind: Kind) throws {
        let place = path + ".lock"
        descriptor = open(place, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw OpeningFailure.lock("\(place): \(String(cString: strerror(errno)))") }
        guard Self.lock(descriptor, kind) else {
            defer { close(descriptor) }
            throw OpeningFailure.inUse(by: Self.owner(descriptor))
        }
        guard kind == .alone else { return }
        // For the words of whoever is turned away.
        let number = Array("\(getpid())\n".utf8)
        _ = ftruncate(descriptor, 0)
        _ = pwrite(descriptor, number, number.count, 0)
    }

    deinit { close(descriptor) }

    /// Whoever only looks does so for a moment, which is waited for.
    private static func lock(_ descriptor: Int32, _ kind: Kind) -> Bool {
        let operation = (kind == .alone ? LOCK_EX : LOCK_SH) | LOCK_NB
        for _ in 0..<(kind == .alone ? 20 : 1) {
            if flock(descriptor, operation) == 0 { return true }
            guard kind == .alone else { return false }
            usleep(50_000)
        }
        return false
    }

    private static func owner(_ descriptor: Int32) -> Int? {
        var bytes = [UInt8](repeating: 0, count: 20)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        return Int(String(decoding: bytes.prefix(max(0, count)).prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self))
    }
}
