import Domain
import Foundation

/// The part of GitHub's `pull_request` event that is read here.
struct PullRequestEvent: Decodable {
    struct Repository: Decodable {
        let fullName: String

        enum CodingKeys: String, CodingKey {
            case fullName = "full_name"
        }
    }

    struct Person: Decodable {
        let login: String
    }

    struct Branch: Decodable {
        let ref: String
    }

    struct Pull: Decodable {
        let merged: Bool?
        let mergedAt: String?
        let closedAt: String?
        let mergeCommit: String?
        let head: Branch

        enum CodingKeys: String, CodingKey {
            case merged, head
            case mergedAt = "merged_at"
            case closedAt = "closed_at"
            case mergeCommit = "merge_commit_sha"
        }
    }

    let action: String
    let number: Int
    let pullRequest: Pull
    let repository: Repository
    /// Who pressed the button.
    let sender: Person?

    enum CodingKeys: String, CodingKey {
        case action, number, repository, sender
        case pullRequest = "pull_request"
    }

    /// The incident whose branch this is: `incident/42-…`.
    var incident: IncidentID? {
        let parts = pullRequest.head.ref.split(separator: "/", maxSplits: 1)
        guard parts.count == 2, parts[0] == "incident" else { return nil }
        return Int(parts[1].prefix { $0.isASCII && $0.isNumber }).map(IncidentID.init(rawValue:))
    }

    var state: PullRequestState {
        let date: (String?) -> Date? = { $0.flatMap { try? Date($0, strategy: .iso8601) } }
        guard pullRequest.merged == true else {
            return .closed(PullRequestEnd(at: date(pullRequest.closedAt) ?? Date(), commit: nil, by: sender?.login))
        }
        return .merged(
            PullRequestEnd(
                at: date(pullRequest.mergedAt) ?? Date(),
                commit: pullRequest.mergeCommit.flatMap(CommitID.init(rawValue:)), by: sender?.login))
    }
}
