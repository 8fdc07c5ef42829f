import Domain

/// What a reviewer has to know before reading the diff: who wrote it, what becomes of the logged request, what is not proven.
struct PullRequestOutcome {
    let text: String

    init(_ incident: Incident, _ proposal: Proposal) {
        let lines = [
            Self.outcome(proposal, isSeen: incident.verification?.reproductionAfter?.succeeded == true),
            proposal.support.map { "What says that this is right: \(PullRequestText.plain($0))" },
            Self.author(incident, proposal),
        ]
        text = "## Outcome\n\n" + lines.compactMap(\.self).joined(separator: "\n\n")
    }

    private static func outcome(_ proposal: Proposal, isSeen: Bool) -> String? {
        switch proposal.outcome {
        case .fixed:
            isSeen
                ? "**Fixed**: the logged request no longer fails."
                : "**Meant as a fix**: the bot has not seen the logged request work with it."
        case .contained:
            isSeen
                ? "**Contained**, not fixed: the logged request still fails, on purpose and in words."
                : "**Meant to contain**, not to fix: the logged request is to fail on purpose and in words. The bot has not seen that."
        case .failingTest:
            "**Failing test only**: this holds the test that shows the bug, and no repair. CI is meant to fail until a person "
                + "makes the test pass; please add the repair to this branch."
        case nil: nil
        }
    }

    private static func author(_ incident: Incident, _ proposal: Proposal) -> String {
        switch incident.authorKind(of: proposal) {
        case .person: "Written by \(incident.author(of: proposal).map(PullRequestText.name) ?? "a person")."
        case .rules: proposal.isFailingTest ? "The bot's rules offer it." : "Written by the bot's rules."
        case .model:
            if case .model(let name) = proposal.mode {
                "Written by the model \(PullRequestText.code(name))."
            } else {
                "Written by a model."
            }
        }
    }

    /// How much the proof shows and what it leaves open, above its table; nothing in older journals.
    static func level(of proof: Verification) -> [String] {
        let level =
            switch proof.level {
            case .proven: ["**Proven.**", ""]
            case .tested: ["**Tested, not proven.**", ""]
            case .untested: ["**Untested**: no test could run.", ""]
            case nil: [String]()
            }
        let remarks = (proof.remarks ?? []).prefix(8).map { "- \(PullRequestText.plain(String($0.prefix(400))))" }
        return level + (remarks.isEmpty ? [] : ["To know before merging:", ""] + remarks + [""])
    }
}
