import Domain

/// A pull request of the local code host, with the approval and the proof it rests on.
struct PullRequestPage {
    let pullRequest: PullRequest
    let incident: Incident

    var html: HTML {
        """
        <p class="soft">Pull request \(incident.id.rawValue) · \
        <a href="/incidents/\(incident.id.rawValue)">Incident \(incident.id.rawValue)</a></p>
        <h1>\(pullRequest.title)</h1>
        <dl class="facts">
        <dt>Branch</dt><dd><code>\(pullRequest.branch)</code> → <code>\(pullRequest.baseBranch)</code></dd>
        <dt>Commits</dt><dd><code>\(pullRequest.base.short)</code> → <code>\(pullRequest.head.rawValue)</code></dd>
        <dt>Repository</dt><dd><code>\(pullRequest.repository)</code></dd>
        \(approval)
        </dl>
        \(incident.verification.map { "<h2>Proof</h2>\(ProofTable(verification: $0).html)" as HTML })
        <h2>Description</h2>
        <div class="card">\(Markdown(text: pullRequest.body).html(headingLevel: 2))</div>
        <h2>Changes</h2>
        \(incident.proposal.map { Diff(text: $0.diff).html } ?? "<p>The journal holds no diff.</p>")
        """
    }

    private var approval: HTML? {
        guard let proposal = incident.proposal else { return nil }
        let approver: HTML? = incident.decision.flatMap { decision in
            guard decision.answer == .approved else { return nil }
            return "<dt>Approved by</dt><dd>\(Words.actor(decision.by)), \(Words.time(decision.at))</dd>"
        }
        return """
            \(approver)
            <dt>Digest</dt><dd><code>\(proposal.digest.rawValue)</code><br>\(binding(of: proposal))</dd>
            """
    }

    /// Computed again from what is shown below, so that the page itself notices a change.
    private func binding(of proposal: Proposal) -> HTML {
        let computed = ProposalDigest(diff: proposal.diff, base: proposal.base, plan: proposal.plan)
        let approved = incident.decision.flatMap { $0.answer == .approved ? $0.digest : nil }
        return computed == approved && proposal.base == pullRequest.base
            ? "<span class=\"good\">✓ These changes, on this base and with this test plan, are what was approved.</span>"
            : "<span class=\"bad\">✗ These changes are not what was approved.</span>"
    }
}
