import Domain
import Workflows

/// What people asked for when they turned a patch down, shown back to them with what came of it.
enum RequirementView {
    static func list(_ requirements: [Requirement]?) -> [RichText] {
        guard let requirements, !requirements.isEmpty else { return [] }
        let more = requirements.count - maximum
        return [
            .section([.words("What was asked for", .bold)]),
            .list(
                requirements.prefix(maximum).map(line)
                    + (more > 0 ? [[.words("and \(more) more")]] : [])),
        ]
    }

    private static let maximum = 8

    private static func line(_ requirement: Requirement) -> [RichText.Leaf] {
        let asked = RichText.Leaf.untrusted(requirement.text, 200)
        let note: [RichText.Leaf] = requirement.note.isEmpty ? [] : [.words(". ")] + .line(requirement.note, 200)
        switch requirement.answer {
        case .met: return [.words("✅ Met: “"), asked, .words("”")] + note
        case .notMet: return [.words("❌ Not met: “"), asked, .words("”")] + note
        case .notUnderstood: return [.words("❔ I don't understand this: “"), asked, .words("”")] + note
        case .notChecked:
            return [.words("❔ I can't tell whether the patch meets this: “"), asked, .words("”")] + note
        }
    }

    /// In one line for the card: "1 of 3 met". The thread has them one by one.
    static func count(_ requirements: [Requirement]?) -> [RichText.Leaf] {
        guard let requirements, !requirements.isEmpty else { return [] }
        let counts = [
            (requirements.count { $0.answer == .met }, "met"), (requirements.count { $0.answer == .notMet }, "not met"),
            (requirements.count { $0.answer == .notUnderstood }, "not understood"),
            (requirements.count { $0.answer == .notChecked }, "not checked"),
        ]
        let words = counts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
        return [.words("What was asked for: ", .bold), .words("\(words). The thread has each.")]
    }
}

/// A patch that was turned down stays on the table, since the bot found nothing that does better what was asked for.
enum KeptView {
    static func message(_ kept: PatchKept, number: Int) -> OutgoingMessage {
        .thread(
            "kept-\(number)", "📌 The patch stays on the table",
            [
                .section([
                    .words("The bot found no patch that does all that was asked for. The patch with digest "),
                    .untrusted(kept.digest.short, 24, .code),
                    .words(" can be decided once more, with the buttons on the card."),
                ])
            ] + RequirementView.list(kept.requirements) + tried(kept.tried))
    }

    private static func tried(_ lines: [String]) -> [RichText] {
        guard !lines.isEmpty else { return [] }
        return [.section([.words("What the bot tried", .bold)]), .list(lines.prefix(8).map { .line($0, 240) })]
    }

    /// One line for the card.
    static func remark(_ kept: PatchKept) -> [RichText.Leaf] {
        let unmet = kept.requirements.filter { $0.answer != .met }
        guard let first = unmet.first else { return [] }
        let more = unmet.count > 1 ? " and \(unmet.count - 1) more" : ""
        return [
            .words("Stays on the table: ", .bold), .words("no patch does “"), .untrusted(first.text, 100),
            .words("”\(more). The thread says what the bot tried."),
        ]
    }
}

/// The tests of a patch that waits have ended, and what they say changes the picture.
enum AssessmentView {
    /// Nil where nothing is new but that the tests have ended: the card says that.
    static func message(
        _ assessment: Assessment, _ entry: JournalEntry, of incident: Incident, number: Int
    ) -> OutgoingMessage? {
        guard assessment.isComplete else { return nil }
        let earlier = before(entry, of: assessment.digest, in: incident)
        let objections = assessment.objections.filter { !(earlier?.objections ?? []).contains($0) }
        let warnings = assessment.warnings.filter { !(earlier?.warnings ?? []).contains($0) }
        guard !objections.isEmpty || !warnings.isEmpty else { return nil }
        let proposal = incident.proposals.last { $0.digest == assessment.digest }
        let isGuess = proposal.map { incident.authorKind(of: $0) == .rules } ?? false
        let next =
            isGuess && !objections.isEmpty
            ? "The bot looks for another patch." : "The patch stays on the card; you decide what that means."
        return .thread(
            "assessed-\(number)",
            objections.isEmpty
                ? "🔎 The tests of the patch have ended"
                : "⚠️ The tests have ended, and something speaks against the patch",
            PatchWords.named("Against it: ", objections, showing: 8, bytes: 300)
                + PatchWords.named("Look twice: ", warnings, showing: 8, bytes: 300) + [.section([.words(next)])])
    }

    private static func before(_ entry: JournalEntry, of digest: ProposalDigest, in incident: Incident) -> Assessment? {
        for earlier in incident.entries.reversed() where earlier.sequence < entry.sequence {
            switch earlier.fact {
            case .assessed(let value) where value.digest == digest: return value
            case .patchProposed(let proposal) where proposal.digest == digest: return proposal.assessment
            default: continue
            }
        }
        return nil
    }
}
