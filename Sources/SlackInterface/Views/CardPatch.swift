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
        elements.append(
            .section([
                .words("Digest "), .untrusted(proposal.digest.short, 24, .code), .words(" on base commit "),
                .untrusted(proposal.base.short, 24, .code),
                .words(". An approval names exactly these bytes and their test plan."),
            ]))
        return [.divider, .richText(elements + proof)] + decision.blocks(on: proposal, excerpt)
    }

    /// Before the buttons: a patch made after a failed test is decided with its proof at hand.
    private var proof: [RichText] {
        guard let verification = incident.verification else { return [] }
        switch verification.verdict {
        case .passed:
            let tests = verification.suiteAfter.executed
            return [
                .section([
                    .words("Proof: passed. ", .bold),
                    .words("\(tests) \(tests == 1 ? "test" : "tests") ran on the patched code. "),
                    .words(ProofView.reproductionWords(verification)),
                ])
            ]
        case .failed(let reasons):
            return [.section([.words("Proof: failed. ", .bold), .untrusted(reasons.first ?? "", 200)])]
        }
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
