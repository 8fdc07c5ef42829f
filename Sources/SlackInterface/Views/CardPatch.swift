import Domain
import Workflows

/// The patch on the table, and the buttons that decide it.
struct CardPatch {
    let incident: Incident
    let policy: ApprovalPolicy

    var blocks: [Block] {
        let decision = CardDecision(incident: incident, policy: policy)
        guard let proposal = incident.proposal else { return decision.setAside }
        let excerpt = DiffExcerpt(proposal.diff)
        var elements: [RichText] = [
            .section([.words("Patch \(proposal.attempt): ", .bold), .untrusted(proposal.explanation, 360)]),
            .section(Self.files(proposal) + [.words(". \(excerpt.changedLines)")]),
            .preformatted(excerpt.text),
        ]
        if !excerpt.isWhole { elements.append(.section([.words(excerpt.remark)])) }
        if let remark = excerpt.secretRemark { elements.append(.section([.words(remark)])) }
        elements.append(
            .section([
                .words("Digest "), .untrusted(proposal.digest.short, 24, .code), .words(" on base commit "),
                .untrusted(proposal.base.short, 24, .code),
                .words(". An approval names exactly these bytes and their test plan."),
            ]))
        return [.divider, .richText(elements + Self.owners(proposal) + proof)] + decision.blocks(on: proposal, excerpt)
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
}
