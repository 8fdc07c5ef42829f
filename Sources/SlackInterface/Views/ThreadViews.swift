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

    static func message(_ failure: FailedReproduction, number: Int) -> OutgoingMessage {
        .thread(
            key(number), "🔬 The bug could not be reproduced",
            [
                .section([
                    .untrusted(failure.reason, 1_000, multiline: true),
                    .words(" Inputs tried: \(failure.tried), in \(Seconds.text(failure.seconds))."),
                ]),
                .section([.words("Weigh the patch with that in mind: no failing test stands behind it.")]),
            ])
    }
}

/// A later patch, one that a model wrote, and any patch too long for the card, as a file.
enum PatchView {
    static func key(_ attempt: Int) -> String { "patch-\(attempt)" }

    static func messages(_ proposal: Proposal, of incident: IncidentID) -> [OutgoingMessage] {
        (proposal.attempt > 1 || proposal.mode != .ruleBased ? [explanation(proposal)] : [])
            + (DiffExcerpt(proposal.diff).isWhole ? [] : [file(proposal, of: incident)])
    }

    private static func explanation(_ proposal: Proposal) -> OutgoingMessage {
        let excerpt = DiffExcerpt(proposal.diff)
        return .thread(
            key(proposal.attempt),
            "🩹 Patch \(proposal.attempt)\(proposal.attempt > 1 ? " takes the place of the one before" : "")",
            [
                .section([.untrusted(proposal.explanation, 1_500, multiline: true)]),
                .section([
                    .words("Digest "), .untrusted(proposal.digest.short, 24, .code),
                    .words(". \(excerpt.changedLines)"),
                ]),
                .preformatted(excerpt.text),
            ])
    }

    private static func file(_ proposal: Proposal, of incident: IncidentID) -> OutgoingMessage {
        OutgoingMessage(
            key: "\(key(proposal.attempt))-diff", place: .thread,
            content: .file(
                FileBody(
                    name: "incident-\(incident)-patch-\(proposal.attempt).diff", text: proposal.diff,
                    comment: "The whole diff of patch \(proposal.attempt), byte for byte.")))
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
                .section([.words("Why: ", .bold), .untrusted(critique.why, 2_000, multiline: true)]),
                .section([
                    .words("Next attempt must: ", .bold), .untrusted(critique.nextAttemptMust, 2_000, multiline: true),
                ]),
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
