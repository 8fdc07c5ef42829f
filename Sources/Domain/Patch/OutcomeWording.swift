/// What becomes of the logged request with a patch, who wrote it and how much was seen of it, in words that reports, pull
/// requests and answers share.
///
/// *Fixed* is never said of a contained request, and *proven* never of what was only tested.
package enum OutcomeWording {
    /// - Parameter isSeen: whether a run has shown it; what was not seen is a purpose.
    /// - Returns: a title, and the sentence that goes on after it, without a full stop; nil in older journals.
    package static func outcome(of proposal: Proposal, isSeen: Bool) -> (title: String, words: String)? {
        switch proposal.outcome {
        case .fixed:
            isSeen
                ? ("Fixed", "with it the logged request no longer fails")
                : ("Meant as a fix", "it is meant to make the logged request work; the bot has not seen that")
        case .contained:
            isSeen
                ? ("Contained, not fixed", "with it the logged request still fails, on purpose and in words")
                : (
                    "Meant to contain, not to fix",
                    "it is meant to make the logged request fail on purpose and in words; the bot has not seen that"
                )
        case .failingTest: ("Failing test only", "it holds the test that shows the bug, and no repair")
        case nil: nil
        }
    }

    package static func level(_ level: ProofLevel) -> String {
        switch level {
        case .proven: "proven"
        case .tested: "tested, not proven"
        case .untested: "untested"
        }
    }

    /// "written by the model `m`", "written by the rules".
    ///
    /// - Parameters:
    ///   - name: a person as the reader knows them.
    ///   - code: untrusted text as code of the document.
    package static func author(
        of proposal: Proposal, in incident: Incident, name: (Actor) -> String, code: (String) -> String
    ) -> String {
        switch incident.authorKind(of: proposal) {
        case .person: "written by \(incident.author(of: proposal).map(name) ?? "a person")"
        case .rules: proposal.isFailingTest ? "offered by the rules" : "written by the rules"
        case .model:
            if case .model(let model) = proposal.mode {
                "written by the model \(code(model))"
            } else {
                "written by a model"
            }
        }
    }
}

extension Incident {
    /// Whether a run has shown what becomes of the logged request with the patch on the table.
    package var hasSeenOutcome: Bool {
        if let verification { return verification.passed && verification.reproductionAfter?.succeeded == true }
        return assessment?.reproduction == .passes
    }
}
