import Domain
import Foundation
import Testing
import Workflows

/// What people may decide on, and how far the bot goes by itself, at each level of proof.
@Suite struct ProofLevelTests {
    private static let kept = Assessment.Tests.ran(kept: 2, of: 2, broken: [])
    private static let broken = Assessment.Tests.ran(kept: 1, of: 2, broken: ["`t` fails with the patch."])

    private func proposal(
        attempt: Int = 1, fixed: String = "return d.get('x')", outcome: PatchOutcome = .fixed,
        mode: ReasoningMode = .ruleBased, _ suite: Assessment.Tests? = kept
    ) -> Proposal {
        let plain = Example.proposal(attempt: attempt, fixed: fixed)
        return Proposal(
            attempt: attempt, patch: plain.patch, base: plain.base, diff: plain.diff, plan: plain.plan,
            explanation: "", mode: mode, outcome: outcome,
            assessment: suite.map { Assessment(digest: plain.digest, reproduction: .passes, suite: $0) })
    }

    private func workflow(_ history: History, policy: ApprovalPolicy = ApprovalPolicy()) throws -> IncidentWorkflow {
        IncidentWorkflow(incident: try history.workflow().incident, maximumAttempts: 3, policy: policy)
    }

    @Test func `tests that still run are finished while the patch waits, and approving doesn't wait for them`() throws {
        var history = Example.proposed(proposal(.running))
        let digest = try #require(history.workflow().incident.proposal?.digest)
        #expect(try workflow(history).nextActions == [.assess])
        try workflow(history).check(.approved(digest), by: .person(id: "U1"))
        let seen = Assessment(digest: digest, reproduction: .passes, suite: Self.kept)
        try workflow(history).check(.assessed(seen), by: .agent(.execution))
        history.add(.assessed(seen))
        #expect(try workflow(history).nextActions == [])
        #expect(try workflow(history).incident.proofLevel == .proven)
    }

    @Test func `a guess of the rules that breaks a test makes room, a model's patch stays for people to judge`() throws
    {
        #expect(try workflow(Example.proposed(proposal(Self.broken))).nextActions == [.propose])
        let model = Example.proposed(proposal(mode: .model("m"), Self.broken))
        #expect(try workflow(model).nextActions == [])
        #expect(try workflow(model).incident.isAwaitingDecision)
        #expect(try workflow(model).incident.proofLevel == nil)
    }

    @Test func `a team that requires a level refuses approvals below it, and nothing else`() throws {
        let policy = ApprovalPolicy(requiredProof: [.p1: .proven], requiredProofOtherwise: .tested)
        let tested = Assessment.Tests.notRun("No module named 'x'")
        let history = Example.proposed(proposal(tested))
        let digest = try #require(history.workflow().incident.proposal?.digest)
        let person = Actor.person(id: "U1")
        #expect(
            throws: Rejection.notPermitted(DecisionRefusal(decision: .approve, reason: .lacksProof, digest: digest))
        ) {
            try workflow(history, policy: policy).check(.approved(digest), by: person)
        }
        try workflow(history, policy: policy).check(.rejected(digest, feedback: ""), by: person)
        try workflow(history).check(.approved(digest), by: person)
        try workflow(Example.proposed(proposal()), policy: policy).check(.approved(digest), by: person)
    }

    @Test func `a proof that shows less than is required says why the work goes on`() throws {
        let policy = ApprovalPolicy(requiredProof: [.p1: .proven])
        let patch = proposal()
        let proof = Example.verification(of: patch, passed: true, level: .tested)
        let history = Example.proposed(patch)
        guard case .verified(let written) = try workflow(history, policy: policy).remarked(.verified(proof)) else {
            return #expect(Bool(false), "the proof is written down")
        }
        #expect(written.remarks?.last?.contains("asks for a patch that is proven, and this proof shows tested") == true)
        #expect(try workflow(history).remarked(.verified(proof)) == .verified(proof))
        let whole = Fact.verified(Example.verification(of: patch, passed: true, level: .proven))
        #expect(try workflow(history, policy: policy).remarked(whole) == whole)
    }

    @Test func `lowering the severity doesn't lower what is required`() throws {
        let policy = ApprovalPolicy(requiredProof: [.p1: .proven])
        var history = Example.proposed(proposal(.notRun("")))
        history.add(
            .severityClassified(Classification(severity: .p2, reason: "", signals: [])), by: .person(id: "U1"))
        #expect(try workflow(history, policy: policy).requiredProof == .proven)
        #expect(try !workflow(history, policy: policy).hasRequiredProof)
    }

    @Test func `an incident whose requests still fail ends as contained, never as resolved`() throws {
        let contained = proposal(outcome: .contained)
        var history = Example.proposed(contained)
        history.add(.approved(contained.digest), by: .person(id: "U1"))
        history.add(.verified(Example.verification(of: contained, passed: true)))
        for fact in [
            Fact.repliesDrafted([]), .postmortemWritten(Postmortem(markdown: "")),
            .pullRequestOpened(Example.pullRequest), .resolved,
        ] { history.add(fact) }
        let incident = try workflow(history).incident
        #expect(incident.status == .contained && incident.outcome == .contained && incident.isConcluded)
        #expect(IncidentSummary(incident).outcome == .contained)
    }

    @Test func `a failing test becomes a pull request, and then the repair is a person's`() throws {
        let test = proposal(outcome: .failingTest, nil)
        var history = Example.proposed(test)
        #expect(try workflow(history, policy: ApprovalPolicy(requiredProofOtherwise: .proven)).hasRequiredProof)
        history.add(.approved(test.digest), by: .person(id: "U1"))
        #expect(try workflow(history).nextActions == [.verify])
        history.add(.verified(Example.verification(of: test, passed: true)))
        #expect(try workflow(history).nextActions == [.openPullRequest], "no customer is told of a repair")
        history.add(.pullRequestOpened(Example.pullRequest))
        #expect(try workflow(history).nextActions == [.handOverFailingTest])
        history.add(.escalated(Escalation(cause: .failingTest, summary: "", tried: [])))
        #expect(try workflow(history).incident.outcome == .failingTest)
    }

    @Test func `a patch that is kept may be decided on once more`() throws {
        let first = proposal()
        var history = Example.proposed(first)
        history.add(.changesRequested(first.digest, feedback: "what Legal said"), by: .person(id: "U1"))
        #expect(try workflow(history).nextActions == [.propose])
        let kept = PatchKept(
            digest: first.digest,
            requirements: [Requirement(text: "what Legal said", answer: .notUnderstood, note: "")], tried: [])
        try workflow(history).check(.patchKept(kept), by: .agent(.fixGenerator))
        history.add(.patchKept(kept))
        #expect(try workflow(history).incident.isAwaitingDecision)
        #expect(try workflow(history).nextActions == [])
        try workflow(history).check(.approved(first.digest), by: .person(id: "U1"))
        history.add(.approved(first.digest), by: .person(id: "U1"))
        #expect(try workflow(history).nextActions == [.verify])
    }

    @Test func `an approved patch whose proof shows less than is required goes no further`() throws {
        let policy = ApprovalPolicy(requiredProofOtherwise: .proven)
        let first = proposal()
        var history = Example.proposed(first)
        history.add(.approved(first.digest), by: .person(id: "U1"))
        history.add(.verified(Example.verification(of: first, passed: true)))
        #expect(try workflow(history, policy: policy).nextActions == [.propose])
        #expect(try workflow(history).nextActions == [.draftReplies, .writePostmortem, .openPullRequest])
    }
}
