import Domain
import Testing
import TestSupport
import Workflows

@Suite(.timeLimit(.minutes(1))) struct PullRequestTests {
    let bench = Bench()

    /// An incident whose journal says "approved", of a patch whose recorded diff isn't what the patch really does.
    @Test func `a diff that is not what the patch makes is never shipped`() async throws {
        let honest = try await bench.proposal(attempt: 1, fixed: "return d.get('x')")
        let forged = Proposal(
            attempt: 1, patch: honest.patch, base: honest.base, diff: honest.diff + "+harmless\n", plan: honest.plan,
            explanation: "", mode: .ruleBased)
        let id = try await bench.engine.open(Example.intake, by: bench.person, key: "k")
        let agents = bench.agents(proposals: [forged])
        _ = try await bench.run(agents, of: id) { $0.isAwaitingDecision }
        _ = try await bench.engine.record(.approved(forged.digest), of: id, by: bench.person)
        let escalated = try await bench.run(agents, of: id) { $0.status == .escalated }
        #expect(escalated.escalation?.cause == .digestMismatch)
        #expect(await bench.codeHost.orders.isEmpty)
    }

    @Test func `the pull request names approver, digest and proof, and no customer`() async throws {
        let proposal = try await bench.proposal(attempt: 1, fixed: "return d.get('x')")
        let id = try await bench.engine.open(Example.intake, by: bench.person, key: "k")
        let agents = bench.agents(proposals: [proposal])
        _ = try await bench.run(agents, of: id) { $0.isAwaitingDecision }
        _ = try await bench.engine.record(.approved(proposal.digest), of: id, by: bench.person)
        let resolved = try await bench.run(agents, of: id) { $0.status == .resolved }
        let body = try #require(resolved.pullRequest?.body)
        #expect(body.contains(proposal.digest.rawValue))
        #expect(body.contains("`U1`"))
        #expect(body.contains("| repository's tests | 1 passed, 0 failed | 1 passed, 0 failed |"))
        #expect(body.contains("1 of 1 repository test as before"))
        #expect(body.contains("Run in: none, 1.0 s in all, 0 reruns."))
        #expect(!body.contains("Ann"))
    }
}
