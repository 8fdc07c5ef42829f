import Domain

/// The patch on the table, and the buttons that decide it.
struct CardPatch {
    let incident: Incident

    var blocks: [Block] {
        guard let proposal = incident.proposal else { return [] }
        let excerpt = DiffExcerpt(proposal.diff)
        var elements: [RichText] = [
            .section([.words("Patch \(proposal.attempt): ", .bold), .untrusted(proposal.explanation, 360)]),
            .section(Self.files(proposal) + [.words(". \(excerpt.changedLines)")]),
            .preformatted(excerpt.text),
        ]
        if !excerpt.isWhole { elements.append(.section([.words(excerpt.remark)])) }
        elements.append(
            .section([
                .words("Digest "), .untrusted(proposal.digest.short, 24, .code), .words(" on base commit "),
                .untrusted(proposal.base.short, 24, .code),
                .words(". An approval names exactly these bytes and their test plan."),
            ]))
        return [.divider, .richText(elements + Self.owners(proposal) + proof)] + decision(on: proposal, excerpt)
    }

    /// Before the buttons: a patch made after a failed test is decided with its proof at hand, and one without a
    /// reproduction with the knowledge that none stands behind it.
    private var proof: [RichText] {
        guard let verification = incident.verification else { return missing }
        switch verification.verdict {
        case .passed:
            return [
                .section([
                    .words("Proof: passed. ", .bold),
                    .words("\(ProofView.sentence(verification)) Run in "), .untrusted(verification.sandbox, 60, .code),
                    .words(", \(Seconds.text(verification.seconds))."),
                ])
            ]
        case .failed(let reasons):
            return [.section([.words("Proof: failed. ", .bold), .untrusted(reasons.first ?? "", 200)])]
        }
    }

    private var missing: [RichText] {
        guard incident.proposal?.plan.reproduction == nil else { return [] }
        return [
            .section([
                .words("No reproduction. ", .bold),
                .words(
                    "The repository's own tests alone will speak for this patch: that its bug is gone is not proven."),
            ])
        ]
    }

    private static func owners(_ proposal: Proposal) -> [RichText] {
        guard let owners = proposal.owners, !owners.isEmpty else { return [] }
        return [.section([.words("Owners: ", .bold), .untrusted(owners.prefix(5).joined(separator: ", "), 160)])]
    }

    private static func files(_ proposal: Proposal) -> [RichText.Leaf] {
        var leaves: [RichText.Leaf] = [.words("Files: ", .bold)]
        let files = proposal.patch.files
        for file in files.prefix(3) {
            if leaves.count > 1 { leaves.append(.words(", ")) }
            leaves.append(.untrusted(file, 80, .code))
        }
        if files.count > 3 { leaves.append(.words(" and \(files.count - 3) more")) }
        return leaves
    }

    private func decision(on proposal: Proposal, _ excerpt: DiffExcerpt) -> [Block] {
        if incident.isAwaitingDecision { return [.actions(buttons(for: proposal, excerpt))] }
        guard let decision = incident.decision else { return [] }
        switch decision.answer {
        case .approved:
            return [.context("✅ Approved by \(decision.by), \(decision.at)")]
        case .rejected(let feedback):
            return [
                .context("❌ Rejected by \(decision.by), \(decision.at)"),
                .richText([.quote([.untrusted(feedback, 240)])]),
            ]
        }
    }

    private func buttons(for proposal: Proposal, _ excerpt: DiffExcerpt) -> [Button] {
        let value = DecisionTarget(incident: incident.id, digest: proposal.digest).encoded
        let files = proposal.patch.files
        let first = VisibleText.clip(files.first ?? "no file", to: 90)
        let more = files.count > 1 ? " and \(files.count - 1) more" : ""
        let confirmation = Button.Confirmation(
            title: "Approve this patch?",
            text: "Files: \(first)\(more). \(excerpt.changedLines) Digest \(proposal.digest.short). "
                + "It is tested in the sandbox before it becomes a pull request.",
            confirm: "Approve", deny: "Not yet")
        return [
            Button(
                label: "Approve", action: ApproveButton.action, value: value, style: .primary,
                confirmation: confirmation),
            Button(label: "Reject", action: RejectButton.action, value: value, style: .danger),
        ]
    }
}
