import Domain

/// What becomes of the logged request with a patch, and how much was seen of it, in a report's words.
///
/// *Fixed* is never said of a contained request, and *proven* never of what was only tested.
enum OutcomeWording {
    /// - Parameter isSeen: whether a run has shown it; what was not seen is a purpose.
    static func outcome(of proposal: Proposal, isSeen: Bool) -> String? {
        switch proposal.outcome {
        case .fixed:
            isSeen
                ? "with it the logged request no longer fails"
                : "it is meant to make the logged request work; the bot has not seen that"
        case .contained:
            isSeen
                ? "with it the logged request still fails, on purpose and in words"
                : "it is meant to make the logged request fail on purpose and in words; the bot has not seen that"
        case .failingTest: "it holds the test that shows the bug, and no repair"
        case nil: nil
        }
    }

    static func level(_ level: ProofLevel) -> String {
        switch level {
        case .proven: "proven"
        case .tested: "tested, not proven"
        case .untested: "untested"
        }
    }

    /// "written by the model `m`", "written by the rules".
    static func author(of proposal: Proposal, in incident: Incident) -> String {
        switch incident.authorKind(of: proposal) {
        case .person: "written by \(incident.author(of: proposal).map(ReportWording.actor) ?? "a person")"
        case .rules: proposal.isFailingTest ? "offered by the rules" : "written by the rules"
        case .model:
            if case .model(let name) = proposal.mode {
                "written by the model \(MarkdownText.code(name, limit: 80))"
            } else {
                "written by a model"
            }
        }
    }
}

extension Incident {
    /// Whether a run has shown what becomes of the logged request with the patch on the table.
    var hasSeenOutcome: Bool {
        if let verification { return verification.passed && verification.reproductionAfter?.succeeded == true }
        return assessment?.reproduction == .passes
    }

    /// The proposal that an entry of the journal carries out or ends.
    func proposal(before entry: JournalEntry) -> Proposal? {
        for earlier in entries.reversed() where earlier.sequence < entry.sequence {
            if case .patchProposed(let proposal) = earlier.fact { return proposal }
        }
        return nil
    }
}
