import Adapters
import Foundation
import Rehearsal

/// The sample service as a git repository of one commit on `main`.
enum SampleRepository {
    /// The commit has a fixed author and date, so that every demo starts from the same commit hash.
    static func make(at directory: URL) async throws {
        let paths = try await OwnThread.run { try SampleService.write(to: directory) }
        try await git(["init", "--quiet", "--initial-branch=main"], in: directory)
        try await git(["add", "--"] + paths, in: directory)
        try await git(["commit", "--quiet", "--message", "Order platform"], in: directory)
    }

    /// A bare copy, as a code host keeps it.
    static func copy(_ repository: URL, to store: URL) async throws {
        try FileManager.default.createDirectory(
            at: store.deletingLastPathComponent(), withIntermediateDirectories: true)
        try await git(["clone", "--quiet", "--bare", repository.path, store.path], in: repository)
    }

    private static func git(_ arguments: [String], in directory: URL) async throws {
        var child = ChildProcess(
            "/usr/bin/env", ["git", "-C", directory.path, "-c", "commit.gpgsign=false"] + arguments, outputs: [:],
            timeoutSeconds: 300)
        let (name, mail, date) = ("Order Platform Team", "team@example.com", "2026-01-05T09:00:00Z")
        child.environment = [
            "PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C",
            "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_NAME": name, "GIT_AUTHOR_EMAIL": mail, "GIT_AUTHOR_DATE": date,
            "GIT_COMMITTER_NAME": name, "GIT_COMMITTER_EMAIL": mail, "GIT_COMMITTER_DATE": date,
        ]
        guard try await child.run().end == .exited(0) else {
            throw DemoError("git \(arguments[0]) failed in \(directory.path). Is git installed?")
        }
    }
}
