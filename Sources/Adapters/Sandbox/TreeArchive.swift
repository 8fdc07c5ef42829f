import Domain
import Foundation

/// Packs a directory into one tar file: its regular files, directories and symbolic links, nothing else, and no `.git`.
///
/// One file travels into a sandbox faster than thousands, needs one change of owner, and is unpacked where hostile links
/// can do no harm. The format is POSIX ustar with GNU's records for long names.
struct TreeArchive {
    /// Refused beyond this, counted as a file system would: in whole blocks, and one for every entry.
    let maximumBytes: Int
    private let descriptor: Int32
    private var pending: [UInt8] = []
    private var unpackedBytes = 0

    /// Writes the archive and returns what it takes up unpacked.
    ///
    /// - Parameter overlay: files that replace the tree's or join them. Refused where the tree has a symbolic link on
    ///   the way, which would lead them elsewhere.
    static func write(
        _ tree: String, overlay: [String: Data], to path: String, maximumBytes: Int
    ) throws(TreeArchiveFailure) -> Int {
        for name in overlay.keys { try refuseLinks(on: name, in: tree) }
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0, access(tree, R_OK | X_OK) == 0 else { throw .last(descriptor < 0 ? path : tree) }
        defer { close(descriptor) }
        var archive = TreeArchive(maximumBytes: maximumBytes, descriptor: descriptor)
        var failure: TreeArchiveFailure?
        var overlay = overlay
        TreeWalk.visit(tree) { entry in
            guard failure == nil else { return }
            do throws(TreeArchiveFailure) {
                try archive.add(entry, replacing: overlay.removeValue(forKey: entry.relativeName))
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        for (name, contents) in overlay.sorted(by: { $0.key < $1.key }) {
            try archive.add(contents, named: Array(name.utf8), mode: 0o644)
        }
        try archive.append([UInt8](repeating: 0, count: 1024))
        try archive.flush()
        return archive.unpackedBytes
    }

    private init(maximumBytes: Int, descriptor: Int32) {
        self.maximumBytes = maximumBytes
        self.descriptor = descriptor
    }

    private static func refuseLinks(on name: String, in tree: String) throws(TreeArchiveFailure) {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.allSatisfy({ !["", ".", ".."].contains($0) && !$0.utf8.contains(0) }) else {
            throw .refused(.outside(name))
        }
        for count in 1...parts.count {
            var status = stat()
            guard lstat("\(tree)/\(parts.prefix(count).joined(separator: "/"))", &status) == 0 else { return }
            let wanted = count == parts.count ? S_IFREG : S_IFDIR
            guard status.st_mode & S_IFMT == wanted else { throw .refused(.overSymbolicLink(name)) }
        }
    }

    private mutating func add(_ entry: TreeWalk.Entry, replacing contents: Data?) throws(TreeArchiveFailure) {
        let name = entry.relativePath
        guard !name.isEmpty else { return }
        switch entry.kind {
        case .directory: try addHeader(name + [UInt8(ascii: "/")], kind: "5", mode: 0o755)
        case .link: try addHeader(name, kind: "2", mode: 0o777, target: try entry.target())
        case .file:
            let mode = entry.mode & 0o777 | 0o600
            if let contents { return try add(contents, named: name, mode: mode) }
            try addFile(entry, named: name, mode: mode)
        case .other: break
        }
    }

    private mutating func add(_ contents: Data, named name: [UInt8], mode: mode_t) throws(TreeArchiveFailure) {
        try addHeader(name, kind: "0", mode: mode, size: contents.count)
        try append(contents)
        try append([UInt8](repeating: 0, count: Self.padding(contents.count)))
    }

    private mutating func addFile(
        _ entry: TreeWalk.Entry, named name: [UInt8], mode: mode_t
    ) throws(TreeArchiveFailure) {
        try addHeader(name, kind: "0", mode: mode, size: entry.size)
        let file = open(entry.path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
        guard file >= 0 else { throw .last(entry.relativeName) }
        defer { close(file) }
        var left = entry.size
        var buffer = [UInt8](repeating: 0, count: min(max(left, 1), 1 << 18))
        while left > 0 {
            let count = read(file, &buffer, min(left, buffer.count))
            // A file that is shorter than it was a moment ago can't be told from one that can't be read.
            guard count > 0 else { throw .last(entry.relativeName) }
            try append(buffer[..<count])
            left -= count
        }
        try append([UInt8](repeating: 0, count: Self.padding(entry.size)))
    }
}

extension TreeArchive {
    private mutating func addHeader(
        _ name: [UInt8], kind: Unicode.Scalar, mode: mode_t, size: Int = 0, target: [UInt8] = []
    ) throws(TreeArchiveFailure) {
        unpackedBytes += 4096 + (size + 4095) / 4096 * 4096
        guard unpackedBytes <= maximumBytes else { throw .tooLarge(limit: maximumBytes) }
        if name.count > 100 { try addLong(name, kind: "L") }
        if target.count > 100 { try addLong(target, kind: "K") }
        try append(TarHeader.bytes(name: name, kind: kind, mode: mode, size: size, target: target))
    }

    /// A record that carries a name for the next one, in place of the field that is too short for it.
    private mutating func addLong(_ text: [UInt8], kind: Unicode.Scalar) throws(TreeArchiveFailure) {
        let name = Array("././@LongLink".utf8)
        try append(TarHeader.bytes(name: name, kind: kind, mode: 0, size: text.count + 1, target: []))
        try append(text + [UInt8](repeating: 0, count: 1 + Self.padding(text.count + 1)))
    }

    private static func padding(_ size: Int) -> Int { (512 - size % 512) % 512 }

    private mutating func append(_ bytes: some Sequence<UInt8>) throws(TreeArchiveFailure) {
        pending.append(contentsOf: bytes)
        if pending.count > 1 << 20 { try flush() }
    }

    private mutating func flush() throws(TreeArchiveFailure) {
        var written = 0
        while written < pending.count {
            let count = pending.withUnsafeBytes { bytes in
                Foundation.write(descriptor, bytes.baseAddress?.advanced(by: written), bytes.count - written)
            }
            guard count > 0 else { throw .last("the copy") }
            written += count
        }
        pending.removeAll(keepingCapacity: true)
    }
}

/// Why a tree was not packed.
enum TreeArchiveFailure: Error, Equatable {
    case tooLarge(limit: Int)
    case refused(PathRefusal)
    case failed(String, HostFailure)

    static func last(_ path: String) -> TreeArchiveFailure { .failed(path, HostFailure(errno)) }
}
