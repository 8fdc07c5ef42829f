import Domain
import Foundation

/// Why a call to GitHub has no answer that can be used.
enum GitHubFailure: Error, Sendable {
    /// GitHub said no, and means it.
    case refused(GitHubProblem)
    case port(PortError)
}

/// GitHub's own words for a refusal.
struct GitHubProblem: Sendable {
    struct Detail: Decodable, Sendable {
        let resource: String?
        let field: String?
        let code: String?
        let message: String?
    }

    private struct Words: Decodable { let message: String? }
    private struct Details: Decodable { let errors: [Detail] }

    let status: Int
    /// One line, at most 300 characters.
    let message: String
    let details: [Detail]

    init(_ answer: HTTPAnswer) {
        let said = try? JSONDecoder().decode(Words.self, from: answer.body)
        // Some endpoints list plain words; then the message alone is kept.
        details = (try? JSONDecoder().decode(Details.self, from: answer.body))?.errors ?? []
        status = answer.status
        let words = ([said?.message] + details.map(\.words)).compactMap(\.self)
        let line = words.joined(separator: ": ").split(whereSeparator: \.isNewline).joined(separator: " ")
        message = line.isEmpty ? "status \(answer.status)" : String(line.prefix(300))
    }

    /// Whether it says so, in any case of letters.
    func says(_ words: String) -> Bool { message.lowercased().contains(words.lowercased()) }
}

extension GitHubProblem.Detail {
    fileprivate var words: String? { message ?? [resource, field, code].compactMap(\.self).joined(separator: " ") }
}

extension GitHubAPI {
    /// What the failure means for whoever asked.
    func portError(_ failure: GitHubFailure, _ operation: String) -> PortError {
        switch failure {
        case .port(let error): error
        case .refused(let problem): portError(problem, operation)
        }
    }

    private func portError(_ problem: GitHubProblem, _ operation: String) -> PortError {
        let said = "GitHub said “\(problem.message)”"
        let repository = settings.repository
        switch problem.status {
        case 401:
            return error(
                operation, .askHuman, "\(said): the token is wrong or has expired; put a new one into GITHUB_TOKEN")
        case 403 where problem.says("archived"):
            return error(operation, .askHuman, "\(said): \(repository) is archived and can't be changed")
        case 403:
            return error(
                operation, .askHuman,
                "\(said): the token needs the permissions Contents and Pull requests, both “Read and write”, for \(repository)"
            )
        case 404:
            return error(
                operation, .askHuman,
                "\(said): there is no \(repository), or the token can't see it; check GITHUB_REPO and the token's repositories"
            )
        case 301, 302, 307, 308:
            return error(operation, .askHuman, "\(repository) was renamed or moved: put its new name into GITHUB_REPO")
        case 409 where problem.says("empty"):
            return error(operation, .askHuman, "\(said): \(repository) has no commit yet")
        case 409: return error(operation, .retry, said)
        case 500...: return error(operation, .retry, "\(said): GitHub is unwell (status \(problem.status))")
        default: return error(operation, .giveUp, said)
        }
    }
}
