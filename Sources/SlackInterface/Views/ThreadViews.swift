import Domain

extension OutgoingMessage {
    /// A message below the card: a bold title, then rich text.
    static func thread(_ key: String, _ title: String, _ elements: [RichText]) -> OutgoingMessage {
        OutgoingMessage(
            key: key, place: .thread,
            content: .message(
                MessageBody(
                    fallback: title, blocks: [.richText([.section([.words(title, .bold)])] + elements)])))
    }
}

/// Whether the bug could be made to happen, and the test that proves it.
enum ReproductionView {
    static func message(_ reproduction: Reproduction, number: Int) -> OutgoingMessage {
        .thread(
            key(number), "🔬 The bug is reproduced on the base commit",
            [
                .section([
                    .untrusted(reproduction.input, 600, .code), .words(" raises "),
                    .untrusted(reproduction.exception, 120, .code), .words(" at "),
                    .untrusted("\(reproduction.location.file):\(reproduction.location.line)", 200, .code),
                    .words(". Inputs tried: \(reproduction.tried), in \(Seconds.text(reproduction.seconds))."),
                ]),
                .section([
                    .words("The test "), .untrusted(reproduction.test.path, 200, .code), .words(" joins the patch:"),
                ]),
                .preformatted(untrusted: reproduction.test.contents, bytes: 4_000),
            ])
    }

    /// Evidence that was added later is tried by itself.
    private static func key(_ number: Int) -> String { number == 1 ? "reproduction" : "reproduction-\(number)" }

    static func message(
        _ failure: FailedReproduction, _ entry: JournalEntry, of incident: Incident, number: Int
    ) -> OutgoingMessage {
        .thread(
            key(number), "🔬 The bot could not reproduce the error",
            [
                .section(
                    .prose(failure.reason, 1_000)
                        + [.words(" Inputs tried: \(failure.tried), in \(Seconds.text(failure.seconds)).")])
            ] + warning(entry, of: incident))
    }

    /// Nothing where there is no patch that could be read with it in mind.
    private static func warning(_ entry: JournalEntry, of incident: Incident) -> [RichText] {
        let isPatched = incident.entries.contains { $0.sequence > entry.sequence && $0.fact.kind == .patchProposed }
        guard isPatched else { return [] }
        return [.section([.words("Read the patch with that in mind: no failing test stands behind it.")])]
    }
}

/// A patch of which the thread says more than the card, and any that is too long for the card, as a file.
enum PatchView {
    static func key(_ attempt: Int) -> String { "patch-\(attempt)" }

    static func messages(_ proposal: Proposal, of incident: Incident) -> [OutgoingMessage] {
        let words = PatchWords(proposed: proposal, of: incident)
        let excerpt = DiffExcerpt(proposal.diff)
        return (saysMore(proposal) ? [explanation(words, excerpt)] : [])
            + (excerpt.isWhole
                ? [] : [file(proposal.diff, "patch-\(proposal.attempt)", of: incident.id)])
            + (proposal.alternative.map { alternative($0, to: proposal, of: incident.id) } ?? [])
    }

    private static func saysMore(_ proposal: Proposal) -> Bool {
        proposal.attempt > 1 || proposal.mode != .ruleBased || proposal.isFailingTest || proposal.requirements != nil
    }

    private static func explanation(_ words: PatchWords, _ excerpt: DiffExcerpt) -> OutgoingMessage {
        let proposal = words.proposal
        return .thread(
            key(proposal.attempt), title(of: proposal),
            [
                .section(.prose(proposal.explanation, 1_800)),
                .section(words.consequence + words.writer),
            ] + RequirementView.list(proposal.requirements) + [
                .section([
                    .words("Digest "), .untrusted(proposal.digest.short, 24, .code),
                    .words(". \(excerpt.changedLines)"),
                ]),
                .preformatted(excerpt.text),
            ] + (excerpt.secretRemark.map { [.section([.words($0)])] } ?? []))
    }

