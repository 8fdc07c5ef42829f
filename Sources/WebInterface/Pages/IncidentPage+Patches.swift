import Domain

extension IncidentPage {
    var proposals: HTML? {
        guard !incident.proposals.isEmpty else { return nil }
        return "<h2>Patches</h2>\(incident.proposals.map(proposal))"
    }

    private func proposal(_ proposal: Proposal) -> HTML {
        let isLast = proposal.digest == incident.proposal?.digest
        let decisions = incident.decisions.filter { $0.digest == proposal.digest }
        let proofs = incident.verifications.filter { $0.digest == proposal.digest }
        return """
            <section class="card">
            <h3>Patch \(proposal.attempt)</h3>
            <p class="words">\(HTML(withCode: proposal.explanation))</p>
            <dl class="facts">
            <dt>Base</dt><dd><code>\(proposal.base.rawValue)</code></dd>
            <dt>Digest</dt><dd><code>\(proposal.digest.rawValue)</code></dd>
            <dt>Made by</dt><dd>\(author(of: proposal))</dd>
            \(proposal.outcome.map { "<dt>Outcome</dt><dd>\(Words.outcome($0))\(proposal.support.map { ": \($0)" } ?? "")</dd>" as HTML })
            \(isLast ? incident.proofLevel.map { "<dt>Level</dt><dd>\(Words.level($0))</dd>" as HTML } : nil)
            </dl>
            \(isLast ? incident.assessment.map { AssessmentView(assessment: $0).html } : nil)
            \(proposal.requirements.map(requirements))
            \(decisions.map(decision))
            \(proofs.map { ProofTable(verification: $0, plan: proposal.plan).html })
            <details\(isLast ? " open" as HTML : .empty)><summary>Changes</summary>\(Diff(text: proposal.diff, name: "Changes of patch \(proposal.attempt)").html)\
            </details>
            \(proposal.alternative.map { alternative($0, of: proposal) })
            \(critiques(after: proposal))
            </section>
            """
    }

    private func requirements(_ asked: [Requirement]) -> HTML {
        let lines = asked.map { asked -> HTML in
            let answer = Words.answer(asked.answer)
            return "<li>\(asked.text) <strong>\(answer)</strong>\(asked.note.isEmpty ? "" : ": \(asked.note)")</li>"
        }
        return "<h4>What was asked for</h4><ul>\(lines)</ul>"
    }

    private func alternative(_ other: AlternativePatch, of proposal: Proposal) -> HTML {
        """
        <details><summary>The rules' patch, for comparison: \(Words.outcome(other.outcome))\(other.level.map { ", \($0.rawValue)" } ?? "")</summary>
        <p class="words">\(HTML(withCode: other.explanation))</p>
        \(Diff(text: other.diff, name: "The rules' patch beside patch \(proposal.attempt)").html)</details>
        """
    }

    private func author(of proposal: Proposal) -> String {
        if let author = incident.author(of: proposal), author.isPerson { return Words.actor(author) }
        return Words.mode(proposal.mode)
    }

    private func decision(_ decision: Incident.Decision) -> HTML {
        let when: HTML = "by \(Words.actor(decision.by)), \(Words.time(decision.at))"
        return switch decision.answer {
        case .approved: "<p><span class=\"good\">✓ Approved</span> \(when)</p>"
        case .rejected(let feedback):
            """
            <p><span class="bad">✗ \(decision.asksForChanges ? "Changes requested" : "Rejected")</span> \(when)</p><blockquote class="words">\(feedback)</blockquote>
            """
        }
    }

    /// Critiques written between this patch and the next one.
    private func critiques(after proposal: Proposal) -> [HTML] {
        var isCurrent = false
        var found: [HTML] = []
        for entry in incident.entries {
            switch entry.fact {
            case .patchProposed(let other): isCurrent = other.attempt == proposal.attempt
            case .critiqued(let critique) where isCurrent: found.append(self.critique(critique))
            default: continue
            }
        }
        return found
    }

    private func critique(_ critique: Critique) -> HTML {
        """
        <h4>What failed</h4><p class="words">\(critique.whatFailed)</p>
        <h4>Why</h4><p class="words">\(critique.why)</p>
        <h4>The next attempt must</h4><p class="words">\(critique.nextAttemptMust)</p>
        """
    }

    var customers: HTML? {
        let complained = incident.correlation?.customers.filter { $0.complaint != nil } ?? []
        let replies = incident.replies ?? []
        let silent = replies.filter { reply in !complained.contains { $0.name == reply.customer } }
        guard !complained.isEmpty || !replies.isEmpty else { return nil }
        let cards = complained.map { customer in
            card(customer.name, complaint: customer.complaint, replies.first { $0.customer == customer.name })
        }
        return "<h2>Customers</h2>\(cards)\(silent.map { card($0.customer, complaint: nil, $0) })"
    }

    private func card(_ name: String, complaint: String?, _ reply: CustomerReply?) -> HTML {
        """
        <section class="card"><h3>\(name)</h3>
        \(complaint.map { "<blockquote class=\"words\">\($0)</blockquote>" as HTML })
        \(reply.map { "<p><strong>Reply, as drafted</strong></p><p class=\"words\">\($0.text)</p>" as HTML })</section>
        """
    }
}
