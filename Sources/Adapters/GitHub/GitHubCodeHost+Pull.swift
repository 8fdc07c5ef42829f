import Domain
import Foundation
import Logging

/// A pull request as GitHub answers it. `merged_by` and `merge_commit_sha` aren't in every version.
struct GitHubPullAnswer: Decodable, Sendable {
    struct Person: Decodable, Sendable { let login: String }
    struct Branch: Decodable, Sendable {
        let ref: String
        let sha: String
    }

    let number: Int
    let htmlUrl: String
    let state: String
    let head: Branch
    let mergedAt: String?
    let closedAt: String?
    let mergedBy: Person?
    let mergeCommitSha: String?

    /// - Parameter now: stands in for a time that GitHub doesn't say.
    func state(asOf now: Date) -> PullRequestState {
        guard state == "closed" else { return .open }
        let date: (String?) -> Date? = { $0.flatMap { try? Date($0, strategy: .iso8601) } }
        guard let merged = mergedAt else {
            return .closed(PullRequestEnd(at: date(closedAt) ?? now, commit: nil, by: nil))
        }
        return .merged(
            PullRequestEnd(
                at: date(merged) ?? now, commit: mergeCommitSha.flatMap(CommitID.init(rawValue:)),
                by: mergedBy?.login))
    }
}

private struct NewPull: Encodable, Sendable {
    let title: String
    let head: String
    let base: String
    let body: String
    let draft: Bool
}

private struct Labels: Encodable, Sendable { let labels: [String] }

private struct Reviewers: Encodable, Sendable {
    var reviewers: [String]?
    var teamReviewers: [String]?
}

/// An answer whose content doesn't matter.
private struct Anything: Decodable, Sendable {
    init(from decoder: any Decoder) throws {}
}

extension GitHubCodeHost {
    /// The most characters GitHub takes for a description.
    static let maximumBodyCharacters = 65_536

    /// The first pull request of the order's branch, whatever became of it; opened where there is none.
    func pullRequest(for order: PullRequestOrder, head: CommitID) async throws(GitHubFailure) -> GitHubPullAnswer {
        if let known = try await knownPull(for: order, head: head) { return known }
        do throws(GitHubFailure) {
            return try await open(order, draft: true)
        } catch {
            guard case .refused(let problem) = error, problem.status == 422 else { throw error }
            // Somebody else may have been faster.
            if problem.says("already exists"), let known = try await knownPull(for: order, head: head) { return known }
            guard problem.says("draft pull requests are not supported") else { throw error }
            return try await open(order, draft: false)
        }
    }

    private func knownPull(
        for order: PullRequestOrder, head: CommitID
    ) async throws(GitHubFailure) -> GitHubPullAnswer? {
        let pulls: [GitHubPullAnswer] = try await api.get(
            api.path("pulls"),
            query: [
                ("head", "\(api.settings.repository.owner):\(order.branch)"), ("base", api.settings.baseBranch),
                ("state", "all"),
            ], to: operation)
        return pulls.filter { $0.head.ref == order.branch }.min { $0.number < $1.number }
    }

    private func open(_ order: PullRequestOrder, draft: Bool) async throws(GitHubFailure) -> GitHubPullAnswer {
        let title = order.title.count > 256 ? "\(order.title.prefix(255))…" : order.title
        return try await api.send(
            "POST", api.path("pulls"),
            NewPull(
                title: title, head: order.branch, base: api.settings.baseBranch, body: Self.bounded(order.body),
                draft: draft), to: operation)
    }

    /// The description within GitHub's limit, with a last line that says when it was cut.
    static func bounded(_ body: String) -> String {
        guard body.utf16.count > maximumBodyCharacters else { return body }
        let note = "\n\n…\n\nThis description was cut: the rest is on the incident's page.\n"
        var kept = ""
        var left = maximumBodyCharacters - note.utf16.count
        for character in body {
            left -= String(character).utf16.count
            guard left >= 0 else { break }
            kept.append(character)
        }
        return kept + note
    }

    // MARK: Labels and reviewers

    /// Adds what helps people to find and review it. None of it is worth failing a pull request that stands.
    func dress(_ pull: GitHubPullAnswer, for order: PullRequestOrder) async {
        guard pull.state == "open" else { return }
        let number = String(pull.number)
        if !api.settings.labels.isEmpty {
            await attempt("label the pull request") { () async throws(GitHubFailure) in
                let _: Anything = try await api.send(
                    "POST", api.path("issues", number, "labels"), Labels(labels: api.settings.labels),
                    to: "label the pull request")
            }
        }
        await requestReviews(of: number, for: order)
    }

    /// The code owners of the changed files. GitHub refuses all when one can't review, so then they are asked one by one.
    private func requestReviews(of number: String, for order: PullRequestOrder) async {
        guard let codeOwners = try? await CodeOwners.read(from: repository, at: order.base) else { return }
        let owners = codeOwners.owners(of: order.changes.map(\.path)).filter { $0.hasPrefix("@") }.prefix(15)
        let handles = owners.map { String($0.dropFirst()) }
        let people = handles.filter { !$0.contains("/") }
        let teams = handles.compactMap { $0.split(separator: "/").dropFirst().first.map(String.init) }
        guard !people.isEmpty || !teams.isEmpty else { return }
        let all = Reviewers(reviewers: people.isEmpty ? nil : people, teamReviewers: teams.isEmpty ? nil : teams)
        let everybody = await attempt("request reviews") { () async throws(GitHubFailure) in
            try await request(all, of: number)
        }
        guard !everybody, people.count + teams.count > 1 else { return }
        let each = people.map { Reviewers(reviewers: [$0]) } + teams.map { Reviewers(teamReviewers: [$0]) }
        for one in each {
            await attempt("request a review") { () async throws(GitHubFailure) in try await request(one, of: number) }
        }
    }

    private func request(_ reviewers: Reviewers, of number: String) async throws(GitHubFailure) {
        let _: Anything = try await api.send(
            "POST", api.path("pulls", number, "requested_reviewers"), reviewers, to: "request reviews")
    }

    @discardableResult private func attempt(
        _ operation: String, _ work: () async throws(GitHubFailure) -> Void
    ) async -> Bool {
        do throws(GitHubFailure) {
            try await work()
            return true
        } catch {
            logger.notice(
                "Left out of the pull request", metadata: ["reason": "\(api.portError(error, operation))"])
            return false
        }
    }
}
