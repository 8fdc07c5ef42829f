import Domain
import Foundation

extension Steps {
    /// Opens the pull request with the approved bytes, or refuses: everything an approval binds is computed afresh here.
    func openPullRequest(for incident: Incident) async throws(PortError) -> Fact {
        guard let proposal = incident.proposal, let decision = incident.decision, decision.answer == .approved else {
            return .escalated(.digestMismatch(incident))
        }
        guard let changes = try await changes(of: proposal.patch, at: proposal.base) else {
            return .escalated(.digestMismatch(incident))
        }
        let diff = try await repository.diff(of: changes, against: proposal.base)
        let digest = ProposalDigest(diff: diff, base: proposal.base, plan: proposal.plan)
        guard digest == decision.digest else { return .escalated(.digestMismatch(incident)) }
        if let move = try await baseMove(under: proposal, of: incident) { return .baseMoved(move) }
        let text = PullRequestText(
            incident: incident, proposal: proposal, approval: decision, page: page(of: incident))
        let order = PullRequestOrder(
            incident: incident.id,
            base: proposal.base,
            branch: text.branch,
            changes: changes,
            approvedDiff: diff,
            title: text.title,
            body: text.body,
            date: decision.at
        )
        return .pullRequestOpened(try await codeHost.openPullRequest(order))
    }

    private func page(of incident: Incident) -> URL? {
        publicURL?.appending(path: "incidents/\(incident.id)")
    }

    /// Nil when the patch doesn't fit the commit to the letter.
    func changes(of patch: Patch, at base: CommitID) async throws(PortError) -> [FileChange]? {
        do {
            return try await PatchApplication.apply(patch) { path throws(PortError) in
                try await repository.contents(of: path, at: base)
            }
        } catch let failure as PortError {
            throw failure
        } catch {
            return nil
        }
    }
}
