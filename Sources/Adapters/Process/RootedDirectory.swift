import Foundation

/// A directory that is written and read below its root only: no path leaves it, no symbolic link is followed.
struct RootedDirectory: Sendable {
    let path: String

    /// Writes a regular file, over one that may be there, making the directories it needs.
    func write(_ contents: Data, to path: String, executable: Bool? = nil) throws(PathRefusal) {
        try withParent(of: path, creating: true) { (parent, name) throws(PathRefusal) in
            let file = openat(parent, name, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0o644)
            guard file >= 0 else { throw .last(path) }
            defer { close(file) }
            guard Self.isRegular(file) else { throw .notAFile(path) }
            if let executable { fchmod(file, executable ? 0o755 : 0o644) }
            var rest = contents[...]
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes { Foundation.write(file, $0.baseAddress, $0.count) }
                guard count > 0 else { throw .last(path) }
                rest = rest.dropFirst(count)
            }
        }
    }

    /// Makes a symbolic link. Where it points is not looked at: nothing here follows it.
    func makeSymbolicLink(_ path: String, to target: String) throws(PathRefusal) {
        try withParent(of: path, creating: true) { (parent, name) throws(PathRefusal) in
            guard symlinkat(target, parent, name) == 0 else { throw .last(path) }
        }
    }

    /// A regular file's bytes; nil when there is none, it is reached over a symbolic link, or it is larger than `limit`.
    func read(_ path: String, limit: Int) -> Data? {
        try? withParent(of: path, creating: false) { (parent, name) throws(PathRefusal) in
            let file = openat(parent, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
            guard file >= 0 else { throw .last(path) }
            let handle = FileHandle(fileDescriptor: file, closeOnDealloc: true)
            guard Self.isRegular(file), let data = try? handle.read(upToCount: limit + 1), data.count <= limit else {
                // An empty file reads as nil.
                if Self.isRegular(file), lseek(file, 0, SEEK_END) == 0 { return Data() }
                throw .notAFile(path)
            }
            return data
        }
    }

    private func withParent<Result>(
        of path: String, creating: Bool, _ body: (Int32, String) throws(PathRefusal) -> Result
    ) throws(PathRefusal) -> Result {
        var names = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard names.allSatisfy({ !["", ".", ".."].contains($0) && !$0.utf8.contains(0) }), let last = names.popLast()
        else { throw .outside(path) }
        var directory = open(self.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        defer { if directory >= 0 { close(directory) } }
        guard directory >= 0 else { throw .last(path) }
        for name in names {
            if creating { mkdirat(directory, name, 0o755) }
            let next = openat(directory, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            guard next >= 0 else { throw .last(path) }
            close(directory)
            directory = next
        }
        return try body(directory, last)
    }

    private static func isRegular(_ file: Int32) -> Bool {
        var status = stat()
        return fstat(file, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }
}

/// Why a path below a root was not written or read.
enum PathRefusal: Error, Equatable, CustomStringConvertible {
    case outside(String)
    case overSymbolicLink(String)
    case notAFile(String)
    case failed(String, HostFailure)

    /// After a call that failed.
    static func last(_ path: String) -> PathRefusal {
        switch errno {
        case ELOOP, ENOTDIR: .overSymbolicLink(path)
        case EISDIR, ENXIO: .notAFile(path)
        default: .failed(path, HostFailure(errno))
        }
    }

    var description: String {
        switch self {
        case .outside(let path): "\(path) leads out of its directory"
        case .overSymbolicLink(let path): "\(path) leads over a symbolic link or a file"
        case .notAFile(let path): "\(path) is no regular file"
        case .failed(let path, let failure): failure.reason(at: path)
        }
    }
}
