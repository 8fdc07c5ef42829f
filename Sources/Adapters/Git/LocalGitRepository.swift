package import Domain
package import Foundation

/// A git repository on this machine, bare or not, read with the `git` program.
///
/// The working tree, `HEAD`, the index and the settings of whoever works there are neither read nor touched. Bytes are
/// as committed: no line-ending conversion, no filter, no `export-ignore`.
package struct LocalGitRepository: SourceRepository {
    /// Larger files are no source text.
    package static let maximumTextBytes = 16 << 20

    package let path: URL
    package let baseBranch: String
    let scratch: URL
    let checkouts: Checkouts

    /// - Parameters:
    ///   - path: the repository's directory.
    ///   - baseBranch: the branch patches are made for, e.g. `main`.
    ///   - scratch: a directory of ours for checked-out commits and short-lived files; made when needed.
    ///   - clock: by which checked-out commits are forgotten.
    package init(path: URL, baseBranch: String, scratch: URL, clock: MonotonicClock = .system) {
        // Git runs in another directory than we do.
        self.path = path.absoluteURL.standardizedFileURL
        self.baseBranch = baseBranch
        self.scratch = scratch.absoluteURL.standardizedFileURL
        checkouts = Checkouts(directory: self.scratch.appending(path: "commits"), clock: clock)
    }

    package func baseCommit() async throws(PortError) -> CommitID {
        let operation = "read branch \(baseBranch)"
        let git = try git()
        guard let commit = try await self.commit(of: baseBranch, git: git, to: operation) else {
            let any = try await git.run(["for-each-ref", "--count=1", "refs/heads"], to: operation)
            let reason =
                any.bytes.isEmpty
                ? "the repository at \(path.path) has no commit yet"
                : "the repository at \(path.path) has no branch \(baseBranch)"
            throw git.error(operation, .askHuman, reason)
        }
        return commit
    }

    package func files(at commit: CommitID) async throws(PortError) -> [String] {
        try await entries(at: commit, to: "list the files of \(commit.short)").filter(\.isFile).map(\.path)
    }

    /// Nil also for a file beyond `maximumTextBytes`, a symbolic link and a submodule.
    package func contents(of path: String, at commit: CommitID) async throws(PortError) -> String? {
        let operation = "read a file of \(commit.short)"
        guard RepositoryPath.isPlain(path) else { return nil }
        let list = ["ls-tree", "-l", "-z", "--full-tree", commit.rawValue, "--", path]
        let entries = try await git().run(list, to: operation).records.compactMap(GitTreeEntry.init)
        // Git answers with directories too, and Swift takes texts for equal that differ in bytes.
        let entry = entries.first { $0.isFile && $0.path.utf8.elementsEqual(path.utf8) }
        guard let entry, entry.size <= Self.maximumTextBytes else { return nil }
        let answer = try await git().run(["cat-file", "blob", entry.object], to: operation)
        return String(data: answer.bytes, encoding: .utf8)
    }

    package func checkOut(_ commit: CommitID) async throws(PortError) -> URL {
        try await GitCheckout(repository: self, commit: commit).directory()
    }

    package func diff(of changes: [FileChange], against base: CommitID) async throws(PortError) -> String {
        try await GitDraft.use(self, base: base, port: "SourceRepository") { draft throws(PortError) in
            try await draft.diff(to: try await draft.tree(with: changes))
        }
    }
}

extension LocalGitRepository {
    /// Removes everything below a scratch directory that no process works with.
    package static func clear(_ scratch: URL) {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: scratch.path)) ?? [] {
            TemporaryDirectory.remove(scratch.appending(path: name).path)
        }
    }

    /// Git for this repository. Throws where there is none.
    func git(port: String = "SourceRepository") throws(PortError) -> GitCommand {
        let files = FileManager.default
        let nested = path.appending(path: ".git").path
        let directory = files.fileExists(atPath: nested) ? nested : path.path
        let empty = scratch.appending(path: "empty")
        let command = GitCommand(gitDirectory: directory, workingDirectory: empty.path, port: port)
        guard directory == nested || files.fileExists(atPath: path.appending(path: "HEAD").path) else {
            throw command.error("open the repository", .askHuman, "\(path.path) is not a git repository")
        }
        do {
            try files.createDirectory(at: empty, withIntermediateDirectories: true)
        } catch {
            throw command.error("prepare \(scratch.path)", .askHuman, error.localizedDescription)
        }
        return command
    }

    /// The newest commit of a local branch, or nil.
    func commit(of branch: String, git: GitCommand, to operation: String) async throws(PortError) -> CommitID? {
        let name = "refs/heads/\(branch)"
        guard try await git.run(["check-ref-format", name], to: operation, accepting: [0, 1]).code == 0 else {
            throw git.error(operation, .askHuman, "\(branch) can't be a branch's name")
        }
        let arguments = ["rev-parse", "--verify", "--quiet", "--end-of-options", "\(name)^{commit}"]
        let answer = try await git.run(arguments, to: operation, accepting: [0, 1])
        return CommitID(rawValue: answer.line)
    }

    /// Every entry of a commit, in git's order: by bytes of the path.
    func entries(at commit: CommitID, to operation: String) async throws(PortError) -> [GitTreeEntry] {
        let arguments = ["ls-tree", "-r", "-l", "-z", "--full-tree", commit.rawValue]
        return try await git().run(arguments, to: operation).records.compactMap(GitTreeEntry.init)
    }
}
