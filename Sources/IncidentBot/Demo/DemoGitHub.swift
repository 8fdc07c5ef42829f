import Adapters
import Domain
import Foundation
import Logging
import Rehearsal

/// A GitHub of the demo's own on loopback, over a bare copy of the sample service, and what the bot is told about it.
struct DemoGitHub: Sendable {
    let standIn: GitHubStandIn
    let server: GitHubServer
    let configuration: GitHubConfiguration

    /// - Parameter time: how the bot waits between its writes to GitHub.
    static func make(
        in directory: DemoDirectory, port: Int, time: GitHubTime = GitHubTime(), logger: Logger
    ) async throws -> Self {
        let store = directory.root.appending(path: "github/order-platform.git")
        try await SampleRepository.copy(directory.repository, to: store)
        let token = "ghp_" + Self.secret()
        var settings = GitHubStandInSettings(owner: "acme", name: "order-platform", token: token)
        settings.webhookSecret = Self.secret()
        let standIn = GitHubStandIn(repository: store, settings: settings)
        guard let origin = URL(string: "http://127.0.0.1:\(port)"),
            let repository = GitHubRepositoryName(settings.fullName)
        else { throw DemoError("\(port) is not a port.") }
        let configuration = GitHubConfiguration(
            settings: GitHubSettings(
                repository: repository, baseBranch: settings.defaultBranch, apiURL: origin.appending(path: "api/v3"),
                serverURL: origin),
            identity: .token(token), webhookSecret: settings.webhookSecret, time: time)
        return Self(
            standIn: standIn, server: GitHubServer(gitHub: standIn, port: port, logger: logger),
            configuration: configuration)
    }

    private static func secret() -> String {
        HexadecimalText.of((0..<18).map { _ in UInt8.random(in: 0...255) })
    }
}
