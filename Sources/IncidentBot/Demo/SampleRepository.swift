import Foundation
import Rehearsal

/// The sample service as a git repository of one commit on `main`.
enum SampleRepository {
    /// The commit has a fixed author and date, so that every demo starts from the same commit hash.
    static func make(at directory: URL) throws {
        let paths = try SampleService.write(to: directory)
        try git(["init", "--quiet", "--initial-branch=main"], in: directory)
        try git(["add", "--"] + paths, in: directory)
        try git(["commit", "--quiet", "--message", "Order platform"], in: directory)
    }

    /// A bare copy, as a code host keeps it.
    static func copy(_ repository: URL, to store: URL) throws {
        try FileManager.default.createDirectory(
            at: store.deletingLastPathComponent(), withIntermediateDirectories: true)
        try git(["clone", "--quiet", "--bare", repository.path, store.path], in: repository)
    }

    private static func git(_ arguments: [String], in directory: URL) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["git", "-C", directory.path, "-c", "commit.gpgsign=false"] + arguments
        let (name, mail, date) = ("Order Platform Team", "team@example.com", "2026-01-05T09:00:00Z")
        process.environment = [
            "PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C",
            "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_NAME": name, "GIT_AUTHOR_EMAIL": mail, "GIT_AUTHOR_DATE": date,
            "GIT_COMMITTER_NAME": name, "GIT_COMMITTER_EMAIL": mail, "GIT_COMMITTER_DATE": date,
        ]
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw DemoError("git \(arguments[0]) failed in \(directory.path). Is git installed?")
        }
    }
}
