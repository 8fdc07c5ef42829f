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
            .section(
                [.words("\(proposal.isFailingTest ? "Proposal" : "Patch") \(proposal.attempt): ", .bold)]
                    + Self.explanation(proposal)),
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
        return [.divider, .richText(elements + Self.owners(proposal) + judgement)]
            + decision.blocks(on: proposal, excerpt)
    }

    /// What was tried belongs to a failing test: it is why there is no repair.
    private static func explanation(_ proposal: Proposal) -> [RichText.Leaf] {
        proposal.isFailingTest ? .prose(proposal.explanation, 480) : [.untrusted(proposal.explanation, 360)]
    }

    /// Right before the buttons, what one decides on: the outcome, who wrote the patch, and how much the bot saw of it.
    private var judgement: [RichText] {
        guard let words = PatchWords(onTableOf: incident) else { return [] }
        let lines = [words.consequence + words.writer, proof.isEmpty ? words.seen : proof]
        return lines.filter { !$0.isEmpty }.map { .section($0) } + (proof.isEmpty ? missing : [])
            + words.doubts + remarks + asked
    }

    private var asked: [RichText] {
        let lines = [
            RequirementView.count(incident.proposal?.requirements), incident.kept.map(KeptView.remark) ?? [],
        ]
        return lines.filter { !$0.isEmpty }.map { .section($0) }
    }

    /// What the proof leaves open.
    private var remarks: [RichText] {
        PatchWords.named("Know before you rely on it: ", incident.verification?.remarks ?? [], showing: 2)
    }

    /// A patch made after a failed test is decided with its proof at hand.
    private var proof: [RichText.Leaf] {
        guard let verification = incident.verification else { return [] }
        switch verification.verdict {
        case .passed:
            let level = verification.level.map(PatchWords.name) ?? "passed"
            return [
                .words("Proof: \(level). ", .bold),
                .words("\(ProofView.sentence(verification, of: incident.proposal)) Run in "),
                .untrusted(verification.sandbox, 60, .code), .words(", \(Seconds.text(verification.seconds))."),
            ]
        case .failed(let reasons):
            return [.words("Proof: failed. ", .bold), .untrusted(reasons.first ?? "", 200)]
        }
    }

    /// Where nothing was assessed: that no reproduction stands behind the patch has to be known all the same.
    private var missing: [RichText] {
        guard incident.assessment == nil, incident.proposal?.plan.reproduction == nil else { return [] }
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
