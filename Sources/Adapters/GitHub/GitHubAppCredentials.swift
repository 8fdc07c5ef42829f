package import Domain
import Foundation
import Logging

/// The tokens of a GitHub App for one repository, each renewed five minutes before its end.
package actor GitHubAppCredentials: GitHubCredentials {
    /// How long before its end a token isn't used any more.
    private static let marginSeconds = 300.0

    private struct Installation: Decodable, Sendable { let id: Int }
    private struct Answer: Decodable, Sendable {
        let token: String
        let expiresAt: String
    }
    private struct Wish: Encodable, Sendable {
        let repositories: [String]
        let permissions = ["contents": "write", "pull_requests": "write", "metadata": "read"]
    }

    private let api: GitHubAPI
    private let repository: GitHubRepositoryName
    private let time: GitHubTime
    private var current: (token: String, end: MonotonicClock.Instant)?

    package init(
        appID: String, key: GitHubAppKey, settings: GitHubSettings, http: any HTTPClient,
        time: GitHubTime = GitHubTime()
    ) {
        repository = settings.repository
        self.time = time
        api = GitHubAPI(
            settings: settings, credentials: GitHubAppAssertion(appID: appID, key: key, clock: time.wall), http: http,
            time: time)
    }

    package func token() async throws(PortError) -> String {
        if let current, (current.end - time.monotonic.now()).inSeconds > Self.marginSeconds { return current.token }
        let operation = "get the GitHub App's token"
        do throws(GitHubFailure) {
            let installation: Installation = try await api.get(api.path("installation"), to: operation)
            let answer: Answer = try await api.send(
                "POST", ["app", "installations", String(installation.id), "access_tokens"],
                Wish(repositories: [repository.name]), to: operation)
            guard let end = try? Date(answer.expiresAt, strategy: .iso8601) else {
                throw .port(api.error(operation, .giveUp, "GitHub didn't say until when the token is valid"))
            }
            // An hour, as GitHub grants, whatever our time of day makes of its end.
            let seconds = min(3_600, end.timeIntervalSince(time.wall.now()))
            current = (answer.token, time.monotonic.now() + .seconds(seconds))
            return answer.token
        } catch {
            throw hint(at: error, operation)
        }
    }

    package func replace(_ token: String) async -> Bool {
        if current?.token == token { current = nil }
        return true
    }

    /// What an operator has to do, where that isn't plain.
    private func hint(at failure: GitHubFailure, _ operation: String) -> PortError {
        guard case .refused(let problem) = failure else { return api.portError(failure, operation) }
        switch problem.status {
        case 401:
            return api.error(
                operation, .askHuman,
                "GitHub refused the app's signature (\(problem.message)): check GITHUB_APP_ID, the key file and this machine's clock"
            )
        case 404:
            return api.error(
                operation, .askHuman, "the GitHub App isn't installed for \(repository): install it there")
        case 422:
            return api.error(
                operation, .askHuman,
                "the GitHub App's installation lacks a permission (\(problem.message)): it needs Contents and Pull requests, both “Read and write”"
            )
        default: return api.portError(failure, operation)
        }
    }
}
