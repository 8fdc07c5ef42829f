import Domain
import Foundation
import TestSupport
import Testing

@testable import Workflows

/// The words of pull requests, hand-overs and lessons: never more than the outcome and the proof allow.
@Suite struct OutcomeTextTests {
    private let run = TestRun(passed: ["t"], failed: [], skipped: [], exitCode: 0, output: "", seconds: 1)
    private let failing = TestRun(passed: [], failed: ["r"], skipped: [], exitCode: 1, output: "", seconds: 1)

    private func proposal(
        _ outcome: PatchOutcome, support: String? = nil, mode: ReasoningMode = .ruleBased
    ) -> Proposal {
        let plain = Example.proposal()
        return Proposal(
            attempt: 1, patch: plain.patch, base: plain.base, diff: plain.diff, plan: plain.plan,
            explanation: plain.explanation, mode: mode, outcome: outcome, support: support)
    }

    private func proof(
        _ proposal: Proposal, _ level: ProofLevel?, remarks: [String] = [], reproduced: Bool = true
    ) -> Verification {
        Verification(
            digest: proposal.digest, verdict: .passed, reproductionBefore: reproduced ? failing : nil,
            reproductionAfter: reproduced ? run : nil, suiteBefore: proposal.isFailingTest ? failing : run,
            suiteAfter: run,
            reruns: 1, level: level, remarks: remarks, sandbox: "none", seconds: 1)
    }

    private func incident(_ proposal: Proposal, _ proof: Verification) throws -> Incident {
        try #require(
            Incident.made(of: [
                .correlated(Example.correlation), .severityClassified(Example.classification), .precedentsFound([]),
                .diagnosed(Example.diagnosis()), .reproduced(Example.reproduction), .patchProposed(proposal),
                .approved(proposal.digest), .verified(proof),
            ]))
    }

    private func text(_ proposal: Proposal, _ proof: Verification) throws -> PullRequestText {
        let incident = try incident(proposal, proof)
        return PullRequestText(incident: incident, proposal: proposal, approval: try #require(incident.decision))
    }

    @Test func `a proven repair says who wrote it, what supports it, and that it is proven`() throws {
        let patch = proposal(.fixed, support: "The docstring of `f` says so.", mode: .model("openai/x"))
        let text = try text(patch, proof(patch, .proven))
        #expect(text.title == "Fix KeyError in f (a.py:3) (incident 1)")
        for words in [
            "**Fixed**: with it the logged request no longer fails.",
            "What says that this is right: The docstring of `f` says so.",
            "Written by the model `openai/x`.", "**Proven.**", "1 rerun.",
        ] { #expect(text.body.contains(words), "\(words)") }
    }

    @Test func `a containment is no fix, in title and body`() throws {
        let patch = proposal(.contained)
        let text = try text(patch, proof(patch, .tested, remarks: ["It catches <b>all</b> of #12 @x."]))
        #expect(text.title.hasPrefix("Contain KeyError in f"))
        for words in [
            "**Contained, not fixed**: with it the logged request still fails, on purpose and in words.",
            "Written by the rules.", "**Tested, not proven.**", "To know before merging:",
            "- It catches &lt;b>all&lt;/b> of #\u{2060}12 @\u{2060}x.",
        ] { #expect(text.body.contains(words), "\(words)") }
        #expect(!text.body.contains("**Fixed**") && !text.body.contains("**Proven"))
    }

    @Test func `what no run has shown is called meant`() throws {
        let patch = proposal(.fixed)
        let text = try text(patch, proof(patch, .untested, remarks: ["`flask` is missing."], reproduced: false))
        let meant = "**Meant as a fix**: it is meant to make the logged request work; the bot has not seen that."
        #expect(text.body.contains(meant))
        #expect(text.body.contains("**Untested**: no test could run.") && text.body.contains("- `flask` is missing."))
    }

    @Test func `a failing test says that CI is meant to fail`() throws {
        let test = proposal(.failingTest)
        let text = try text(test, proof(test, nil, reproduced: false))
        #expect(text.title.hasPrefix("Failing test for KeyError in f"))
        for words in [
            "**Failing test only**", "CI is meant to fail until a person makes the test pass",
            "The test fails on the base commit in every run: 0 passed, 1 failed.",
        ] { #expect(text.body.contains(words), "\(words)") }
        #expect(!text.body.contains("ot reproduced") && !text.body.contains("with this change"))
    }

    @Test func `a lesson of a contained incident says first that it still fails`() throws {
        let contained = KnowledgeDocument(
            concluded: try incident(proposal(.contained), proof(proposal(.contained), .proven)))
        #expect(
            contained.body.contains(
                "## Resolution\n\nContained only: such requests still fail, on purpose and in words."))
        let fixed = KnowledgeDocument(concluded: try incident(proposal(.fixed), proof(proposal(.fixed), .proven)))
        #expect(fixed.body.contains("## Resolution\n\nTakes None where x is missing."))
    }

    @Test func `who takes over is told what the bot could not do, in plain words`() throws {
        func escalation(_ fact: Fact) throws -> Escalation {
            .noPatch(
                try #require(
                    Incident.made(of: [.correlated(Example.correlation), .diagnosed(Example.diagnosis()), fact])),
                tried: ["guard: `t` fails"])
        }
        let missing = try escalation(.notReproduced(.init(reason: "`flask` is\nmissing", tried: 1, seconds: 1)))
        #expect(
            missing.summary
                == "The bot could not reproduce it: `flask` is missing. It has no patch to show. "
                + "Please take over from the diagnosis.")
        #expect(missing.tried.first == "Reproduction: `flask` is\nmissing (1 input tried)")
        #expect(missing.tried.last == "guard: `t` fails")
        let found = try escalation(.reproduced(Example.reproduction))
        #expect(found.summary == "The bot found no patch that it could show. Please take over from the diagnosis.")
    }
}
