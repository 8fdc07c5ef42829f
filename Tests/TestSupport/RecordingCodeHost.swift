package import Domain
import Foundation

/// A code host that remembers what it was asked, opens each pull request once, and refuses bytes nobody approved.
package actor RecordingCodeHost: CodeHost {
    private let repository: any SourceRepository
    private var failure: PortError?
    private var state = PullRequestState.open
    /// Every call, refused ones included.
    package private(set) var orders: [PullRequestOrder] = []
    package private(set) var opened: [PullRequest] = []
    /// Pull requests that were asked about, in order.
    package private(set) var asked: [PullRequest] = []
    private var byBranch: [String: (order: PullRequestOrder, request: PullRequest)] = [:]

    package init(repository: any SourceRepository) {
        self.repository = repository
    }

    /// Makes every call fail until it is given nil.
    package func fail(with failure: PortError?) {
        self.failure = failure
    }

    /// What the next question about any pull request is answered with.
    package func settle(_ state: PullRequestState) {
        self.state = state
    }

    package func state(of pullRequest: PullRequest) async throws(PortError) -> PullRequestState {
        asked.append(pullRequest)
        if let failure { throw failure }
        return state
    }

    package func openPullRequest(_ order: PullRequestOrder) async throws(PortError) -> PullRequest {
        orders.append(order)
        if let failure { throw failure }
        guard try await repository.diff(of: order.changes, against: order.base) == order.approvedDiff else {
            throw refusal("The bytes are not those that were approved.")
        }
        if let known = byBranch[order.branch] {
            guard known.order == order else { throw refusal("The branch \(order.branch) holds something else.") }
            return known.request
        }
        guard let url = URL(string: "http://127.0.0.1/pull-requests/\(order.incident)") else {
            throw refusal("The address can't be made.")
        }
        let request = PullRequest(
            repository: "in memory", base: order.base, baseBranch: "main", branch: order.branch, head: order.base,
            url: url, title: order.title, body: order.body)
        byBranch[order.branch] = (order, request)
        opened.append(request)
        return request
    }

    private func refusal(_ reason: String) -> PortError {
        PortError(port: "CodeHost", operation: "open a pull request", recovery: .giveUp, reason: reason)
    }
}
