import Domain
import Workflows

/// Who may decide on the patch on the table, who has, and the buttons for it.
struct CardDecision {
    let incident: Incident
    let policy: ApprovalPolicy

    /// In place of the patch, where new evidence or another attempt took it off the table.
    var setAside: [Block] {
        guard let setAside = incident.round.setAside, incident.status.isOpen else { return [] }
        let why: Mrkdwn =
            setAside.reason == .evidenceAdded
            ? "is outdated: \(setAside.by) added evidence" : "was set aside: \(setAside.by) asked for another attempt"
        return [
            .divider,
            .context(
                "Patch \(setAside.attempt) \(why), \(setAside.at). It can't be approved any more; another is being made."
            ),
        ]
    }

    func blocks(on proposal: Proposal, _ excerpt: DiffExcerpt) -> [Block] {
        if incident.isAwaitingDecision {
            return [.context(who), .actions(buttons(for: proposal, excerpt))]
        }
        guard let decision = incident.decision else { return [] }
        switch decision.answer {
        case .approved:
            let names = Mrkdwn.joined(incident.approvers.map { "\($0)" }, by: " and ")
            return [.context("✅ Approved by \(names), \(decision.at)")]
        case .rejected(let feedback):
            let verb: Mrkdwn = decision.asksForChanges ? "✏️ Changes requested by" : "❌ Rejected by"
            return [
                .context("\(verb) \(decision.by), \(decision.at)"), .richText([.quote([.untrusted(feedback, 240)])]),
            ]
        }
    }

    private var who: Mrkdwn {
        let workflow = IncidentWorkflow(incident: incident, maximumAttempts: 1, policy: policy)
        let names = ApproverWords.names(policy.approvers(for: incident.classification?.severity))
        var lines: [Mrkdwn] = ["Who may decide: \(names)."]
        if let author = incident.proposalAuthor, author.isPerson {
            lines.append("Written by \(author), whose approval alone isn't enough.")
        }
        if let standing = ApproverWords.standing(workflow.standing()) { lines.append(standing) }
        if let proof = ApproverWords.proof(workflow) { lines.append(proof) }
        if let since = incident.approval.overdueSince {
            lines.append("⏰ Nobody decided in time; help was called, \(since).")
        }
        return .joined(lines, by: "\n")
    }

    private func buttons(for proposal: Proposal, _ excerpt: DiffExcerpt) -> [Button] {
        let value = DecisionTarget(incident: incident.id, digest: proposal.digest).encoded
        return [
            Button(
                label: proposal.isFailingTest ? "Open a pull request with the failing test" : "Approve",
                action: ApproveButton.action, value: value, style: .primary,
                confirmation: proposal.isFailingTest
                    ? failingTestConfirmation(proposal, excerpt) : confirmation(proposal, excerpt)),
            Button(label: "Edit", action: FormButton.edit, value: value),
            Button(label: "Request changes", action: FormButton.requestChanges, value: value),
            Button(label: "Reject", action: FormButton.reject, value: value, style: .danger),
            Button(
                label: "Escalate", action: EscalateButton.action, value: value,
                confirmation: .init(
                    title: "Hand this incident over?",
                    text:
                        "The bot stops here and a person takes over with everything that is known. The patch will not be "
                        + "applied. “retry” in the thread takes it up again.",
                    confirm: "Hand over", deny: "Not yet")),
        ]
    }

    private func confirmation(_ proposal: Proposal, _ excerpt: DiffExcerpt) -> Button.Confirmation {
        let words = PatchWords(onTableOf: incident).map(\.brief) ?? ""
        return .init(
            title: "Approve this patch?",
            text: (words.isEmpty ? "" : "\(words) ")
                + "\(bytes(of: proposal, excerpt)) The bot tests it in the sandbox "
                + "before the pull request.",
            confirm: "Approve", deny: "Not yet")
    }

    private func failingTestConfirmation(_ proposal: Proposal, _ excerpt: DiffExcerpt) -> Button.Confirmation {
        .init(
            title: "Open a pull request with the failing test?",
            text:
                "It holds no repair, so its CI is meant to fail. \(bytes(of: proposal, excerpt)) A person then makes the "
                + "repair.",
            confirm: "Open it", deny: "Not yet")
    }

    /// What exactly is decided on.
    private func bytes(of proposal: Proposal, _ excerpt: DiffExcerpt) -> String {
        let files = proposal.patch.files
        let first = VisibleText.clip(files.first ?? "no file", to: 60)
        let more = files.count > 1 ? " and \(files.count - 1) more" : ""
        return "\(files.count > 1 ? "Files" : "File"): \(first)\(more). \(excerpt.changedLines) "
            + "Digest \(proposal.digest.short)."
    }
}
