import Domain
import TestSupport
import Testing
import Workflows

@testable import SlackInterface

/// What stands before the buttons: who wrote the patch, what becomes of the request, and how much the bot saw.
extension IncidentCardTests {
    private func card(_ proposal: Proposal, _ more: [Fact] = []) throws -> String {
        try words(Samples.until(proposal, base) + more)
    }

    @Test func `a proven repair says so, with its writer and what says that it is right`() throws {
        let text = try card(
            Samples.judged(
                base, support: "`charge` documents that a declined card raises.", mode: .model("openai/gpt-oss-120b"),
                touching: .ran(kept: 12, of: 12, broken: [])))
        #expect(text.contains("Fixed: the logged request no longer fails."))
        #expect(text.contains("What says that this is right: charge documents that a declined card raises."))
        #expect(text.contains("Written by the model openai/gpt-oss-120b."))
        #expect(text.contains("Proven. The reproduction fails without it and passes with it."))
        #expect(text.contains("65 of 65 repository tests as before, 12 of them use the changed code."))
        #expect(!text.contains("Against it") && !text.contains("Look twice") && !text.contains("still running"))
    }

    @Test func `a result that nothing in the code asks for is left to the person`() throws {
        let text = try card(Samples.judged(base))
        #expect(text.contains("Nothing in the code says that its result is right; you decide."))
        #expect(text.contains("Written by the rules."))
    }

    @Test func `contained is said of a request that still fails, never fixed`() throws {
        let text = try card(Samples.judged(base, outcome: .contained))
        #expect(text.contains("Contained: the logged request still fails, on purpose and in words."))
        #expect(!text.contains("Fixed"))
    }

