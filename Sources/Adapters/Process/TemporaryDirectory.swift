import Foundation

/// A new, empty directory nobody else can write to, removed with all it holds by `remove`.
///
/// It is locked for as long as its process lives, so that what a killed process left behind can be told from what another
/// one is using; whoever makes the next directory of the same prefix clears that away.
struct TemporaryDirectory: Sendable {
    let path: String
    private let lock: Int32

    /// Younger ones are left alone: their maker may be about to lock them.
    private static let youngestAbandonedSeconds = 60.0

    /// Nil when it can't be made; `errno` says why.
    init?(in parent: String, prefix: String) {
        Self.removeAbandoned(in: parent, prefix: prefix)
        var template = Array("\(parent)/\(prefix)XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { return nil }
        path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        guard let lock = Self.lock(path) else {
            rmdir(path)
            return nil
        }
        self.lock = lock
    }

    /// Makes a directory of it, for us alone.
    func makeDirectory(_ name: String) -> String {
        mkdir("\(path)/\(name)", 0o700)
        return "\(path)/\(name)"
    }

    /// Removes everything, even below directories that were made unreadable. To be called once.
    func remove() {
        Self.remove(path)
        close(lock)
    }

    /// Removes whatever is there, even below directories that were made unreadable.
    static func remove(_ path: String) {
        guard (try? FileManager.default.removeItem(atPath: path)) == nil else { return }
        TreeWalk.visit(path) { entry in
            if entry.kind == .directory { chmod(entry.path, 0o700) }
        }
        try? FileManager.default.removeItem(atPath: path)
    }

    private static func removeAbandoned(in parent: String, prefix: String) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
        for name in names where name.hasPrefix(prefix) {
            let path = "\(parent)/\(name)"
            var status = stat()
            guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR, UnprivilegedUser.isOurs(status.st_uid),
                Date().timeIntervalSince1970 - Double(status.st_mtim.tv_sec) > youngestAbandonedSeconds,
                let lock = lock(path)
            else { continue }
            remove(path)
            close(lock)
        }
    }

    /// Nil when somebody holds it, or it can't be opened as a directory; `errno` says which.
    private static func lock(_ path: String) -> Int32? {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let reason = errno
            close(descriptor)
            errno = reason
            return nil
        }
        return descriptor
    }
}
