@testable import Agents
import Domain
import Foundation
import TestSupport
import Testing

@Suite struct IncidentReportAgentTests {
    private func report(_ facts: [Fact], intake: Intake = Intake(logs: "x", source: .modal)) async throws -> String {
        let incident = try #require(Incident.made(of: facts, from: intake, id: 42))
        return try await IncidentReportAgent().run(on: incident).markdown
    }

    @Test func `the report tells the whole story from the journal`() async throws {
        let (first, second) = (try Closing.proposal(1), try Closing.proposal(2))
        let past = Passage(
            id: "incident-7", kind: .incident, title: "Paid, not booked", excerpt: "process_payment failed",
            resolution: "Checked.",
            score: 2)
        let customers = [Closing.customer("Maria Lopez", "charged but no order"), Closing.customer("user_2", nil)]
        let request = PullRequest(
            repository: "/srv/shop", base: first.base, baseBranch: "main", branch: "incident/42-key", head: first.base,
            url: try #require(URL(string: "http://127.0.0.1/1")), title: "", body: "")
        let text = try await report([
            .correlated(Closing.correlation(customers: customers)), .precedentsFound([past]),
            .severityClassified(Closing.classification(.p0)),
            .diagnosed(
                try Closing.diagnosis(
                    citations: [.log("KeyError: 'transaction'"), .source(Closing.location), .knowledge(past)])),
            .reproduced(
                Reproduction(
                    input: "process_payment({})", test: TestFile(path: "t.py", contents: ""), exception: "KeyError",
                    location: Closing.location, tried: 3, seconds: 0.5)),
            .patchProposed(first), .rejected(first.digest, feedback: "Keep the *log* line"), .patchProposed(second),
            .approved(second.digest),
            .verified(
                Closing.verification(
                    of: second, suiteBefore: Closing.run(passed: ["t1"], failed: ["test_old"], code: 1))),
            .pullRequestOpened(request),
        ])
        for expected in [
            "# Postmortem of incident 42: KeyError in process_payment", "**P0**: Customers were charged.",
            "Affected customers (2): Maria Lopez, user_2", "Of them 1 wrote to us",
            "`shop/payment_service.py:87` in `process_payment`", "transaction_id = payload[\"transaction\"][\"id\"]",
            "- Paid, not booked (`incident-7`). Then: Checked.", "```diff\n", second.digest.rawValue,
            "Approved by `U1`", "Rejected by `U1`: `\(first.digest.short)`", "Keep the \\*log\\* line",
            "| Reproduction | 0 passed, 1 failed, 0 skipped; exit code 1 | 1 passed, 0 failed, 0 skipped; exit code 0 |",
            "| Repository's tests | 1 passed, 1 failed, 0 skipped; exit code 1 | 2 passed, 0 failed",
            "made the bug happen on the base commit with `process_payment({})`, after 3 inputs",
            "Repair the tests that failed before the patch already: `test_old`",
            "second known incident around `process_payment`",
            "merge the pull request from branch `incident/42-key`", "Compare the charges",
            "**2026-03-02 09:30:00** `U1` opened the incident through the incident dialog",
            "From opening to: first findings 10 s, a diagnosis 40 s", "first shows in the log at `09:12:01`",
        ] {
            #expect(text.contains(expected), "\(expected) is missing")
        }
        #expect(text.components(separatedBy: "\n- **2026-03-02").count == 13)
        #expect(
            sections(text) == [
                "Summary", "Severity", "Impact", "Timeline (UTC)", "Root cause", "Fix", "Proof", "Detection",
                "Follow-ups",
            ])
    }

    @Test func `an unproven fix is called that`() async throws {
        let proposal = try Closing.proposal()
        let text = try await report([
            .correlated(Closing.correlation()), .diagnosed(try Closing.diagnosis()),
            .notReproduced(FailedReproduction(reason: "No input raised it.", tried: 400, seconds: 20)),
            .patchProposed(proposal), .approved(proposal.digest),
            .verified(Closing.verification(of: proposal, reproduced: false)),
        ])
        #expect(text.contains("the bug itself could not be reproduced"))
        #expect(text.contains("| Reproduction | none | none |"))
        #expect(text.contains("the fix is not proven by a reproduction"))
        #expect(!text.contains("passes with it"))
    }

    @Test func `a failed proof is not dressed up`() async throws {
        let proposal = try Closing.proposal()
        let text = try await report([
            .correlated(Closing.correlation()), .diagnosed(try Closing.diagnosis()), .patchProposed(proposal),
            .approved(proposal.digest), .verified(Closing.verification(of: proposal, .failed(["test_total failed."]))),
            .critiqued(Critique(whatFailed: "x", why: "y", nextAttemptMust: "keep totals")),
            .escalated(Escalation(cause: .attemptsUsedUp, summary: "Three patches failed.", tried: [])),
        ])
        #expect(text.contains("**Failed.**") && text.contains("- test_total failed.") && !text.contains("**Passed.**"))
        #expect(text.contains("handed over to people: Three patches failed."))
        #expect(!text.contains("Review, merge"))
    }

