import Foundation

/// A new, empty directory nobody else can write to, removed with all it holds by `remove`.
struct TemporaryDirectory: Sendable {
    let path: String

    /// Nil when it can't be made; `errno` says why.
    init?(in parent: String, prefix: String) {
        var template = Array("\(parent)/\(prefix)XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { return nil }
        path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// Makes a directory of it, for us alone.
    func makeDirectory(_ name: String) -> String {
        mkdir("\(path)/\(name)", 0o700)
        return "\(path)/\(name)"
    }

    /// Removes everything, even below directories that were made unreadable.
    func remove() {
        guard (try? FileManager.default.removeItem(atPath: path)) == nil else { return }
        TreeWalk.visit(path) { entry in
            if entry.kind == .directory { chmod(entry.path, 0o700) }
        }
        try? FileManager.default.removeItem(atPath: path)
    }
}
