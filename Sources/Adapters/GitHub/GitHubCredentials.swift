package import Domain

/// Who the bot is to GitHub.
package protocol GitHubCredentials: Sendable {
    /// A secret that is valid now.
    func token() async throws(PortError) -> String

    /// Takes note that GitHub refused a token, and says whether there may be another one.
    func replace(_ token: String) async -> Bool
}

/// A personal access token, as somebody made it on GitHub's pages.
package struct GitHubToken: GitHubCredentials {
    private let secret: String

    package init(_ secret: String) {
        self.secret = secret
    }

    package func token() async throws(PortError) -> String { secret }

    package func replace(_ token: String) async -> Bool { false }
}