    @Test func `an outage elsewhere points to its runbook`() async throws {
        let runbook = Passage(
            id: "outage", kind: .runbook, title: "When it is down", excerpt: "", resolution: nil, score: 1)
        let text = try await report([
            .correlated(Closing.correlation("ConnectionError", "refused")),
            .diagnosed(try Closing.diagnosis(nil, runbook: runbook)),
        ])
        #expect(text.contains("Runbook: When it is down (`outage`)") && text.contains("not in the repository"))
        #expect(text.contains("No patch was proposed."))
    }

    @Test func `an incident with nothing but its opening has a report`() async throws {
        let text = try await report([])
        #expect(sections(text) == ["Summary", "Timeline (UTC)", "Detection"])
    }

    @Test(arguments: [
        "<!channel> <@U1> <img src=x onerror=alert(1)>", "@here @octocat closes #1", "[click](http://evil.example)",
        "![x](https://evil.example/x.png) www.evil.example", "```\n# Owned\n```", "~~~~~~\n</details>",
        "`````````` ` ``",
        "# Heading\n\n- [x] done\n| a | b |\n|---|---|", "&lt;script&gt; &#60;b&#62;", "1. list", "--- \n===",
        "\u{202E}drawkcab\u{0}",
        "a|b|c\\|d", "$x^2$ *bold* _em_ ~~gone~~", String(repeating: "`", count: 5_000),
        String(repeating: "a\u{301}", count: 90_000),
    ])
    func `no text of the evidence can break the Markdown`(hostile: String) async throws {
        let place = CodeLocation(file: hostile, line: 1, function: hostile, language: .python, code: hostile)
        let passage = Passage(
            id: hostile, kind: .incident, title: hostile, excerpt: hostile, resolution: hostile, score: 1)
        let proposal = try Closing.proposal(diff: hostile, explanation: hostile)
        let run = Closing.run(passed: [hostile], failed: [hostile], skipped: [hostile], code: nil)
        let text = try await report(
            [
                .evidenceCollected([FetchedAttachment(name: hostile, outcome: .refused(reason: hostile))]),
                .correlated(
                    Closing.correlation(
                        hostile, hostile, customers: [Closing.customer(hostile, hostile)], title: hostile)),
                .precedentsFound([passage]), .severityClassified(Closing.classification(.p1, hostile)),
                .diagnosed(
                    try Closing.diagnosis(
                        place, citations: [.log(hostile), .source(place), .knowledge(passage)], runbook: passage,
                        summary: hostile)),
                .notReproduced(FailedReproduction(reason: hostile, tried: 1, seconds: .infinity)),
                .patchProposed(proposal), .rejected(proposal.digest, feedback: hostile),
                .verified(Closing.verification(of: proposal, .failed([hostile]), suiteBefore: run)),
                .critiqued(Critique(whatFailed: hostile, why: hostile, nextAttemptMust: hostile)),
                .escalated(Escalation(cause: .noPatch, summary: hostile, tried: [])),
                .cancelled(reason: hostile),
            ],
            intake: Intake(title: hostile, logs: hostile, complaints: [Complaint(message: hostile)], source: .webhook))

        let prose = outsideCode(text).replacing("\\]", with: "").replacing("\\[", with: "")
        #expect(sections(text).contains("Follow-ups") && !prose.contains("# Owned") && !prose.contains("\n# Heading"))
        for broken in ["<", "](", "://", "www.", "@here", "@octocat", " #1", "| a |", "\u{202E}", "\u{0}", "[x]"] {
            #expect(!prose.contains(broken), "\(broken) in \(prose.prefix(3_000))")
        }
        #expect(prose.components(separatedBy: "\n## ").count == sections(text).count + 1)
        #expect(text.count < 150_000)
    }

    /// Second level headings outside fences.
    private func sections(_ text: String) -> [String] {
        outsideCode(text).split(separator: "\n").filter { $0.hasPrefix("## ") }.map { String($0.dropFirst(3)) }
    }

    /// The text without fenced blocks and code spans, read as CommonMark reads them.
    private func outsideCode(_ text: String) -> String {
        var (kept, fence): ([Substring], Int) = ([], 0)
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let ticks = line.prefix { $0 == "`" }.count
            if fence > 0 {
                if ticks >= fence, line.allSatisfy({ $0 == "`" }) { fence = 0 }
            } else if ticks >= 3, !line.dropFirst(ticks).contains("`") {
                fence = ticks
            } else {
                kept.append(line)
            }
        }
        #expect(fence == 0, "a fence is not closed")
        return kept.map(withoutSpans).joined(separator: "\n")
    }

    private func withoutSpans(_ line: Substring) -> String {
        var (result, rest) = ("", line)
        while let open = rest.firstIndex(of: "`") {
            if open > rest.startIndex, rest[rest.index(before: open)] == "\\" {
                result += rest[...open]
                rest = rest[rest.index(after: open)...]
                continue
            }
            result += rest[..<open]
            let run = rest[open...].prefix { $0 == "`" }
            var ahead = rest[run.endIndex...]
            var close: Substring.Index?
            while close == nil, let next = ahead.firstIndex(of: "`") {
                let other = ahead[next...].prefix { $0 == "`" }
                if other.count == run.count { close = other.endIndex }
                ahead = ahead[other.endIndex...]
            }
            rest = rest[(close ?? run.endIndex)...]
        }
        return result + rest
    }
}
