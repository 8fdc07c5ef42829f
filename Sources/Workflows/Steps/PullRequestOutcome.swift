import Domain

/// What a reviewer has to know before reading the diff: who wrote it, what becomes of the logged request, what is not proven.
struct PullRequestOutcome {
    let text: String

    init(_ incident: Incident, _ proposal: Proposal) {
        let isSeen = incident.verification?.reproductionAfter?.succeeded == true
        let author = OutcomeWording.author(
            of: proposal, in: incident, name: PullRequestText.name, code: PullRequestText.code)
        let lines = [
            OutcomeWording.outcome(of: proposal, isSeen: isSeen).map { "**\($0.title)**: \($0.words)." },
            proposal.isFailingTest
                ? "CI is meant to fail until a person makes the test pass; please add the repair to this branch." : nil,
            proposal.support.map { "What says that this is right: \(PullRequestText.plain($0))" },
            "\(author.prefix(1).uppercased())\(author.dropFirst()).",
        ]
        text = "## Outcome\n\n" + lines.compactMap(\.self).joined(separator: "\n\n")
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