    private static func title(of proposal: Proposal) -> String {
        let what = proposal.isFailingTest ? "🧪 A failing test instead of a patch" : "🩹 Patch \(proposal.attempt)"
        return proposal.attempt > 1 ? "\(what) takes the place of the one before" : what
    }

    /// What the rules would do, beside what is proposed.
    private static func alternative(
        _ patch: AlternativePatch, to proposal: Proposal, of incident: IncidentID
    ) -> [OutgoingMessage] {
        let excerpt = DiffExcerpt(patch.diff)
        let name = "patch-\(proposal.attempt)-rules"
        let message = OutgoingMessage.thread(
            name, "📐 The rules' patch, for comparison",
            [
                .section([.words("\(PatchWords.comparison(patch)) ", .bold)] + .prose(patch.explanation, 900)),
                .section([
                    .words(
                        excerpt.changedLines
                            + (excerpt.isWhole ? "" : " Its beginning; the whole of it is a file below."))
                ]),
                .preformatted(excerpt.text),
                .section([
                    .words("It is not on the table. To propose it, paste it into Edit on the card, or ask for changes.")
                ]),
            ] + (excerpt.secretRemark.map { [.section([.words($0)])] } ?? []))
        return [message] + (excerpt.isWhole ? [] : [file(patch.diff, name, of: incident)])
    }

    private static func file(_ diff: String, _ name: String, of incident: IncidentID) -> OutgoingMessage {
        let mask = SecretMask(diff)
        let how = mask.remark.map { "whole. \($0)" } ?? "byte for byte."
        let words = name.replacing("-", with: " ")
        return OutgoingMessage(
            key: "\(name)-diff", place: .thread,
            content: .file(
                FileBody(
                    name: "incident-\(incident)-\(name).diff", text: mask.text,
                    comment: "The diff of \(untrusted: words, bytes: 40), \(untrusted: how, bytes: 600)")))
    }
}

/// What a person decided, when, and why.
enum DecisionView {
    static func approval(_ entry: JournalEntry, _ digest: ProposalDigest, number: Int) -> OutgoingMessage {
        message(
            number, fallback: "Patch approved",
            [.section("✅ *Approved* by \(entry.actor), \(entry.time)."), named(digest)])
    }

    static func rejection(
        _ entry: JournalEntry, _ digest: ProposalDigest, _ feedback: String, number: Int
    ) -> OutgoingMessage {
        let asks = entry.fact.kind == .changesRequested
        return message(
            number, fallback: asks ? "Changes requested" : "Patch rejected",
            [
                .section(
                    "\(asks ? "✏️ *Changes requested*" : "❌ *Rejected*" as Mrkdwn) by \(entry.actor), \(entry.time)."),
                named(digest),
                .richText([.quote([.untrusted(feedback, 4_000, multiline: true)])]),
            ])
    }

    private static func message(_ number: Int, fallback: String, _ blocks: [Block]) -> OutgoingMessage {
        OutgoingMessage(
            key: "decision-\(number)", place: .thread,
            content: .message(MessageBody(fallback: fallback, blocks: blocks)))
    }

    private static func named(_ digest: ProposalDigest) -> Block {
        .richText([.section([.words("Digest "), .untrusted(digest.rawValue, 80, .code)])])
    }
}

/// Why a patch failed, and what the next one is held to.
enum CritiqueView {
    static func message(_ critique: Critique, number: Int) -> OutgoingMessage {
        .thread(
            "critique-\(number)", "🧐 What the failed attempt teaches",
            [
                .section([.words("What failed", .bold)]),
                .preformatted(untrusted: critique.whatFailed, bytes: 3_000),
                .section([.words("Why: ", .bold)] + .prose(critique.why, 2_000)),
                .section([.words("Next attempt must: ", .bold)] + .prose(critique.nextAttemptMust, 2_000)),
            ])
    }
}

/// Durations, for people.
enum Seconds {
    static func text(_ seconds: Double) -> String {
        guard seconds.isFinite, seconds >= 0, seconds < 1_000_000 else { return "unknown time" }
        let tenths = Int((seconds * 10).rounded())
        return "\(tenths / 10).\(tenths % 10) s"
    }
}
