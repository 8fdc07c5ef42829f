import Foundation

/// Visits a directory and everything below it, each directory before what it holds. Follows no symbolic link.
///
/// Names stay bytes, since they need not be text. A directory named `.git` at the root is left out.
enum TreeWalk {
    struct Entry {
        enum Kind { case file, directory, link, other }

        let kind: Kind
        /// With its closing zero.
        let path: [CChar]
        /// How much of `path` is the root's.
        let rootLength: Int
        let size: Int
        let mode: mode_t

        /// What follows the root; empty for the root itself.
        var relativePath: [UInt8] { path.dropFirst(rootLength + 1).dropLast().map(UInt8.init(bitPattern:)) }
        var relativeName: String { String(decoding: relativePath, as: UTF8.self) }

        /// Where a symbolic link points.
        func target() throws(TreeArchiveFailure) -> [UInt8] {
            var target = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
            let count = readlink(path, &target, Int(PATH_MAX))
            guard count > 0 else { throw .last(relativeName) }
            return target.prefix(count).map(UInt8.init(bitPattern:))
        }
    }

    static func visit(_ root: String, _ visitor: (Entry) -> Void) {
        // A list, not recursion: hostile trees are deep.
        var pending = [Array(root.utf8CString)]
        while let path = pending.popLast() {
            var status = stat()
            guard lstat(path, &status) == 0 else { continue }
            let kind = kind(of: status.st_mode)
            visitor(
                Entry(
                    kind: kind, path: path, rootLength: root.utf8.count, size: Int(status.st_size),
                    mode: status.st_mode))
            guard kind == .directory else { continue }
            for name in names(in: path) where path.count > root.utf8.count + 1 || name != git {
                pending.append(path.dropLast() + [CChar(bitPattern: UInt8(ascii: "/"))] + name)
            }
        }
    }

    private static let git = Array(".git".utf8CString)

    private static func kind(of mode: mode_t) -> Entry.Kind {
        switch mode & S_IFMT {
        case S_IFREG: .file
        case S_IFDIR: .directory
        case S_IFLNK: .link
        default: .other
        }
    }

    /// What a directory holds, each with its closing zero.
    private static func names(in path: [CChar]) -> [[CChar]] {
        guard let directory = opendir(path) else { return [] }
        defer { closedir(directory) }
        var names: [[CChar]] = []
        while let found = readdir(directory) {
            let name = withUnsafePointer(to: &found.pointee.d_name) { field in
                field.withMemoryRebound(to: CChar.self, capacity: 256) {
                    Array(UnsafeBufferPointer(start: $0, count: strlen($0) + 1))
                }
            }
            let dot = CChar(bitPattern: UInt8(ascii: "."))
            if name != [dot, 0], name != [dot, dot, 0] { names.append(name) }
        }
        return names
    }
}
