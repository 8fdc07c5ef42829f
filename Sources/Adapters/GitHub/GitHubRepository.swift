package import Domain
package import Foundation
package import Logging

/// A repository on GitHub, read from a copy of its base branch on this machine.
///
/// `baseCommit` fetches; everything else reads the copy. While GitHub can't be reached, the last fetched commit stands in:
/// the pull request is checked against the newest one before it opens.
package struct GitHubRepository: SourceRepository, SourceHistory {
    let mirror: GitHubMirror
    private let logger: Logger

    /// - Parameters:
    ///   - directory: where the copy is kept, across restarts; made when needed.
    ///   - scratch: a directory for checked-out commits and short-lived files.
    package init(
        settings: GitHubSettings, credentials: any GitHubCredentials, directory: URL, scratch: URL,
        network: GitNetwork = GitNetwork(), logger: Logger
    ) {
        mirror = GitHubMirror(
            settings: settings, credentials: credentials,
            local: LocalGitRepository(path: directory, baseBranch: settings.baseBranch, scratch: scratch),
            network: network)
        self.logger = logger
    }

    package func baseCommit() async throws(PortError) -> CommitID {
        do throws(PortError) {
            try await mirror.fetch()
        } catch {
            guard error.recovery == .retry, let last = try? await mirror.local.baseCommit() else { throw error }
            logger.warning(
                "GitHub can't be fetched; going on with the last copy",
                metadata: ["commit": "\(last.short)", "reason": "\(error.reason)"])
            return last
        }
        return try await mirror.local.baseCommit()
    }

    package func files(at commit: CommitID) async throws(PortError) -> [String] {
        try await copy().files(at: commit)
    }

    package func contents(of path: String, at commit: CommitID) async throws(PortError) -> String? {
        try await copy().contents(of: path, at: commit)
    }

    package func checkOut(_ commit: CommitID) async throws(PortError) -> URL {
        try await copy().checkOut(commit)
    }

    package func diff(of changes: [FileChange], against base: CommitID) async throws(PortError) -> String {
        try await copy().diff(of: changes, against: base)
    }

    package func blame(line: Int, of path: String, at commit: CommitID) async throws(PortError) -> CommitSummary? {
        try await copy().blame(line: line, of: path, at: commit)
    }

    package func commits(
        touching paths: [String], upTo commit: CommitID, limit: Int
    ) async throws(PortError) -> [CommitSummary] {
        try await copy().commits(touching: paths, upTo: commit, limit: limit)
    }

    package func address(of commit: CommitID) -> URL? { mirror.settings.address(of: commit) }

    /// The copy, fetched first where somebody has removed it.
    func copy() async throws(PortError) -> LocalGitRepository {
        if !mirror.exists { try await mirror.fetch() }
        return mirror.local
    }
}
