import Domain
import TestSupport
import Testing
import Workflows

@Suite(.timeLimit(.minutes(1))) struct BaseMoveTests {
    /// Approves the one proposal of a bench, lets the base branch move to `files`, and runs on until `isDone`.
    private func run(
        movingTo files: [String: String], passes: @escaping @Sendable (Proposal, CommitID) -> Bool = { _, _ in true },
        until isDone: @escaping @Sendable (Incident) -> Bool
    ) async throws -> (incident: Incident, bench: Bench, moved: CommitID) {
        var bench = Bench()
        let moving = MovingRepository(bench.repository)
        bench.source = moving
        let proposal = try await bench.proposal(attempt: 1, fixed: "return d.get('x')")
        let id = try await bench.engine.open(Example.intake, by: bench.person, key: "k")
        _ = try await bench.run(bench.agents(proposals: [proposal]), of: id) { $0.isAwaitingDecision }
        _ = try await bench.engine.record(.approved(proposal.digest), of: id, by: bench.person)
        let moved = await moving.move(to: files)
        let agents = bench.agents(proposals: [proposal], passes: { passes($0, moved) })
        return (try await bench.run(agents, of: id, until: isDone), bench, moved)
    }

    static let base = ["a.py": "def f(d):\n    return d['x']\n"]

    @Test
    func `where the patch makes the same change and passes, the approval stands and the approved bytes are opened`()
        async throws
    {
        let (incident, bench, moved) = try await run(
            movingTo: ["a.py": Self.base["a.py"] ?? "", "other.py": "x = 1\n"]
        ) { $0.status == .resolved }
        let order = try #require(await bench.codeHost.orders.first)
        #expect(order.base == bench.repository.base && order.approvedDiff == incident.proposal?.diff)
        #expect(incident.baseMove?.holds == true && incident.baseMove?.to == moved)
        #expect(incident.proposals.count == 1 && incident.decisions.count == 1)
        #expect(incident.pullRequest?.body.contains("The base branch had moved to `\(moved)`") == true)
        #expect(incident.pullRequest?.body.contains("<https://bot.example/incidents/1>") == true)
    }

    @Test(arguments: [
        ["a.py": "def f(d):\n    return d['y']\n"],
        ["a.py": "def f(d):\n    return d['x']\n\n\ndef g(d):\n    return d['x']\n"],
        ["a.py": "def f(d):\n    log(d)\n    return d['x']\n"],
        ["b.py": ""],
    ])
    func `where it makes another change, nothing is opened and the diagnosis begins anew`(
        files: [String: String]
    ) async throws {
        let (incident, bench, moved) = try await run(movingTo: files) { $0.baseMove != nil }
        #expect(incident.baseMove?.holds == false && incident.baseMove?.to == moved)
        #expect(await bench.codeHost.orders.isEmpty)
        #expect(incident.diagnosis == nil && incident.proposal == nil && incident.status == .investigating)
    }

    @Test func `where it doesn't pass its tests any more, nothing is opened`() async throws {
        let (incident, bench, _) = try await run(
            movingTo: ["a.py": Self.base["a.py"] ?? "", "other.py": "x = 1\n"], passes: { $0.base != $1 }
        ) { $0.baseMove != nil }
        #expect(incident.baseMove?.holds == false)
        #expect(await bench.codeHost.orders.isEmpty)
    }

    @Test func `after a change of the base a new patch is proposed there and needs an approval of its own`() throws {
        let (first, later) = (Example.proposal(), try #require(CommitID(rawValue: String(repeating: "b", count: 40))))
        var history = Example.proposed(first)
        history.add(.approved(first.digest), by: .person(id: "U1"))
        history.add(.verified(Example.verification(of: first, passed: true)))
        history.add(.repliesDrafted(Example.replies))
        history.add(.postmortemWritten(Postmortem(markdown: "# P")))
        history.add(
            .baseMoved(BaseMove(digest: first.digest, from: Example.base, to: later, finding: .changed("It differs."))))
        #expect(try history.workflow().nextActions == [.diagnose])
        let again = Diagnosis(
            verdict: .codeCause(Example.location), summary: "", citations: [],
            confidence: Confidence(level: .high, reason: ""), runbook: nil, base: later, mode: .ruleBased)
        history.add(.diagnosed(again))
        history.add(.reproduced(Example.reproduction))
        #expect(try history.workflow().nextActions == [.propose])
        let second = Proposal(
            attempt: 2, patch: first.patch, base: later, diff: first.diff, plan: first.plan, explanation: "",
            mode: .ruleBased)
        try history.workflow().check(.patchProposed(second), by: .agent(.fixGenerator))
        history.add(.patchProposed(second))
        let workflow = try history.workflow()
        #expect(workflow.incident.isAwaitingDecision && workflow.nextActions.isEmpty)
        #expect(throws: Rejection.self) { try workflow.check(.approved(first.digest), by: .person(id: "U2")) }
        history.add(.approved(second.digest), by: .person(id: "U2"))
        history.add(.verified(Example.verification(of: second, passed: true)))
        #expect(try history.workflow().nextActions == [.writePostmortem, .openPullRequest])
    }
}
