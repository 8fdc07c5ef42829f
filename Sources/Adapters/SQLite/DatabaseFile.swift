import Foundation

/// The files a database was opened from. Under a running process they may be deleted, moved or replaced; SQLite would go on
/// writing into files that nobody finds again.
struct DatabaseFile: Sendable {
    private struct Identity: Equatable {
        let device: dev_t
        let number: ino_t

        init?(_ path: String) {
            var status = stat()
            guard stat(path, &status) == 0 else { return nil }
            (device, number) = (status.st_dev, status.st_ino)
        }
    }

    let path: String
    private let identities: [Identity?]

    private var paths: [String] { [path, path + "-wal"] }

    /// To be made once SQLite has opened the file and made the log beside it.
    init(path: String) {
        self.path = path
        identities = [path, path + "-wal"].map(Identity.init)
    }

    /// Throws `FileIsGone` when one of them is not what and where it was.
    func check() throws {
        for (path, identity) in zip(paths, identities) where identity != nil {
            let now = Identity(path)
            guard now != identity else { continue }
            throw FileIsGone(path: path, isReplaced: now != nil)
        }
    }
}

/// The database is not where it was opened.
struct FileIsGone: Error {
    let path: String
    let isReplaced: Bool

    var words: String {
        let what = isReplaced ? "was replaced by another file" : "was deleted or moved"
        return """
            \(path) \(what) while the bot runs. Nothing is taken in until it is back. Put it back, or stop the bot, \
            restore a backup (incident-bot restore FILE) and start it again.
            """
    }
}
