import Domain
import Foundation
import TestSupport
import Testing

@testable import SlackInterface

/// What the thread says of a patch beyond the card.
extension IncidentCardTests {
    @Test func `the rules' patch stands beside a model's, with its level and diff`() throws {
        let other = AlternativePatch(
            diff: Samples.diff.replacing("PaymentDeclined", with: "CardRefused"),
            explanation: "It refuses <!here> earlier.",
            outcome: .contained, level: .proven)
        let text = try words(
            Samples.until(Samples.judged(base, mode: .model("m"), alternative: other), base), in: "patch-1-rules")
        #expect(text.contains("The rules' patch, for comparison"))
        #expect(text.contains("Contains it: the logged request still fails, on purpose and in words. Proven."))
        #expect(text.contains("raise CardRefused(order)") && text.contains("It refuses <!here> earlier."))
    }

    @Test func `an alternative too long for a message is a file beside it`() throws {
        let long = Samples.diff + String(repeating: "+a line\n", count: 400)
        let other = AlternativePatch(diff: long, explanation: "…", outcome: .fixed, level: nil)
        let sent = try messages(Samples.until(Samples.judged(base, mode: .model("m"), alternative: other), base))
        guard case .file(let file) = sent.first(where: { $0.key == "patch-1-rules-diff" })?.content else {
            throw CancellationError()
        }
        #expect(file.text == long && file.name == "incident-1-patch-1-rules.diff")
    }

