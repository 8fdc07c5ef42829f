import Domain
import Foundation

/// Writes the files of one commit into a directory of their own, once.
struct GitCheckout {
    let repository: LocalGitRepository
    let commit: CommitID

    /// How much is asked of git at a time.
    private static let batchBytes = 32 << 20

    private var operation: String { "check out \(commit.short)" }

    /// The directory. Written beside its place and moved there whole, so that nobody ever sees half of it.
    func directory() async throws(PortError) -> URL {
        let git = try repository.git()
        let (commits, place) = (repository.checkouts.directory, repository.checkouts.place(of: commit))
        await repository.checkouts.use(commit)
        let files = FileManager.default
        if files.fileExists(atPath: place.path) { return place }
        try? files.createDirectory(at: commits, withIntermediateDirectories: true)
        guard let draft = TemporaryDirectory(in: commits.path, prefix: "draft-") else {
            throw git.error(operation, HostFailure(errno), at: commits.path)
        }
        return try await OwnThread.clearing({ draft.remove() }) { () throws(PortError) in
            chmod(draft.path, 0o755)
            try await write(to: RootedDirectory(path: draft.path), git: git)
            // Of two that wrote the same commit, the second finds the place taken, by the same bytes.
            guard rename(draft.path, place.path) == 0 || files.fileExists(atPath: place.path) else {
                throw git.error(operation, HostFailure(errno), at: place.path)
            }
            return place
        }
    }

    private func write(to root: RootedDirectory, git: GitCommand) async throws(PortError) {
        let entries = try await repository.entries(at: commit, to: operation).filter { $0.isFile || $0.kind == .link }
        var rest = entries[...]
        while !rest.isEmpty {
            var bytes = 0
            let batch = rest.prefix { entry in
                defer { bytes += entry.size + 1 }
                return bytes == 0 || bytes + entry.size <= Self.batchBytes
            }
            rest = rest.dropFirst(batch.count)
            let request = batch.map { "\($0.object)\n" }.joined()
            let answer = try await git.run(["cat-file", "--batch"], input: Data(request.utf8), to: operation)
            try await OwnThread.run { () throws(PortError) in
                try write(Array(batch), from: answer.bytes, to: root, git: git)
            }
        }
    }

    /// Takes the batch's contents apart: a header line ending in the size, the bytes, a line's end.
    private func write(
        _ batch: [GitTreeEntry], from answer: Data, to root: RootedDirectory, git: GitCommand
    ) throws(PortError) {
        var rest = answer[...]
        for entry in batch {
            guard let lineEnd = rest.firstIndex(of: UInt8(ascii: "\n")), rest[lineEnd...].count >= entry.size + 2 else {
                throw git.error(operation, .giveUp, "git has lost the contents of \(entry.path)")
            }
            let contents = rest[(lineEnd + 1)...].prefix(entry.size)
            rest = rest[(contents.endIndex + 1)...]
            do throws(PathRefusal) {
                if entry.kind == .link {
                    try root.makeSymbolicLink(entry.path, to: String(decoding: contents, as: UTF8.self))
                } else {
                    try root.write(contents, to: entry.path, executable: entry.kind == .executable)
                }
            } catch {
                if case .failed(let path, let failure) = error { throw git.error(operation, failure, at: path) }
                throw git.error(operation, .giveUp, error.description)
            }
        }
    }
}
