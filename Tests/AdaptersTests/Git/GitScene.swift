import Adapters
import Domain
import Foundation
import Testing

/// A real repository with unusual files, removed with the value.
final class GitScene: Sendable {
    let root: URL
    let isBare: Bool
    let repository: LocalGitRepository

    var repositoryPath: URL { root.appending(path: isBare ? "store.git" : "checkout") }
    var scratch: URL { root.appending(path: "scratch") }

    /// Everything that must come through unchanged, by path.
    static let files: [String: String] = [
        "main.py": "def main():\n    return items[0]\n",
        "windows.txt": "one\r\ntwo\r\nthree\r\n",
        "no-newline.txt": "first\nlast without end",
        "with space/ünïcode \"quoted\" 'name'.py": "x = 1\n",
        "tab\there\nand line.txt": "odd\n",
        "-dash.txt": "not an option\n",
        "run.sh": "#!/bin/sh\necho run\n",
        "large.txt": String(repeating: "0123456789abcdef\n", count: 100_000),
        ".gitattributes": "*.txt text eol=crlf\n*.py binary -diff\nhidden.md export-ignore\nident.py ident\n",
        "hidden.md": "not exported\n",
        "ident.py": "# $Id$\n",
        "empty": "",
    ]

    init(bare: Bool = false) async throws {
        root = FileManager.default.temporaryDirectory.appending(path: "git-scene-\(UUID().uuidString)")
        isBare = bare
        let path = root.appending(path: bare ? "store.git" : "checkout")
        repository = LocalGitRepository(path: path, baseBranch: "main", scratch: root.appending(path: "scratch"))
        let work = root.appending(path: "checkout")
        try FileManager.default.createDirectory(at: work, withIntermediateDirectories: true)
        try await git("init", "-q", "-b", "main")
        try await git("config", "core.autocrlf", "false")
        for (name, text) in Self.files {
            let file = work.appending(path: name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        try Data([0x66, 0xFF, 0xFE]).write(to: work.appending(path: "latin.bin"))
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o755], ofItemAtPath: work.appending(path: "run.sh").path)
        try FileManager.default.createSymbolicLink(
            atPath: work.appending(path: "link").path, withDestinationPath: "/etc")
        try FileManager.default.moveItem(
            at: work.appending(path: ".gitattributes"), to: root.appending(path: "attributes"))
        try await git("add", "--all")
        try FileManager.default.moveItem(
            at: root.appending(path: "attributes"), to: work.appending(path: ".gitattributes"))
        try await git("add", ".gitattributes")
        try await git("commit", "-q", "-m", "Base")
        if bare { try await git("clone", "-q", "--bare", work.path, path.path) }
    }

    deinit {
        try? FileManager.default.removeItem(at: root)
    }

    /// Git as a person would run it, in the checkout or, where there is one, in the bare repository.
    @discardableResult func git(_ arguments: String...) async throws -> String {
        let inBare = isBare && FileManager.default.fileExists(atPath: repositoryPath.path)
        let directory = inBare ? repositoryPath : root.appending(path: "checkout")
        var child = ChildProcess(
            "/usr/bin/git", ["-C", directory.path] + arguments,
            outputs: [1: BoundedOutput(head: 1 << 24), 2: BoundedOutput(head: 4096)], timeoutSeconds: 60)
        child.environment = [
            "PATH": "/usr/bin:/bin", "HOME": root.path, "GIT_AUTHOR_NAME": "Someone",
            "GIT_AUTHOR_EMAIL": "s@example.org",
            "GIT_COMMITTER_NAME": "Someone", "GIT_COMMITTER_EMAIL": "s@example.org", "GIT_CONFIG_NOSYSTEM": "1",
        ]
        let result = try await child.run()
        try #require(result.end == .exited(0), "\(String(decoding: result.output(2), as: UTF8.self))")
        return String(decoding: result.output(1), as: UTF8.self)
    }

    /// Everything that says in what state the repository is, but for the objects.
    func state() async throws -> [String] {
        let head = try await git("symbolic-ref", "HEAD")
        let refs = try await git("for-each-ref")
        let status = isBare ? "" : try await git("status", "--porcelain")
        return [head, refs, status]
    }

    func objectCount() async throws -> String {
        try await git("count-objects", "-v")
    }

    func order(
        _ changes: [FileChange], branch: String = "incident/7-index-error", body: String = "Why and how."
    ) async throws -> PullRequestOrder {
        let base = try await repository.baseCommit()
        return PullRequestOrder(
            incident: IncidentID(rawValue: 7), base: base, branch: branch, changes: changes,
            approvedDiff: try await repository.diff(of: changes, against: base), title: "Guard against no items",
            body: body, date: Date(timeIntervalSince1970: 1_700_000_000))
    }
}
