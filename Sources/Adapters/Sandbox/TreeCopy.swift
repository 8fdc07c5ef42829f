import CLinux
import Foundation

/// Copies a directory's regular files, directories and symbolic links; nothing else, and no `.git`.
///
/// Blocks are shared with the original where the file system can.
struct TreeCopy {
    /// Refused beyond this, counted as a file system would: in whole blocks, and one for every entry.
    var maximumBytes: Int

    /// Copies what is below `source` into `target`, an empty directory, and returns the size of it in bytes.
    func copy(_ source: String, to target: String) throws(TreeCopyFailure) -> Int {
        guard access(source, R_OK | X_OK) == 0 else { throw .last(source) }
        var bytes = 0
        var failure: TreeCopyFailure?
        TreeWalk.visit(source) { entry in
            bytes += 4096 + (entry.kind == .file ? entry.size / 4096 * 4096 + 4096 : 0)
            if bytes > maximumBytes { failure = failure ?? .tooLarge(limit: maximumBytes) }
            guard failure == nil else { return }
            if !duplicate(entry, to: target.utf8.map(CChar.init(bitPattern:)) + entry.suffix) {
                failure = .last(entry.name)
            }
        }
        if let failure { throw failure }
        return bytes
    }

    private func duplicate(_ entry: TreeWalk.Entry, to copy: [CChar]) -> Bool {
        switch entry.kind {
        case .directory:
            return entry.suffix.count == 1 || mkdir(copy, 0o755) == 0
        case .link:
            var target = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
            return readlink(entry.path, &target, Int(PATH_MAX)) > 0 && symlink(target, copy) == 0
        case .file:
            return duplicateFile(entry, to: copy)
        case .other:
            return true
        }
    }

    private func duplicateFile(_ entry: TreeWalk.Entry, to copy: [CChar]) -> Bool {
        let from = open(entry.path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
        let to = open(copy, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        defer {
            close(from)
            close(to)
        }
        guard from >= 0, to >= 0, fchmod(to, entry.mode & 0o777 | 0o600) == 0 else { return false }
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            var count = copy_file_range(from, nil, to, nil, 1 << 30, 0)
            if count < 0 {
                count = read(from, &buffer, buffer.count)
                guard count <= 0 || write(to, buffer, count) == count else { return false }
            }
            guard count > 0 else { return count == 0 }
        }
    }
}

/// Why a tree was not copied.
enum TreeCopyFailure: Error, Equatable {
    case tooLarge(limit: Int)
    case failed(String)

    static func last(_ path: String) -> TreeCopyFailure { .failed("\(path): \(String(cString: strerror(errno)))") }
}
