import Domain
import Foundation
import TestSupport

/// Random incidents whose every text is written by somebody who means harm. The same seed gives the same incident.
struct HostileIncidents {
    private var random: Seeded

    init(seed: UInt64) {
        random = Seeded(state: seed &* 0x9E37_79B9_7F4A_7C15 | 1)
    }

    private struct Seeded: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return state
        }
    }

    private static let pieces = [
        "<!channel>", "<!here>", "<@U2147483697>", "<!subteam^S1>", "<https://evil.example|click>",
        "https://evil.example",
        "```", "`", "*", "_", "~", "</pre>", "<script>", "&amp;", "&", "<", ">", "\u{202E}", "\u{200B}", "\u{0}",
        "\u{7}", "\u{1B}[31m", "\r\n", "\n", "\t", "😀", "👩‍👩‍👧‍👦", "🇩🇪", "العربية", "עברית", "e\u{301}",
        "a" + String(repeating: "\u{0300}", count: 40), "\u{FEFF}", "\u{2028}", "\u{E0041}", "@everyone", "#general",
        ":fire:", "{date}", "<!date^1^x|y>", "=======", "BEGIN_PATCH", "ordinary words", "x", "  ", "日本語", "\u{FFFF}",
    ]

    mutating func text(_ maximum: Int) -> String {
        let length = Int.random(in: 0...maximum, using: &random)
        if Int.random(in: 0...9, using: &random) == 0 { return "" }
        if Int.random(in: 0...4, using: &random) == 0 {
            return String(repeating: Self.pieces.randomElement(using: &random) ?? "", count: length / 4)
        }
        var text = ""
        var count = 0
        while count < length {
            let piece = Self.pieces.randomElement(using: &random) ?? ""
            text += piece
            count += piece.unicodeScalars.count
        }
        return text
    }

    private mutating func many<Element>(_ maximum: Int, _ make: (inout Self) -> Element) -> [Element] {
        (0..<Int.random(in: 0...maximum, using: &random)).map { _ in make(&self) }
    }

    private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 1...100, using: &random) <= percent }

    mutating func incident(base: CommitID) -> Incident? {
        var facts: [Fact] = [.correlated(correlation())]
        facts.append(.evidenceCollected(many(4) { .init(name: $0.text(900), outcome: .refused(reason: $0.text(900))) }))
        facts.append(.severityClassified(.init(severity: .p0, reason: text(3_000), signals: [])))
        facts.append(.precedentsFound(many(3) { $0.passage(.incident) }))
        facts.append(.diagnosed(diagnosis(base)))
        if chance(50) {
            facts.append(
                .reproduced(
                    .init(
                        input: text(9_000), test: .init(path: text(900), contents: text(20_000)), exception: text(900),
                        location: location(), tried: .max, seconds: .infinity)))
        } else {
            facts.append(.notReproduced(.init(reason: text(9_000), tried: -1, seconds: .nan)))
        }
        for attempt in 1...4 { facts += round(base, attempt) }
        facts.append(
            .repliesDrafted(many(chance(30) ? 1_000 : 5) { .init(customer: $0.text(300), text: $0.text(chance: 8)) }))
        facts.append(.postmortemWritten(.init(markdown: text(50_000))))
        if chance(50) { facts.append(.pullRequestOpened(pullRequest(base))) }
        if chance(50) { facts += afterwards(base) }
        if chance(40) {
            facts.append(
                .escalated(
                    .init(
                        cause: .attemptsUsedUp, summary: text(9_000), tried: many(50) { $0.text(900) },
                        runbook: passage(.runbook))))
        } else if chance(50) {
            facts.append(.cancelled(reason: text(9_000)))
        }
        facts = Array(facts.prefix(Int.random(in: 1...facts.count, using: &random)))
        let intake = Intake(
            title: text(3_000), logs: "", source: .modal, channel: chance(50) ? text(40) : Samples.channel)
        return Incident.made(of: facts, from: intake, by: chance(50) ? text(100) : Samples.user)
    }

    private mutating func text(chance percent: Int) -> String { text(chance(percent) ? 30_000 : 300) }

    private mutating func round(_ base: CommitID, _ attempt: Int) -> [Fact] {
        let (diff, plan) = (text(50_000), TestPlan(suite: [], reproduction: nil, timeoutSeconds: 1))
        let assessment = assessment(of: ProposalDigest(diff: diff, base: base, plan: plan))
        let outcomes: [PatchOutcome?] = PatchOutcome.allCases + [nil]
        let proposal = Proposal(
            attempt: attempt,
            patch: Patch(edits: many(30) { .init(file: $0.text(900), original: "a", fixed: "b") }), base: base,
            diff: diff, plan: plan, explanation: text(9_000), mode: .model(text(900)),
            outcome: outcomes.randomElement(using: &random) ?? nil, support: chance(50) ? text(3_000) : nil,
            requirements: chance(50) ? many(10) { $0.requirement() } : nil,
            alternative: chance(50)
                ? AlternativePatch(diff: text(6_000), explanation: text(9_000), outcome: .fixed, level: .proven) : nil,
            assessment: chance(80) ? assessment : nil)
        var facts: [Fact] = [.patchProposed(proposal)]
        if chance(30) { facts.append(.assessed(self.assessment(of: proposal.digest))) }
        if chance(30) { return facts }
        if chance(30) {
            facts.append(
                .patchKept(
                    PatchKept(
                        digest: proposal.digest, requirements: many(10) { $0.requirement() },
                        tried: many(10) { $0.text(600) })))
        }
        facts.append(chance(50) ? .approved(proposal.digest) : .rejected(proposal.digest, feedback: text(3_000)))
        facts.append(
            .verified(
                .init(
                    digest: proposal.digest, verdict: chance(50) ? .passed : .failed(many(40) { $0.text(2_000) }),
                    reproductionBefore: nil, reproductionAfter: run(), suiteBefore: run(), suiteAfter: run(),
                    level: chance(50) ? .tested : nil, remarks: many(8) { $0.text(600) }, sandbox: text(900),
                    seconds: -1)))
        facts.append(
            .critiqued(.init(whatFailed: text(9_000), why: text(9_000), nextAttemptMust: text(9_000))))
        return facts
    }

    private mutating func requirement() -> Requirement {
        Requirement(text: text(600), answer: chance(50) ? .notMet : .notUnderstood, note: text(600))
    }

    private mutating func assessment(of digest: ProposalDigest) -> Assessment {
        let reproductions: [Assessment.Reproduction] = [
            .passes, .stillFails(text(600)), .inconclusive(text(600)), .notAvailable(text(600)),
        ]
        let suites: [Assessment.Tests] = [
            .running, .ran(kept: .min, of: .max, broken: many(6) { $0.text(600) }), .notRun(text(600)),
        ]
        return Assessment(
            digest: digest, reproduction: reproductions.randomElement(using: &random) ?? .passes,
            touching: chance(50) ? suites.randomElement(using: &random) : nil,
            suite: suites.randomElement(using: &random) ?? .running, warnings: many(6) { $0.text(600) })
    }

    private mutating func correlation() -> Correlation {
        let errors = many(3) { ErrorGroup(signature: $0.signature(), count: .max) }
        return Correlation(
            title: text(3_000), mainError: errors.first, errors: errors, services: many(50) { $0.text(900) },
            requestIDs: [], userIDs: [],
            customers: many(1_000) {
                .init(name: $0.text(200), complaint: nil, identifiers: [], matchesMainError: false)
            }, digest: .init(totalBytes: 0, totalLines: 0, text: ""), problems: many(20) { $0.text(900) })
    }

    private mutating func signature() -> ErrorSignature {
        .init(
            language: nil, exception: text(900), message: text(1_000),
            frames: many(3) { .init(file: $0.text(900), line: .max, function: $0.text(900), isVendored: false) })
    }

    private mutating func diagnosis(_ base: CommitID) -> Diagnosis {
        .init(
            verdict: chance(70) ? .codeCause(location()) : .outside, summary: text(9_000),
            citations: many(20) { hostile in
                hostile.chance(50) ? .log(hostile.text(3_000)) : .source(hostile.location())
            }, confidence: .init(level: .low, reason: text(3_000)), runbook: nil, base: base, mode: .model(text(900)),
            suspects: chance(80) ? many(9) { $0.suspect(base) } : nil,
            owners: chance(80) ? many(30) { $0.text(300) } : nil)
    }

    private mutating func suspect(_ base: CommitID) -> Suspect {
        .init(
            commit: .init(id: base, author: text(900), date: .distantPast, title: text(3_000), files: []),
            url: URL(string: "https://bot.example/incidents/1"), reason: text(3_000),
            ageSeconds: chance(50) ? .infinity : -1, isFresh: chance(50))
    }

    /// What may happen to a pull request and its base branch, in any order.
    private mutating func afterwards(_ base: CommitID) -> [Fact] {
        let end = PullRequestEnd(at: .distantFuture, commit: nil, by: text(900))
        let reopening = Reopening(incident: IncidentID(rawValue: 1), correlation: nil, reason: text(9_000))
        let digest = Samples.proposal(base).digest
        let moves = many(3) {
            Fact.baseMoved(BaseMove(digest: digest, from: base, to: base, finding: .changed($0.text(3_000))))
        }
        return moves + [.pullRequestClosed(end), .pullRequestMerged(end), .reopened(reopening), .reopened(reopening)]
    }

    private mutating func location() -> CodeLocation {
        .init(file: text(900), line: .min, function: text(900), language: .python, code: text(3_000))
    }

    private mutating func passage(_ kind: Passage.Kind) -> Passage {
        .init(id: text(90), kind: kind, title: text(900), excerpt: text(600), resolution: text(600), score: 1)
    }

    private mutating func run() -> TestRun {
        .init(
            passed: many(300) { $0.text(30) }, failed: many(300) { $0.text(30) }, skipped: [], exitCode: nil,
            output: text(8_000), seconds: 1e300)
    }

    private mutating func pullRequest(_ base: CommitID) -> PullRequest {
        .init(
            repository: text(900), base: base, baseBranch: text(900), branch: text(900), head: base,
            url: Samples.pullRequest(base).url, title: text(900), body: "")
    }
}
