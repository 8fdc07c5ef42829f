@testable import Agents
import Domain
import TestSupport
import Testing

/// Closing texts by what came of the incident: nothing is called fixed or proven that isn't.
@Suite struct OutcomeClosingTests {
    private let customers = [Closing.customer("Ann Lee", "our upload crashes"), Closing.customer("Bob Ray", nil)]

    private func facts(
        _ outcome: PatchOutcome, _ level: ProofLevel? = .proven, remarks: [String] = [], reproduced: Bool = true,
        support: String? = nil, mode: ReasoningMode = .ruleBased
    ) throws -> [Fact] {
        let plain = try Closing.proposal()
        let proposal = Proposal(
            attempt: 1, patch: plain.patch, base: plain.base, diff: plain.diff, plan: plain.plan,
            explanation: plain.explanation, mode: mode, outcome: outcome, support: support)
        let seen = reproduced && outcome != .failingTest
        let proof = Verification(
            digest: proposal.digest, verdict: .passed,
            reproductionBefore: reproduced ? Closing.run(failed: ["r"], code: 1) : nil,
            reproductionAfter: seen ? Closing.run(passed: ["r"]) : nil, suiteBefore: Closing.run(passed: ["t1", "t2"]),
            suiteAfter: Closing.run(passed: ["t1", "t2"]), level: level, remarks: remarks, sandbox: "bubblewrap",
            seconds: 3)
        return [
            .correlated(Closing.correlation(customers: customers)), .severityClassified(Closing.classification(.p1)),
            .diagnosed(try Closing.diagnosis()), .patchProposed(proposal), .approved(proposal.digest), .verified(proof),
        ]
    }

    private func incident(_ facts: [Fact]) throws -> Incident { try #require(Incident.made(of: facts)) }

    private func report(_ facts: [Fact]) async throws -> String {
        try await IncidentReportAgent().run(on: incident(facts)).markdown
    }

    @Test(arguments: [true, false])
    func `a customer whose request is contained is never told that it works`(isSeen: Bool) async throws {
        let replies = try await CustomerResponseAgent().run(on: incident(facts(.contained, reproduced: isSeen)))
        #expect(replies.count == 2)
        for text in replies.map(\.text) {
            #expect(
                text.contains(isSeen ? "is refused with a clear message" : "should be refused with a clear message"))
            #expect(text.contains("It does not yet make what you tried work."))
            #expect(text.contains("as soon as there is news") && !text.contains("as soon as it is live"))
            for claim in ["correction", "works again", "fixed", "resolved"] {
                #expect(!text.contains(claim), "\(claim)")
            }
            #expect(text.count <= CustomerResponseAgent.maximumCharacters)
        }
    }

    @Test func `an untested correction isn't called tested, and a failing test is none`() async throws {
        for text in try await CustomerResponseAgent().run(on: incident(facts(.fixed, .untested))).map(\.text) {
            #expect(text.contains("A correction has been prepared.") && !text.contains("tested"))
        }
        for text in try await CustomerResponseAgent().run(on: incident(facts(.failingTest, nil))).map(\.text) {
            #expect(text.contains("are preparing a correction") && !text.contains("rolled out"))
        }
    }

    @Test func `a model's reply that says too much of a contained request isn't used`() throws {
        let good = "Dear Customer-1, such an upload is now refused with a clear message. We will write again."
        let bad = "Dear Customer-1, your upload works again, thank you for your patience with all of us."
        let contained = ReplyCheck(try incident(facts(.contained)))
        #expect(contained.mayBeSent(good, to: 0) && !contained.mayBeSent(bad, to: 0))
    }

    @Test func `the postmortem of a contained incident leaves the repair to do`() async throws {
        let text = try await report(
            try facts(.contained, .tested, remarks: ["`total` catches <b>all</b>."]) + [.resolved])
        for words in [
            "## Containment",
            "Outcome: **contained**; with it the logged request still fails, on purpose and in words.",
            "The request is contained, not fixed", "Level: **tested, not proven**.", "To know before relying on it:",
            "- 'total' catches &lt;b&gt;all&lt;/b&gt;.", "written by the rules", "- [ ] Make the request work",
            "write again once such requests work", "closed the incident as contained",
        ] { #expect(text.contains(words), "\(words)") }
        #expect(!text.contains("## Fix") && !text.contains("as resolved") && !text.contains("correction is live"))
    }

    @Test func `the postmortem of a failing test tells whose the repair is`() async throws {
        let text = try await report(
            try facts(.failingTest, nil) + [.escalated(.init(cause: .failingTest, summary: "Yours.", tried: []))])
        for words in [
            "## Failing test", "No repair was found. The pull request holds the test that shows the bug",
            "**The test fails on the base commit in every run**", "offered by the rules",
        ] { #expect(text.contains(words), "\(words)") }
        #expect(!text.contains("passes on the patch") && !text.contains("passed its tests"))
    }

    @Test func `the postmortem of a proven repair names writer, support and level`() async throws {
        let text = try await report(
            try facts(.fixed, support: "The docstring says so.", mode: .model("openai/x")))
        for words in [
            "## Fix", "Outcome: **fixed**; with it the logged request no longer fails.",
            "What says that this is right: The docstring says so.", "Level: **proven**.",
            "written by the model `openai/x`",
        ] { #expect(text.contains(words), "\(words)") }
        let unseen = try await report(try facts(.fixed, .untested, reproduced: false))
        #expect(unseen.contains("the bot has not seen that") && unseen.contains("**Nothing could be tested.**"))
        #expect(unseen.contains("Nothing about the approved patch could be tested"))
    }

    @Test func `answers in the thread say what the patch is and what was seen`() throws {
        let contained = try incident(facts(.contained, .tested, remarks: ["It is odd."]) + [.resolved])
        let answers = PatchAnswers(incident: contained)
        #expect(
            answers.diff.paragraphs.joined().contains(
                "It was written by the rules. Outcome: with it the logged request"))
        #expect(answers.diff.paragraphs.joined().contains("It is tested, not proven."))
        #expect(
            answers.tests.title == "The patch is tested, not proven" && answers.tests.paragraphs.contains("It is odd."))
        #expect(StatusAnswer(incident: contained).draft.title.hasSuffix("contained"))
        #expect(TimelineAnswer(incident: contained).draft.code?.contains("contained: such requests still fail") == true)
        let waiting = try waiting(suite: .ran(kept: 61, of: 65, broken: ["`t` fails."]))
        let seen = PatchAnswers(incident: waiting).tests.paragraphs
        #expect(seen.contains("61 of 65 repository tests end as before.") && seen.contains("Against it: `t` fails."))
        let running = try self.waiting(suite: .running)
        #expect(PatchAnswers(incident: running).tests.title == "The tests are still running")
        #expect(StatusAnswer(incident: running).draft.paragraphs.joined().contains("Its tests are still running."))
    }

    private func waiting(suite: Assessment.Tests) throws -> Incident {
        let plain = try Closing.proposal()
        let proposal = Proposal(
            attempt: 1, patch: plain.patch, base: plain.base, diff: plain.diff, plan: plain.plan, explanation: "x",
            mode: .model("m"), outcome: .fixed,
            assessment: Assessment(digest: plain.digest, reproduction: .passes, suite: suite))
        return try incident([
            .correlated(Closing.correlation()), .severityClassified(Closing.classification(.p1)),
            .diagnosed(try Closing.diagnosis()), .patchProposed(proposal),
        ])
    }
}