    @Test func `what was asked for is shown back, each with what came of it`() throws {
        let asked = [
            Requirement(text: "log the order", answer: .met, note: "`log.warning` names it."),
            Requirement(text: "keep the <!channel> total", answer: .notMet, note: "no line holds it"),
            Requirement(text: "make it nicer", answer: .notUnderstood, note: ""),
        ]
        let rules = Samples.until(Samples.judged(base, attempt: 2, requirements: asked), base)
        let thread = try words(rules, in: "patch-2")
        #expect(thread.contains("✅ Met: “log the order”. log.warning names it."))
        #expect(thread.contains("❌ Not met: “keep the <!channel> total”. no line holds it"))
        #expect(thread.contains("❔ I don't understand this: “make it nicer”"))
        #expect(
            try words(rules).contains("What was asked for: 1 met, 1 not met, 1 not understood. The thread has each."))
        let open = Requirement(text: "make it nicer", answer: .notChecked, note: "")
        let model = Samples.judged(base, attempt: 2, mode: .model("m"), requirements: [open])
        let other = try words(Samples.until(model, base), in: "patch-2")
        #expect(other.contains("I can't tell whether the patch meets this: “make it nicer”"))
    }

    @Test func `a patch that is kept is on the table again, with what no patch does`() throws {
        let patch = Samples.judged(base)
        let kept = PatchKept(
            digest: patch.digest,
            requirements: [.init(text: "return zero", answer: .notMet, note: "three tests want an error")],
            tried: ["guard (fixed): `test_total` fails with it"])
        let facts =
            Samples.until(patch, base) + [
                .changesRequested(patch.digest, feedback: "return zero"), .patchKept(kept),
            ]
        let thread = try words(facts, in: "kept-1")
        #expect(thread.contains("The patch stays on the table") && thread.contains("can be decided once more"))
        #expect(thread.contains("❌ Not met: “return zero”. three tests want an error"))
        #expect(thread.contains("guard (fixed): test_total fails with it"))
        let card = try words(facts)
        #expect(card.contains("Stays on the table: no patch does “return zero”."))
        #expect(try buttons(facts).first?["action_id"] == "approve_patch")
    }

    @Test func `tests that end as hoped change the card alone, and others are told`() throws {
        let patch = Samples.judged(base, mode: .model("m"), suite: .running)
        func ended(_ broken: [String], _ warnings: [String] = []) -> [Fact] {
            let whole = Assessment(
                digest: patch.digest, reproduction: .passes, suite: .ran(kept: 64, of: 65, broken: broken),
                warnings: warnings)
            return Samples.until(patch, base) + [.assessed(whole)]
        }
        #expect(!(try messages(ended([])).contains { $0.key.hasPrefix("assessed") }))
        let told = try words(ended(["`test_a` fails with the patch."]), in: "assessed-1")
        #expect(told.contains("⚠️ The tests have ended, and something speaks against the patch"))
        #expect(told.contains("Against it: test_a fails with the patch."))
        #expect(told.contains("The patch stays on the card; you decide what that means."))
        #expect(try words(ended([], ["It is odd."]), in: "assessed-1").contains("Look twice: It is odd."))
    }

    @Test func `a guess of the rules that fails its tests makes room for another`() throws {
        let patch = Samples.judged(base, suite: .running)
        let whole = Assessment(
            digest: patch.digest, reproduction: .passes, suite: .ran(kept: 64, of: 65, broken: ["`test_a` fails."]))
        let told = try words(Samples.until(patch, base) + [.assessed(whole)], in: "assessed-1")
        #expect(told.contains("The bot looks for another patch."))
    }

    @Test func `without a patch nobody is told how to read one`() throws {
        let failure = Fact.notReproduced(FailedReproduction(reason: "`flask` is missing.", tried: 0, seconds: 1))
        let alone: [Fact] = [.correlated(Samples.correlation()), .diagnosed(Samples.diagnosis(base)), failure]
        let before = try words(alone, in: "reproduction")
        #expect(before.contains("The bot could not reproduce the error") && !before.contains("Read the patch"))
        let after = try words(alone + [.patchProposed(Samples.judged(base))], in: "reproduction")
        #expect(after.contains("Read the patch with that in mind"))
    }

    @Test func `a failing test's proof is that it fails`() throws {
        let test = Samples.failingTest(base)
        let facts =
            Samples.until(test, base) + [
                .approved(test.digest), .verified(Samples.proof(test, nil, reproduced: false)),
                .pullRequestOpened(Samples.pullRequest(base)),
                .escalated(Escalation(cause: .failingTest, summary: "Make it pass.", tried: [])),
            ]
        let proof = try words(facts, in: "proof-1")
        #expect(proof.contains("✅ Proof: the test fails, as it has to") && !proof.contains("ot reproduced"))
        let card = try words(facts)
        #expect(card.contains("Handed over with a failing test: Make it pass."))
        #expect(card.contains("Make the failing test in the pull request pass; the repair is yours."))
    }

    @Test func `a merged containment leaves the repair to do`() throws {
        let patch = Samples.judged(base, outcome: .contained)
        let end = PullRequestEnd(at: .distantFuture, commit: nil, by: "mia")
        let text = try words(
            Samples.until(patch, base) + [.pullRequestOpened(Samples.pullRequest(base)), .pullRequestMerged(end)],
            in: "pull-request-merged")
        #expect(text.contains("Such requests still fail, on purpose and in words; making them work is left to do."))
    }

    @Test func `contained is counted, listed and announced apart from resolved`() throws {
        let patch = Samples.judged(base, outcome: .contained)
        let incident = try #require(
            Incident.made(
                of: Samples.until(patch, base) + [
                    .approved(patch.digest), .verified(Samples.proof(patch, .proven)),
                    .pullRequestOpened(Samples.pullRequest(base)), .resolved,
                ], from: Samples.intake))
        let notes = Notification.desired(for: incident, links: links)
        #expect(notes.last?.key == "note-contained")
        #expect(notes.last?.words.text.contains("Such requests still fail, on purpose and in words.") == true)
        #expect(IncidentFilter(["contained"]).directoryFilter.statuses == [.contained])
        #expect(IncidentFilter(["resolved"]).directoryFilter.statuses == [.resolved])
        #expect(IncidentRequest("list contained") == .list(IncidentFilter(["contained"])))
        let view = StatisticsView(of: [IncidentFigures(IncidentSummary(incident))])
        let text = "\(view.text)"
        #expect(text.contains("None is resolved yet."))
        #expect(text.contains("Contained"))
    }
}