    @Test func `what was not seen is a purpose`() throws {
        let fixed = try card(
            Samples.judged(base, reproduction: .notAvailable("`flask` is missing in the sandbox.")))
        #expect(fixed.contains("Meant as a fix: the bot has not seen the logged request work with it."))
        #expect(
            fixed.contains(
                "Tested, not proven. The bot could not reproduce the error: flask is missing in the sandbox."))
        let contained = try card(
            Samples.judged(
                base, outcome: .contained, reproduction: .inconclusive("With the patch `f()` exits with 1.")))
        #expect(contained.contains("Meant to contain: "))
        #expect(contained.contains("The reproduction says nothing either way: With the patch f() exits with 1."))
    }

    @Test func `a patch that leaves the reproduction failing is shown with how`() throws {
        let text = try card(
            Samples.judged(
                base, mode: .model("m"), reproduction: .stillFails("With the patch `f()` still raises KeyError."),
                suite: .ran(
                    kept: 61, of: 65,
                    broken: (1...4).map { "`test_\($0)` passed on the base commit and fails with the patch." })
            ))
        #expect(
            text.contains(
                "Something speaks against it. The reproduction still fails. 61 of 65 repository tests as before."))
        #expect(text.contains("Against it: With the patch f() still raises KeyError."))
        #expect(text.contains("test_2 passed on the base") && !text.contains("test_3 passed"))
        #expect(text.contains("and 2 more"))
        #expect(!text.contains("Proven") && !text.contains("Tested,"))
    }

    @Test func `a doubt keeps a patch from being called proven`() throws {
        let text = try card(Samples.judged(base, warnings: ["It catches every error in `total`."]))
        #expect(text.contains("Tested, not proven."))
        #expect(text.contains("Look twice: It catches every error in total."))
    }

    @Test func `one test is one test`() throws {
        let text = try card(
            Samples.judged(
                base, touching: .ran(kept: 1, of: 1, broken: []), suite: .ran(kept: 1, of: 1, broken: [])))
        #expect(text.contains("1 of 1 repository test as before, 1 of them uses the changed code."))
    }

    @Test func `tests that can't be run are not counted for the patch`() throws {
        let text = try card(
            Samples.judged(
                base, reproduction: .notAvailable("No input raised it."), suite: .notRun("`numpy` is missing: add it."))
        )
        #expect(text.contains("Untested. The bot could not reproduce the error"))
        #expect(text.contains("The repository's tests say nothing: numpy is missing: add it."))
    }

    @Test func `while tests run the patch may be approved, and the card says what follows`() throws {
        let patch = Samples.judged(base, suite: .running)
        let text = try card(patch)
        #expect(text.contains("Tests are still running."))
        #expect(text.contains("No test of the repository has ended yet."))
        #expect(text.contains("You may approve before the tests have ended: the bot runs them to the end before"))
        let first = Assessment(
            digest: patch.digest, reproduction: .passes, touching: .ran(kept: 12, of: 12, broken: []), suite: .running)
        let later = try card(patch, [.assessed(first)])
        #expect(later.contains("12 of 12 tests that use the changed code as before; the others still run."))
        let whole = Assessment(
            digest: patch.digest, reproduction: .passes, touching: .ran(kept: 12, of: 12, broken: []),
            suite: .ran(kept: 65, of: 65, broken: []))
        let ended = try card(patch, [.assessed(first), .assessed(whole)])
        #expect(ended.contains("Proven.") && !ended.contains("still run") && !ended.contains("You may approve"))
    }

    @Test func `a required proof that is lacking is said before anybody clicks`() throws {
        let policy = ApprovalPolicy(requiredProofOtherwise: .proven)
        func who(_ proposal: Proposal) throws -> String {
            let incident = try #require(Incident.made(of: Samples.until(proposal, base), from: Samples.intake))
            return JSONValue.object(
                try #require(
                    IncidentMessages.desired(for: incident, links: links, policy: policy).first.flatMap {
                        if case .message(let body) = $0.content { body.json } else { nil }
                    })
            ).encoded
        }
        let tested = try who(Samples.judged(base, warnings: ["It is odd."]))
        #expect(tested.contains("REQUIRE_PROOF asks for a patch that is *proven* before it may be approved."))
        #expect(tested.contains("This one is tested, not proven. Request changes"))
        let running = try who(Samples.judged(base, suite: .running))
        #expect(running.contains("the tests of this one are still running") && !running.contains("You may approve"))
        #expect(!(try who(Samples.judged(base)).contains("REQUIRE_PROOF")))
        #expect(!(try who(Samples.failingTest(base)).contains("REQUIRE_PROOF")))
    }

    @Test func `a failing test is offered as what it is`() throws {
        let facts = Samples.until(Samples.failingTest(base), base)
        let text = try words(facts)
        #expect(text.contains("Failing test only: no repair. The pull request holds the test that shows the bug."))
        #expect(text.contains("What was tried:") && text.contains("test_total"))
        #expect(text.contains("The bot has no repair, only the test that shows the bug."))
        #expect(!text.contains("Proven") && !text.contains("Tested, not"))
        let button = try #require(try buttons(facts).first)
        #expect(button["action_id"] == "approve_patch")
        #expect(button["text"]?["text"] == "Open a pull request with the failing test")
        #expect(button["confirm"]?["text"]?["text"]?.string?.contains("its CI is meant to fail") == true)
    }

    @Test(arguments: PatchOutcome.allCases.filter { $0 != .failingTest })
    func `the question behind Approve names outcome and level, whole`(outcome: PatchOutcome) throws {
        let facts = Samples.until(Samples.judged(base, outcome: outcome, warnings: ["Odd."]), base)
        let question = try #require(try buttons(facts).first?["confirm"]?["text"]?["text"]?.string)
        #expect(question.contains(outcome == .fixed ? "Fixed: " : "Contained: "))
        #expect(question.contains("Tested, not proven. File: payment_service.py. 3 lines added, 1 removed."))
        #expect(question.hasSuffix("before the pull request."))
    }

    @Test func `a proof's level stands where the proof stands`() throws {
        let patch = Samples.judged(base, outcome: .contained)
        let facts =
            Samples.until(patch, base) + [
                .approved(patch.digest), .verified(Samples.proof(patch, .tested, remarks: ["`total` catches all."])),
            ]
        let text = try words(facts)
        #expect(text.contains("Proof: tested, not proven. Fails on the base, passes on the patch"))
        #expect(text.contains("Know before you rely on it: total catches all."))
        let thread = try words(facts, in: "proof-1")
        #expect(thread.contains("☑️ Proof: the patch is tested, not proven") && thread.contains("total catches all."))
    }

    @Test func `an incident that ends contained is never called resolved or fixed`() throws {
        let patch = Samples.judged(base, outcome: .contained)
        let text = try words(
            Samples.until(patch, base) + [
                .approved(patch.digest), .verified(Samples.proof(patch, .proven)), .repliesDrafted([]),
                .postmortemWritten(Samples.postmortem), .pullRequestOpened(Samples.pullRequest(base)), .resolved,
            ])
        #expect(text.contains("🛡️ Contained, "))
        #expect(text.contains("with it they still fail, on purpose and in words"))
        #expect(!text.contains("Resolved") && !text.contains("Fixed") && !text.contains("no longer fails"))
    }
}
