import Domain

/// What became of the pull request, and what that means.
enum PullRequestEndView {
    static func merged(_ end: PullRequestEnd, of proposal: Proposal?, number: Int) -> OutgoingMessage {
        .thread(
            "pull-request-merged", "✅ The pull request is merged",
            [.section([.words("Merged")] + by(end) + [.words(". \(meaning(proposal))")])]
        ).numbered(number)
    }

    private static func meaning(_ proposal: Proposal?) -> String {
        switch proposal?.outcome {
        case .failingTest: "Whether it holds a repair by now, the bot doesn't know; its own part was the failing test."
        case .contained:
            "Such requests still fail, on purpose and in words; making them work is left to do. If the logged error comes "
                + "back, the bot opens this incident again."
        case .fixed, nil: "If the same error comes back, the bot opens this incident again."
        }
    }

    static func closed(_ end: PullRequestEnd, number: Int) -> OutgoingMessage {
        .thread(
            "pull-request-closed", "⚠️ The pull request was closed without being merged",
            [
                .section(
                    [.words("Closed")] + by(end)
                        + [
                            .words(
                                ". The bug is still in the code. Next: you. Merge it after all, or repair it otherwise."
                            )
                        ])
            ]
        ).numbered(number)
    }

    static func reopened(_ reopening: Reopening, number: Int, _ links: IncidentLinks) -> OutgoingMessage {
        var leaves: [RichText.Leaf] = [.untrusted(reopening.reason, 600)]
        if let incident = reopening.incident, let page = links.incident(incident) {
            leaves += [.words(" "), .link(page, "Incident \(incident)")]
        }
        return .thread("reopened", "🔁 The incident is open again", [.section(leaves)]).numbered(number)
    }

    private static func by(_ end: PullRequestEnd) -> [RichText.Leaf] {
        end.by.map { [.words(" by "), .untrusted($0, 80)] } ?? []
    }
}

/// The base branch went on while people decided.
enum BaseMoveView {
    static func message(_ move: BaseMove, number: Int) -> OutgoingMessage {
        let commit: [RichText.Leaf] = [
            .words("The base branch is at "), .untrusted(move.to.short, 24, .code), .words(" now. "),
        ]
        switch move.finding {
        case .holds(let proof):
            let tests = proof.suiteAfter.executed
            return .thread(
                "base-moved", "🔎 The base branch moved, and the approved patch holds",
                [
                    .section(
                        commit + [
                            .words("The patch makes the same change there, and \(tests) tests ran on it: passed. ")
                        ] + [.words("The approval stands.")])
                ]
            ).numbered(number)
        case .changed(let reason):
            return .thread(
                "base-moved", "↪️ The base branch moved: a new approval is needed",
                [
                    .section(
                        commit + [
                            .untrusted(reason, 300), .words(" The bot looks again from there and asks anew."),
                        ])
                ]
            ).numbered(number)
        }
    }
}
