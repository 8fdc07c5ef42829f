package import Domain
package import Foundation

/// Which repository on which GitHub, and how pull requests there are dressed.
package struct GitHubSettings: Sendable, Equatable {
    package var repository: GitHubRepositoryName
    /// The branch patches are made for.
    package var baseBranch: String
    /// Of the REST API: `https://api.github.com`, or `https://HOST/api/v3` of an Enterprise server.
    package var apiURL: URL
    /// Of pages and git: `https://github.com`, or `https://HOST`.
    package var serverURL: URL
    /// Put on every pull request.
    package var labels: [String]

    package init(
        repository: GitHubRepositoryName, baseBranch: String, apiURL: URL, serverURL: URL,
        labels: [String] = ["incident"]
    ) {
        self.repository = repository
        self.baseBranch = baseBranch
        self.apiURL = apiURL
        self.serverURL = serverURL
        self.labels = labels
    }

    /// Where git fetches from.
    var remoteURL: URL { pages.appendingPathExtension("git") }

    func address(of commit: CommitID) -> URL { pages.appending(path: "commit/\(commit)") }

    private var pages: URL { serverURL.appending(path: "\(repository.owner)/\(repository.name)") }
}

/// `owner/name`.
package struct GitHubRepositoryName: Sendable, Equatable, CustomStringConvertible {
    package let owner: String
    package let name: String

    /// Nil for anything but two names of letters, digits, hyphens, dots and underscores.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, parts.allSatisfy(Self.isName) else { return nil }
        (owner, name) = (parts[0], parts[1])
    }

    package var description: String { "\(owner)/\(name)" }

    private static func isName(_ text: String) -> Bool {
        ![".", "..", ""].contains(text) && text.utf8.count <= 100
            && text.unicodeScalars.allSatisfy { scalar in
                scalar.isASCII
                    && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
                        || "-._".unicodeScalars.contains(scalar))
            }
    }
}

/// Time as the GitHub adapters need it: what time it is, how much has passed, and waiting.
package struct GitHubTime: Sendable {
    package let wall: WallClock
    package let monotonic: MonotonicClock
    package let sleep: @Sendable (Duration) async throws -> Void

    package init(
        wall: WallClock = .system,
        monotonic: MonotonicClock = .system,
        sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    ) {
        self.wall = wall
        self.monotonic = monotonic
        self.sleep = sleep
    }
}
