import Domain
import Foundation

/// A change in the making, beside the repository: an index and an object store of its own over the repository's.
///
/// Nothing of it is left when it is removed, unless it was built in the repository.
struct GitDraft: Sendable {
    private let repository: LocalGitRepository
    private let base: CommitID
    private let directory: TemporaryDirectory
    private let beside: GitCommand
    private let within: GitCommand

    /// Where new objects go.
    enum Store { case beside, within }

    private static let operation = "build the change"

    /// Begins a draft, for as long as it is used.
    static func use<Value: Sendable>(
        _ repository: LocalGitRepository, base: CommitID, port: String,
        _ act: (GitDraft) async throws(PortError) -> Value
    ) async throws(PortError) -> Value {
        let draft = try await begin(repository, base: base, port: port)
        return try await OwnThread.clearing({ draft.directory.remove() }) { () throws(PortError) in
            try await act(draft)
        }
    }

    private static func begin(
        _ repository: LocalGitRepository, base: CommitID, port: String
    ) async throws(PortError) -> GitDraft {
        let git = try repository.git(port: port)
        let objects = try await git.run(["rev-parse", "--git-path", "objects"], to: operation).line
        guard let directory = TemporaryDirectory(in: repository.scratch.path, prefix: "draft-") else {
            throw git.error(operation, HostFailure(errno), at: repository.scratch.path)
        }
        return GitDraft(repository, base: base, directory: directory, git: git, objects: objects)
    }

    private init(
        _ repository: LocalGitRepository, base: CommitID, directory: TemporaryDirectory, git: GitCommand,
        objects: String
    ) {
        (self.repository, self.base, self.directory) = (repository, base, directory)
        within = git.with(["GIT_INDEX_FILE": "\(directory.path)/index"])
        beside = within.with([
            "GIT_OBJECT_DIRECTORY": directory.makeDirectory("objects"),
            "GIT_ALTERNATE_OBJECT_DIRECTORIES": Self.quoted(objects),
        ])
    }

    /// The tree of the base with the changes in it. Files keep their modes; new ones are plain.
    func tree(with changes: [FileChange], in store: Store = .beside) async throws(PortError) -> String {
        let git = git(store)
        guard Set(changes.map { Data($0.path.utf8) }).count == changes.count else {
            throw git.error(Self.operation, .giveUp, "a file is changed twice")
        }
        _ = try await git.run(["read-tree", base.rawValue], to: Self.operation)
        let existing = try await repository.entries(at: base, to: Self.operation)
        var lines = Data()
        for change in changes {
            let kind = try kind(of: change, among: existing)
            let blob = try await git.run(
                ["hash-object", "-w", "--stdin"], input: Data(change.contents.utf8), to: Self.operation)
            lines += Data("\(kind.rawValue) \(blob.line)\t\(change.path)\0".utf8)
        }
        _ = try await git.run(["update-index", "-z", "--index-info"], input: lines, to: Self.operation)
        return try await git.run(["write-tree"], to: Self.operation).line
    }

    /// Some files of a tree that was built beside the repository.
    func entries(of tree: String, at paths: [String]) async throws(PortError) -> [GitTreeEntry] {
        let arguments = ["ls-tree", "-r", "-l", "-z", "--full-tree", tree, "--"] + paths
        return try await beside.run(arguments, to: Self.operation).records.compactMap(GitTreeEntry.init)
            .filter(\.isFile)
    }

    /// One commit of the tree upon the base, a function of its arguments alone.
    func commit(
        _ tree: String, message: String, by author: GitAuthor, at date: Date, in store: Store = .beside
    ) async throws(PortError) -> CommitID {
        let git = git(store).with(author.variables(at: date))
        let arguments = ["commit-tree", tree, "-p", base.rawValue, "-F", "-"]
        let line = try await git.run(arguments, input: Data(message.utf8), to: Self.operation).line
        guard let commit = CommitID(rawValue: line) else {
            throw git.error(Self.operation, .giveUp, "git names no commit")
        }
        return commit
    }

    /// Git's diff from the base to a tree or commit, independent of settings, attributes and the repository's size.
    func diff(to tree: String) async throws(PortError) -> String {
        // Without an index git has no attributes to read: a file marked binary is shown as the text it is.
        let git = beside.with(["GIT_INDEX_FILE": "\(directory.path)/none"])
        let options = [
            "-r", "-p", "--text", "--full-index", "--unified=3", "--inter-hunk-context=0", "--no-color",
            "--no-renames", "--no-ext-diff", "--no-textconv", "--diff-algorithm=myers", "--indent-heuristic",
            "--src-prefix=a/", "--dst-prefix=b/", "--no-relative", "--end-of-options",
        ]
        let answer = try await git.run(["diff-tree"] + options + [base.rawValue, tree], to: Self.operation)
        guard let text = String(data: answer.bytes, encoding: .utf8) else {
            throw git.error(Self.operation, .giveUp, "the change is not UTF-8 text")
        }
        return text
    }

    private func git(_ store: Store) -> GitCommand {
        switch store {
        case .beside: beside
        case .within: within
        }
    }

    /// The kind of file a change makes. Throws for a path that isn't one, and for what is no regular file.
    private func kind(of change: FileChange, among existing: [GitTreeEntry]) throws(PortError) -> GitTreeEntry.Kind {
        guard RepositoryPath.isPlain(change.path) else {
            throw beside.error(Self.operation, .giveUp, "\(change.path) is no path of a file")
        }
        let path = Array(change.path.utf8)
        for entry in existing {
            let other = Array(entry.path.utf8)
            if path == other, entry.isFile { return entry.kind }
            // Git would give up a file for a directory of its name, or a directory for a file.
            guard path != other, !path.starts(with: other + [UInt8(ascii: "/")]),
                !other.starts(with: path + [UInt8(ascii: "/")])
            else { throw beside.error(Self.operation, .giveUp, "\(change.path) is in the way of \(entry.path)") }
        }
        return .file
    }

    /// A path as git reads it from a list separated by colons.
    private static func quoted(_ path: String) -> String {
        let escaped = path.replacingOccurrences(of: "\\", with: "\\\\").replacingOccurrences(of: "\"", with: "\\\"")
        return "\"\(escaped)\""
    }
}

/// Whom a commit names as author and committer.
package struct GitAuthor: Sendable, Equatable {
    package let name: String
    package let email: String

    package init(name: String, email: String) {
        self.name = name
        self.email = email
    }

    /// What git reads it from. The time is in whole seconds, in UTC.
    func variables(at date: Date) -> [String: String] {
        let seconds = Int(min(max(date.timeIntervalSince1970, 0), 253_402_300_799))
        let stamp = "@\(seconds) +0000"
        return [
            "GIT_AUTHOR_NAME": name, "GIT_AUTHOR_EMAIL": email, "GIT_AUTHOR_DATE": stamp,
            "GIT_COMMITTER_NAME": name, "GIT_COMMITTER_EMAIL": email, "GIT_COMMITTER_DATE": stamp,
        ]
    }
}
