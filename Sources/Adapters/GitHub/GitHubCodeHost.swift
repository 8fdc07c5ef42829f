package import Domain
import Foundation
package import Logging

/// Opens pull requests on GitHub, over its git data API.
///
/// The tree that GitHub makes of the change must be the tree that git makes of it here; only then are a commit, a branch
/// and a pull request made. Branch and pull request are looked up first, so an order may be repeated after a crash at any
/// point. Until the branch stands, nothing of an order can be seen on GitHub.
package struct GitHubCodeHost: CodeHost {
    let api: GitHubAPI
    let repository: GitHubRepository
    let author: GitAuthor
    let logger: Logger

    let operation = "open the pull request"

    /// - Parameter author: whom commits name.
    package init(
        settings: GitHubSettings, credentials: any GitHubCredentials, repository: GitHubRepository,
        http: any HTTPClient, author: GitAuthor = GitAuthor(name: "Incident Bot", email: "incident-bot@localhost"),
        time: GitHubTime = GitHubTime(), logger: Logger
    ) {
        api = GitHubAPI(settings: settings, credentials: credentials, http: http, time: time, logger: logger)
        self.repository = repository
        self.author = author
        self.logger = logger
    }

    package func openPullRequest(_ order: PullRequestOrder) async throws(PortError) -> PullRequest {
        let approved = try await approvedTree(of: order)
        do throws(GitHubFailure) {
            var head = try await standingCommit(of: order, tree: approved.tree)
            if head == nil { head = try await makeBranch(order, approved) }
            guard let head else { throw .port(api.error(operation, .retry, "GitHub named no commit")) }
            let pull = try await pullRequest(for: order, head: head)
            await dress(pull, for: order)
            return try result(pull, order, head: head)
        } catch {
            throw api.portError(error, operation)
        }
    }

    package func state(of pullRequest: PullRequest) async throws(PortError) -> PullRequestState {
        let operation = "look after the pull request"
        guard let number = pullRequest.number else {
            throw api.error(operation, .giveUp, "the pull request was opened in a local repository, not on GitHub")
        }
        do throws(GitHubFailure) {
            let pull: GitHubPullAnswer = try await api.get(api.path("pulls", String(number)), to: operation)
            return pull.state(asOf: api.time.wall.now())
        } catch {
            throw api.portError(error, operation)
        }
    }

    private func result(
        _ pull: GitHubPullAnswer, _ order: PullRequestOrder, head: CommitID
    ) throws(GitHubFailure) -> PullRequest {
        guard let url = URL(string: pull.htmlUrl), ["http", "https"].contains(url.scheme) else {
            throw .port(api.error(operation, .retry, "GitHub named no address for the pull request"))
        }
        return PullRequest(
            repository: api.settings.repository.description, base: order.base, baseBranch: api.settings.baseBranch,
            branch: order.branch, head: head, url: url, title: order.title, body: order.body, number: pull.number)
    }
}

// MARK: - The approved tree, made here

extension GitHubCodeHost {
    struct ApprovedTree: Sendable {
        let tree: String
        /// The changed files as they are in it.
        let entries: [GitTreeEntry]
    }

    /// Refuses what isn't the approved diff to the byte, before GitHub hears of anything.
    private func approvedTree(of order: PullRequestOrder) async throws(PortError) -> ApprovedTree {
        try await GitDraft.use(try await repository.copy(), base: order.base, port: "CodeHost") {
            draft throws(PortError) in
            let tree = try await draft.tree(with: order.changes)
            let diff = try await draft.diff(to: tree)
            guard !diff.isEmpty, diff.utf8.elementsEqual(order.approvedDiff.utf8) else {
                throw api.error(operation, .giveUp, "the change is not the one that was approved")
            }
            return ApprovedTree(
                tree: tree, entries: try await draft.entries(of: tree, at: order.changes.map(\.path)))
        }
    }
}
