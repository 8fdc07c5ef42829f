import Agents
import Domain
import Foundation
import TestSupport
import Testing
import Workflows

/// An approved and proven patch is published, however long that takes: these bytes, under this approval.
@Suite(.timeLimit(.minutes(1))) struct PublishingTests {
    static func failure(_ recovery: PortError.Recovery, _ reason: String) -> PortError {
        PortError(port: "CodeHost", operation: "open the pull request", recovery: recovery, reason: reason)
    }

    static let failures = [
        failure(.retry, "GitHub said “Server Error”: GitHub is unwell (status 500)"),
        failure(.retry, "GitHub didn't answer in time"),
        failure(.retry, "the connection to GitHub broke off: reset"),
        failure(.retry, "GitHub's rate limit is used up; it asks to wait 3600 seconds"),
        failure(.askHuman, "GitHub said “Not Found”: there is no acme/shop; check GITHUB_REPO"),
        failure(.askHuman, "GitHub said “Bad credentials”: put a new one into GITHUB_TOKEN"),
        failure(.giveUp, "GitHub said “Validation Failed”"),
    ]

    /// An incident whose patch is approved and proven, and a bench whose waiting moves its clock.
    private func approved(
        _ sleep: @escaping WorkflowRunner.Sleep = { _ in }
    ) async throws -> (Bench, IncidentID, Proposal) {
        var bench = Bench()
        let id = try await bench.engine.open(Example.intake, by: bench.person, key: "k")
        let proposal = try await bench.proposal(attempt: 1, fixed: "return d.get('x')")
        _ = try await bench.run(bench.agents(proposals: [proposal]), of: id) { $0.isAwaitingDecision }
        _ = try await bench.engine.record(.approved(proposal.digest), of: id, by: bench.person)
        bench.sleep = sleep
        return (bench, id, proposal)
    }

    @Test(arguments: failures)
    func `an outage of hours delays the pull request and takes nothing away`(failure: PortError) async throws {
        var (bench, id, proposal) = try await approved()
        bench.sleep = { [clock = bench.clock, codeHost = bench.codeHost] duration in
            try Task.checkCancellation()
            clock.advance(bySeconds: duration / .seconds(1))
            if clock.clock.now().timeIntervalSince(ManualClock.start) > 6 * 3_600 {
                await codeHost.fail(with: nil)
            }
        }
        await bench.codeHost.fail(with: failure)
        let resolved = try await bench.run(bench.agents(proposals: [proposal]), of: id) { $0.status == .resolved }
        #expect(resolved.escalation == nil && resolved.decisions.count == 1 && resolved.verifications.count == 1)
        #expect(await bench.codeHost.orders.last?.approvedDiff == proposal.diff)
        #expect(await bench.codeHost.opened.count == 1)
        let delays = resolved.entries.compactMap { entry -> StepDelay? in
            if case .stepDelayed(let delay) = entry.fact { delay } else { nil }
        }
        #expect(delays.prefix(9).map(\.pauseSeconds) == [30, 60, 120, 240, 480, 960, 1_920, 3_600, 3_600])
        #expect(delays.map(\.failures) == Array(1...delays.count))
        #expect(delays.allSatisfy { $0.reason == failure.reason && $0.needsPerson == (failure.recovery != .retry) })
        #expect(resolved.delays.isEmpty)
    }

    @Test func `retry publishes the same bytes under the same approval at once`() async throws {
        // Nobody's waiting ends by itself.
        let (bench, id, proposal) = try await approved { _ in try await sleepUntilCancelled() }
        await bench.codeHost.fail(with: Self.failures[4])
        let agents = bench.agents(proposals: [proposal])
        let stuck = try await bench.run(agents, of: id) {
            !$0.delays.isEmpty && $0.replies != nil && $0.postmortem != nil
        }
        #expect(stuck.status == .closing && stuck.delays.foremost?.delay.needsPerson == true)
        await bench.codeHost.fail(with: nil)
        let resolved = try await retried(bench, id, agents) { $0.status == .resolved }
        #expect(resolved.proposals.count == 1 && resolved.decisions.count == 1 && resolved.verifications.count == 1)
        #expect(resolved.approvers == [bench.person])
        #expect(await bench.codeHost.opened.count == 1)
    }

    @Test func `retry while the bot runs ends its waiting`() async throws {
        let (bench, id, proposal) = try await approved { _ in try await sleepUntilCancelled() }
        await bench.codeHost.fail(with: Self.failures[0])
        let (engine, codeHost) = (bench.engine, bench.codeHost)
        let changes = await engine.changes()
        let person = Task {
            for await _ in changes where try await engine.incident(id)?.delays.isEmpty == false {
                await codeHost.fail(with: nil)
                let retry = Retry(hint: "", message: MessageReference(channel: "C1", timestamp: "9"))
                _ = try await engine.decide(.retry(retry), of: id, by: "U1", in: nil)
                return
            }
        }
        let resolved = try await bench.run(bench.agents(proposals: [proposal]), of: id) { $0.status == .resolved }
        try await person.value
        #expect(resolved.proposals.count == 1 && resolved.decisions.count == 1)
    }

    @Test func `what an older version handed over is published by retry, too`() async throws {
        let (bench, id, proposal) = try await approved()
        await bench.codeHost.fail(with: Self.failures[0])
        let agents = bench.agents(proposals: [proposal])
        _ = try await bench.run(agents, of: id) { $0.verification != nil }
        _ = try await bench.engine.record(
            .escalated(Escalation(cause: .stepFailed, summary: "Could not open the pull request.", tried: [])), of: id,
            by: .workflow)
        await bench.codeHost.fail(with: nil)
        let resolved = try await retried(bench, id, agents) { $0.status == .resolved }
        #expect(resolved.proposals.count == 1 && resolved.decisions.count == 1)
        #expect(await bench.codeHost.opened.map(\.body).allSatisfy { $0.contains(proposal.digest.rawValue) })
    }

    private func retried(
        _ bench: Bench, _ id: IncidentID, _ agents: IncidentAgents, until isDone: @escaping @Sendable (Incident) -> Bool
    ) async throws -> Incident {
        let retry = Retry(hint: "", message: MessageReference(channel: "C1", timestamp: "9"))
        _ = try await bench.engine.decide(.retry(retry), of: id, by: "U1", in: nil)
        return try await bench.run(agents, of: id, until: isDone)
    }
}
