import Domain
import Synchronization
import Testing
import TestSupport
import Workflows

@Suite(.timeLimit(.minutes(1))) struct WorkflowRunnerTests {
    let bench = Bench()

    func opened() async throws -> IncidentID {
        try await bench.engine.open(Example.intake, by: bench.person, key: "k")
    }

    @Test func `from the opening to the pull request with one click`() async throws {
        let id = try await opened()
        let proposal = try await bench.proposal(attempt: 1, fixed: "return d.get('x')")
        let agents = bench.agents(proposals: [proposal])
        let waiting = try await bench.run(agents, of: id) { $0.isAwaitingDecision }
        #expect(await bench.codeHost.orders.isEmpty)
        #expect(waiting.proposal?.digest == proposal.digest)
        _ = try await bench.engine.record(.approved(proposal.digest), of: id, by: bench.person)
        let resolved = try await bench.run(agents, of: id) { $0.status == .resolved }
        #expect(resolved.pullRequest?.branch == "incident/1-keyerror-in-f-a-py-3")
        #expect(await bench.codeHost.opened.count == 1)
        #expect(await bench.codeHost.orders.first?.approvedDiff == proposal.diff)
        #expect(resolved.entries.map(\.sequence) == Array(1...resolved.entries.count))
    }

    @Test func `stopped after any fact, a new runner over the old journal comes to the same end`() async throws {
        let id = try await opened()
        let proposal = try await bench.proposal(attempt: 1, fixed: "return d.get('x')")
        let agents = bench.agents(proposals: [proposal])
        var incident = try #require(try await bench.engine.incident(id))
        while incident.status != .resolved {
            if incident.isAwaitingDecision {
                incident = try await bench.engine.record(.approved(proposal.digest), of: id, by: bench.person)
            }
            let count = incident.entries.count
            incident = try await bench.run(agents, of: id) { $0.entries.count > count }
        }
        #expect(await bench.codeHost.opened.count == 1)
        let kinds = incident.entries.map(\.fact.kind)
        #expect(Set(kinds).count == kinds.count, "a fact was written twice: \(kinds)")
    }

    @Test func `a failed patch is criticised, made again, tested, and asks for approval again`() async throws {
        let id = try await opened()
        let first = try await bench.proposal(attempt: 1, fixed: "return None")
        let second = try await bench.proposal(attempt: 2, fixed: "return d.get('x', 0)")
        let agents = bench.agents(proposals: [first, second]) { $0.digest == second.digest }
        _ = try await bench.run(agents, of: id) { $0.isAwaitingDecision }
        _ = try await bench.engine.record(.approved(first.digest), of: id, by: bench.person)
        let waiting = try await bench.run(agents, of: id) { $0.proposals.count == 2 && $0.isAwaitingDecision }
        #expect(waiting.verification?.passed == true)
        #expect(await bench.codeHost.orders.isEmpty, "nothing ships that nobody read")
        _ = try await bench.engine.record(.approved(second.digest), of: id, by: bench.person)
        let resolved = try await bench.run(agents, of: id) { $0.status == .resolved }
        #expect(resolved.verifications.count == 2, "the proof of these very bytes is not made twice")
        #expect(await bench.codeHost.orders.first?.approvedDiff == second.diff)
    }

    @Test func `after three failures a person is called`() async throws {
        let id = try await opened()
        var proposals: [Proposal] = []
        for attempt in 1...4 {
            proposals.append(try await bench.proposal(attempt: attempt, fixed: "return \(attempt)"))
        }
        let agents = bench.agents(proposals: proposals, passes: { _ in false })
        _ = try await bench.run(agents, of: id) { $0.isAwaitingDecision }
        _ = try await bench.engine.record(.approved(proposals[0].digest), of: id, by: bench.person)
        let escalated = try await bench.run(agents, of: id) { $0.status == .escalated }
        #expect(escalated.escalation?.cause == .attemptsUsedUp)
        #expect(escalated.failedVerifications == 3)
        #expect(await bench.codeHost.orders.isEmpty)
    }

    @Test func `a rejection with no other patch is handed over with what was tried`() async throws {
        let id = try await opened()
        let proposal = try await bench.proposal(attempt: 1, fixed: "return None")
        let agents = bench.agents(proposals: [proposal])
        _ = try await bench.run(agents, of: id) { $0.isAwaitingDecision }
        _ = try await bench.engine.record(
            .rejected(proposal.digest, feedback: "not like this"), of: id, by: bench.person)
        let escalated = try await bench.run(agents, of: id) { $0.status == .escalated }
        #expect(escalated.escalation?.cause == .noPatch)
        #expect(escalated.escalation?.tried.contains("Rejected: not like this") == true)
    }

    @Test func `no cause in the code hands over without a patch`() async throws {
        let id = try await opened()
        let escalated = try await bench.run(bench.agents(verdict: .outside, proposals: []), of: id) {
            $0.status == .escalated
        }
        #expect(escalated.escalation?.cause == .noCodeCause)
        #expect(escalated.classification != nil, "the severity is known all the same")
    }

    @Test func `a step that fails for a while is tried again`() async throws {
        let id = try await opened()
        let flaky = ScriptedAgent<Classification> { _, call throws(PortError) in
            if call < 3 { throw PortError(port: "Agent", operation: "classify", recovery: .retry, reason: "busy") }
            return Example.classification
        }
        let proposal = try await bench.proposal(attempt: 1, fixed: "return None")
        let waiting = try await bench.run(bench.agents(proposals: [proposal], severity: flaky), of: id) {
            $0.isAwaitingDecision
        }
        #expect(waiting.classification == Example.classification)
    }

    @Test func `a step that can't go on calls a person and says what to do`() async throws {
        let id = try await opened()
        let broken = ScriptedAgent<Correlation> { _, _ throws(PortError) in
            throw PortError(port: "Sandbox", operation: "run code", recovery: .askHuman, reason: "Install bubblewrap.")
        }
        let escalated = try await bench.run(bench.agents(proposals: [], correlation: broken), of: id) {
            $0.status == .escalated
        }
        #expect(escalated.escalation?.cause == .stepFailed)
        #expect(escalated.escalation?.summary.contains("Install bubblewrap.") == true)
    }

    @Test func `an agent that answers the same again doesn't turn the bot in circles`() async throws {
        let id = try await opened()
        let proposal = try await bench.proposal(attempt: 1, fixed: "return None")
        let agents = bench.agents(proposals: [proposal, proposal])
        _ = try await bench.run(agents, of: id) { $0.isAwaitingDecision }
        _ = try await bench.engine.record(.rejected(proposal.digest, feedback: "no"), of: id, by: bench.person)
        let escalated = try await bench.run(agents, of: id) { $0.status == .escalated }
        #expect(escalated.escalation?.cause == .stepFailed)
    }

    @Test func `an attachment that can't be had is named, and the incident goes on`() async throws {
        let intake = Intake(logs: "KeyError: 'x'", attachments: [Example.attachment], source: .modal)
        let id = try await bench.engine.open(intake, by: bench.person, key: "k")
        let proposal = try await bench.proposal(attempt: 1, fixed: "return None")
        let waiting = try await bench.run(bench.agents(proposals: [proposal]), of: id) { $0.isAwaitingDecision }
        #expect(
            waiting.attachments?.map(\.outcome)
                == [.refused(reason: "app.log could not be read: There are no files here.")])
    }

    @Test func `the same request opens one incident`() async throws {
        #expect(try await opened() == opened())
    }
}
