package import Domain
import Foundation

/// What `doctor` asks GitHub.
package struct GitHubCheck: Sendable {
    private struct Answer: Decodable, Sendable {
        let fullName: String
        let archived: Bool?
        let permissions: [String: Bool]?
    }

    private let api: GitHubAPI

    package init(settings: GitHubSettings, credentials: any GitHubCredentials, http: any HTTPClient) {
        api = GitHubAPI(settings: settings, credentials: credentials, http: http)
    }

    /// A few words about the token's access to the repository; throws what is missing, with the remedy.
    package func access() async throws(PortError) -> String {
        let operation = "look at \(api.settings.repository)"
        let answer: Answer
        do throws(GitHubFailure) {
            answer = try await api.get(api.path(), to: operation)
        } catch {
            throw api.portError(error, operation)
        }
        guard answer.archived != true else {
            throw api.error(operation, .askHuman, "\(answer.fullName) is archived: nothing can be opened there")
        }
        // An app's tokens are answered without this list; what they may do was settled when the token was made.
        guard answer.permissions?["push"] != false else {
            throw api.error(
                operation, .askHuman,
                "the token may read \(answer.fullName) but not write: give it Contents and Pull requests, “Read and write”"
            )
        }
        guard answer.fullName.lowercased() == api.settings.repository.description.lowercased() else {
            throw api.error(
                operation, .askHuman, "the repository is called \(answer.fullName) now: write that into GITHUB_REPO")
        }
        return "\(answer.fullName), may read and write"
    }
}
