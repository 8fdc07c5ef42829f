import Domain

extension Steps {
    /// Opens the pull request with the approved bytes, or refuses: everything an approval binds is computed afresh here.
    func openPullRequest(for incident: Incident) async throws(PortError) -> Fact {
        guard let proposal = incident.proposal, let decision = incident.decision, decision.answer == .approved else {
            return .escalated(.digestMismatch(incident))
        }
        guard let changes = try await changes(of: proposal) else { return .escalated(.digestMismatch(incident)) }
        let diff = try await repository.diff(of: changes, against: proposal.base)
        let digest = ProposalDigest(diff: diff, base: proposal.base, plan: proposal.plan)
        guard digest == decision.digest else { return .escalated(.digestMismatch(incident)) }
        let text = PullRequestText(incident: incident, proposal: proposal, approval: decision)
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

    /// Nil when the patch no longer fits its base to the letter.
    private func changes(of proposal: Proposal) async throws(PortError) -> [FileChange]? {
        do {
            return try await PatchApplication.apply(proposal.patch) { path throws(PortError) in
                try await repository.contents(of: path, at: proposal.base)
            }
        } catch let failure as PortError {
            throw failure
        } catch {
            return nil
        }
    }
}
