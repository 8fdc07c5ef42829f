import Foundation

/// One line of `git ls-tree -l -z`.
struct GitTreeEntry: Sendable {
    enum Kind: String, Sendable {
        case file = "100644"
        case executable = "100755"
        case link = "120000"
        case submodule = "160000"
        case directory = "040000"
    }

    let kind: Kind
    let object: String
    let size: Int
    let path: String

    /// Nil for a path that isn't UTF-8, or a mode of git's early days.
    init?(_ record: Data) {
        guard let tab = record.firstIndex(of: UInt8(ascii: "\t")),
            let path = String(data: Data(record[(tab + 1)...]), encoding: .utf8)
        else { return nil }
        let fields = String(decoding: record[..<tab], as: UTF8.self).split(separator: " ")
        guard fields.count == 4, let kind = Kind(rawValue: String(fields[0])) else { return nil }
        (self.kind, object, size, self.path) = (kind, String(fields[2]), Int(fields[3]) ?? 0, path)
    }

    var isFile: Bool { kind == .file || kind == .executable }
}

/// A path within a repository.
enum RepositoryPath {
    /// Whether git can hold a file there: no empty part, none that leads elsewhere, nothing of git's own.
    static func isPlain(_ path: String) -> Bool {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        return parts.allSatisfy { !["", ".", "..", ".git"].contains($0.lowercased()) } && !path.utf8.contains(0)
    }
}
