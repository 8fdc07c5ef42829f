import Crypto
import Foundation

/// The key of placeholders and digests: made at the first start, kept beside the database, readable by the bot alone.
///
/// Not the signing secret: that one changes, and whoever knows it could try out what a placeholder stands for.
struct RedactionKey: Sendable {
    static let bytes = 32

    let key: [UInt8]

    /// Where the key of a database lies.
    static func path(beside database: String) -> String { database + ".redaction-key" }

    /// Reads the key, or makes it where there is none.
    init(beside database: String) throws(RedactionKeyProblem) {
        let path = Self.path(beside: database)
        if let data = FileManager.default.contents(atPath: path) {
            guard data.count == Self.bytes else {
                throw RedactionKeyProblem(path: path, words: "holds \(data.count) bytes")
            }
            key = [UInt8](data)
            return
        }
        guard !FileManager.default.fileExists(atPath: path) else {
            throw RedactionKeyProblem(path: path, words: "can't be read")
        }
        let made = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw RedactionKeyProblem(path: path, words: String(cString: strerror(errno))) }
        defer { close(file) }
        let written = made.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
        guard written == made.count, fsync(file) == 0 else {
            unlink(path)
            throw RedactionKeyProblem(path: path, words: String(cString: strerror(errno)))
        }
        key = [UInt8](made)
    }
}

struct RedactionKeyProblem: Error, CustomStringConvertible {
    let path: String
    let words: String

    var description: String {
        "\(path) \(words): it keys the placeholders of secrets. Make its directory writable, or put the file of "
            + "\(RedactionKey.bytes) bytes back from the backup; without it the next start makes a new one when it is gone."
    }
}
