import Domain
import Testing
import Workflows

@Suite struct IncidentWorkflowTests {
    @Test func `an incident with attachments waits for them before anything is made of it`() throws {
        var history = History(
            .opened(Intake(logs: "", attachments: [Example.attachment], source: .modal)))
        #expect(try history.workflow().nextActions == [.collectEvidence])
        history.add(.evidenceCollected([]))
        #expect(try history.workflow().nextActions == [.correlate])
    }

    @Test func `severity and precedents are looked for side by side`() throws {
        let history = History(.opened(Example.intake), .correlated(Example.correlation))
        #expect(try history.workflow().nextActions == [.classify, .recall])
    }

    @Test func `the diagnosis doesn't wait for the severity, but the patch does`() throws {
        var history = History(.opened(Example.intake), .correlated(Example.correlation), .precedentsFound([]))
        #expect(try history.workflow().nextActions == [.classify, .diagnose])
        history.add(.diagnosed(Example.diagnosis()))
        #expect(try history.workflow().nextActions == [.classify, .reproduce])
        history.add(.reproduced(Example.reproduction))
        #expect(try history.workflow().nextActions == [.classify])
        history.add(.severityClassified(Example.classification))
        #expect(try history.workflow().nextActions == [.propose])
    }

    @Test func `where no cause is in the code, a patch is still asked for`() throws {
        let history = History(
            .opened(Example.intake), .correlated(Example.correlation), .severityClassified(Example.classification),
            .precedentsFound([]), .diagnosed(Example.diagnosis(.outside)))
        #expect(try history.workflow().nextActions == [.propose])
    }

    @Test func `nothing happens until a person decides`() throws {
        let workflow = try Example.proposed().workflow()
        #expect(workflow.nextActions == [])
        #expect(workflow.incident.status == .awaitingApproval)
    }

    @Test func `an approved patch is verified, then replies, postmortem and pull request go side by side`() throws {
        let proposal = Example.proposal()
        var history = Example.proposed(proposal)
        history.add(.approved(proposal.digest), by: .person(id: "U1"))
        #expect(try history.workflow().nextActions == [.verify])
        history.add(.verified(Example.verification(of: proposal, passed: true)))
        #expect(try history.workflow().nextActions == [.draftReplies, .writePostmortem, .openPullRequest])
        history.add(.postmortemWritten(Postmortem(markdown: "# P")))
        #expect(try history.workflow().nextActions == [.draftReplies, .openPullRequest])
        history.add(.pullRequestOpened(Example.pullRequest))
        #expect(try history.workflow().nextActions == [.draftReplies])
        history.add(.repliesDrafted(Example.replies))
        #expect(try history.workflow().nextActions == [.conclude])
        history.add(.resolved)
        #expect(try history.workflow().nextActions == [])
        #expect(try history.workflow().incident.status == .resolved)
    }

    @Test func `a rejected patch leads to another`() throws {
        let proposal = Example.proposal()
        var history = Example.proposed(proposal)
        history.add(.rejected(proposal.digest, feedback: "raise instead"), by: .person(id: "U1"))
        #expect(try history.workflow().nextActions == [.propose])
        history.add(.patchProposed(Example.proposal(attempt: 2, fixed: "raise Missing")))
        #expect(try history.workflow().incident.isAwaitingDecision)
    }

    @Test func `a patch made after a failed verification is tested first and then asks for approval again`() throws {
        let (first, second) = (Example.proposal(), Example.proposal(attempt: 2, fixed: "return 0"))
        var history = Example.proposed(first)
        history.add(.approved(first.digest), by: .person(id: "U1"))
        history.add(.verified(Example.verification(of: first, passed: false)))
        #expect(try history.workflow().nextActions == [.critique])
        history.add(.critiqued(Example.critique))
        #expect(try history.workflow().nextActions == [.propose])
        history.add(.patchProposed(second))
        #expect(try history.workflow().nextActions == [.verify])
        #expect(try !history.workflow().incident.isAwaitingDecision)
        history.add(.verified(Example.verification(of: second, passed: true)))
        #expect(try history.workflow().nextActions == [])
        #expect(try history.workflow().incident.isAwaitingDecision)
        history.add(.approved(second.digest), by: .person(id: "U1"))
        #expect(try history.workflow().nextActions == [.draftReplies, .writePostmortem, .openPullRequest])
    }

    @Test func `a pull request that can't be opened takes nobody's replies and postmortem away`() throws {
        let proposal = Example.proposal()
        var history = Example.proposed(proposal)
        history.add(.approved(proposal.digest), by: .person(id: "U1"))
        history.add(.verified(Example.verification(of: proposal, passed: true)))
        history.add(
            .escalated(Escalation(cause: .stepFailed, summary: "The token may not open pull requests.", tried: [])))
        #expect(try history.workflow().nextActions == [.draftReplies, .writePostmortem])
        try history.workflow().check(.repliesDrafted(Example.replies), by: .agent(.customerResponse))
        history.add(.repliesDrafted(Example.replies))
        history.add(.postmortemWritten(Postmortem(markdown: "# P")))
        #expect(try history.workflow().nextActions == [])
        #expect(throws: Rejection.closed(.escalated)) {
            try history.workflow().check(.pullRequestOpened(Example.pullRequest), by: .workflow)
        }
    }

    @Test func `the first approval does not carry over to a later patch`() throws {
        let (first, second) = (Example.proposal(), Example.proposal(attempt: 2, fixed: "return 0"))
        var history = Example.proposed(first)
        history.add(.approved(first.digest), by: .person(id: "U1"))
        history.add(.verified(Example.verification(of: first, passed: false)))
        history.add(.critiqued(Example.critique))
        history.add(.patchProposed(second))
        history.add(.verified(Example.verification(of: second, passed: true)))
        #expect(throws: Rejection.outOfOrder(.pullRequestOpened)) {
            try history.workflow().check(.pullRequestOpened(Example.pullRequest), by: .workflow)
        }
    }

    @Test func `after as many failures as are allowed a person takes over`() throws {
        var history = Example.proposed()
        history.add(.approved(Example.proposal().digest), by: .person(id: "U1"))
        for attempt in 1...2 {
            let proposal = attempt == 1 ? Example.proposal() : Example.proposal(attempt: 2, fixed: "return 0")
            if attempt == 2 { history.add(.patchProposed(proposal)) }
            history.add(.verified(Example.verification(of: proposal, passed: false)))
            history.add(.critiqued(Example.critique))
        }
        #expect(try history.workflow(maximumAttempts: 2).nextActions == [.handOverAfterAttempts])
        #expect(try history.workflow(maximumAttempts: 3).nextActions == [.propose])
    }

    @Test func `a further attempt that changes the same bytes is refused, whatever else is new about it`() throws {
        let first = Example.proposal()
        var history = Example.proposed(first)
        history.add(.approved(first.digest), by: .person(id: "U1"))
        history.add(.verified(Example.verification(of: first, passed: false)))
        history.add(.critiqued(Example.critique))
        let again = Proposal(
            attempt: 2, patch: first.patch, base: first.base, diff: first.diff,
            plan: TestPlan(suite: ["make", "test"], reproduction: nil, timeoutSeconds: 9), explanation: "Better.",
            mode: .ruleBased)
        #expect(again.digest != first.digest)
        #expect(throws: Rejection.outOfOrder(.patchProposed)) {
            try history.workflow().check(.patchProposed(again), by: .agent(.fixGenerator))
        }
        try history.workflow().check(
            .patchProposed(Example.proposal(attempt: 2, fixed: "return 0")), by: .agent(.fixGenerator))
    }
}
