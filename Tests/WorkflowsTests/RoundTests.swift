import Domain
import Foundation
import TestSupport
import Testing
import Workflows

@Suite(.timeLimit(.minutes(1))) struct RoundTests {
    let bench = Bench()
    let message = MessageReference(channel: "C1", timestamp: "5.000001")

    func opened() async throws -> IncidentID {
        try await bench.engine.open(Example.intake, by: bench.person, key: "k")
    }

    func add(_ offer: EvidenceOffer, to id: IncidentID) async throws -> Incident {
        _ = try await bench.engine.record(.evidenceOffered(offer), of: id, by: bench.person)
        return try await bench.engine.record(.evidenceAdded(offer.message), of: id, by: bench.person)
    }

    var log: EvidenceOffer { EvidenceOffer(message: message, kind: .log, text: "ValueError: y", attachments: []) }

    @Test func `added evidence runs everything again, and the same patch may come back`() async throws {
        let id = try await opened()
        let proposal = try await bench.proposal(attempt: 1, fixed: "return d.get('x')")
        let again = Proposal(
            attempt: 2, patch: proposal.patch, base: proposal.base, diff: proposal.diff, plan: proposal.plan,
            explanation: "Because.", mode: .ruleBased)
        let agents = bench.agents(proposals: [proposal, again])
        _ = try await bench.run(agents, of: id) { $0.isAwaitingDecision }
        let added = try await add(log, to: id)
        #expect(added.proposal == nil && added.status == .investigating)
        #expect(added.round.setAside?.attempt == 1)
        await #expect(throws: WorkflowError.rejected(.outdated(current: nil))) {
            try await bench.engine.decide(.approve(proposal.digest), of: id, by: "U2", in: nil)
        }
        let waiting = try await bench.run(agents, of: id) { $0.isAwaitingDecision }
        #expect(waiting.proposal?.digest == proposal.digest && waiting.proposal?.attempt == 2)
        for kind in [Fact.Kind.correlated, .precedentsFound, .severityClassified, .diagnosed, .reproduced] {
            #expect(waiting.entries.count { $0.fact.kind == kind } == 2, "\(kind)")
        }
        #expect(waiting.pastedLogs == ["KeyError: 'x'", "ValueError: y"])
        _ = try await bench.engine.decide(.approve(proposal.digest), of: id, by: "U2", in: nil)
        #expect(try await bench.run(agents, of: id) { $0.status == .resolved }.pullRequest != nil)
    }

    @Test func `stopped after any fact of the new round, it comes to the same end`() async throws {
        let id = try await opened()
        let proposal = try await bench.proposal(attempt: 1, fixed: "return d.get('x')")
        let other = try await bench.proposal(attempt: 2, fixed: "return d.get('x', 0)")
        let agents = bench.agents(proposals: [proposal, other])
        _ = try await bench.run(agents, of: id) { $0.isAwaitingDecision }
        var incident = try await add(log, to: id)
        while !incident.isAwaitingDecision {
            let count = incident.entries.count
            incident = try await bench.run(agents, of: id) { $0.entries.count > count }
        }
        let kinds = incident.entries.drop { $0.fact.kind != .evidenceAdded }.map(\.fact.kind)
        #expect(Set(kinds).count == kinds.count, "a fact was written twice: \(kinds)")
    }

    @Test func `a patch that was rejected stays ruled out, and a person's severity outlasts new evidence`() async throws
    {
        let id = try await opened()
        let first = try await bench.proposal(attempt: 1, fixed: "return d.get('x')")
        let second = try await bench.proposal(attempt: 2, fixed: "return d.get('x', 0)")
        let agents = bench.agents(proposals: [first, second])
        _ = try await bench.run(agents, of: id) { $0.isAwaitingDecision }
        let worse = Classification(severity: .p0, reason: "They pay.", signals: [])
        _ = try await bench.engine.record(.severityClassified(worse), of: id, by: bench.person)
        _ = try await bench.engine.decide(.reject(first.digest, feedback: "no"), of: id, by: "U2", in: nil)
        _ = try await bench.run(agents, of: id) { $0.isAwaitingDecision }
        let incident = try await add(log, to: id)
        #expect(incident.ruledOut.map(\.digest) == [first.digest])
        let third = try await bench.proposal(attempt: 3, fixed: "return 3")
        let waiting = try await bench.run(bench.agents(proposals: [first, second, third]), of: id) {
            $0.isAwaitingDecision
        }
        #expect(waiting.classification == worse)
    }

    @Test func `evidence is refused once a patch is approved, and taken after a hand-over`() async throws {
        let id = try await opened()
        let proposal = try await bench.proposal(attempt: 1, fixed: "return d.get('x')")
        _ = try await bench.run(bench.agents(proposals: [proposal]), of: id) { $0.isAwaitingDecision }
        _ = try await bench.engine.record(.evidenceOffered(log), of: id, by: bench.person)
        _ = try await bench.engine.decide(.approve(proposal.digest), of: id, by: "U2", in: nil)
        await #expect(throws: WorkflowError.rejected(.closed(.verifying))) {
            try await bench.engine.record(.evidenceAdded(message), of: id, by: bench.person)
        }
        let other = try await bench.engine.open(Example.intake, by: bench.person, key: "other")
        let handedOver = try await bench.run(bench.agents(verdict: .outside, proposals: []), of: other) {
            $0.status == .escalated
        }
        #expect(handedOver.escalation?.cause == .noCodeCause)
        let again = try await add(log, to: other)
        #expect(again.status == .investigating)
        #expect(bench.engine.workflow(over: again).nextActions == [.correlate])
    }

    @Test func `a question is answered once, also after the end, and never holds the incident up`() async throws {
        let id = try await opened()
        let agents = bench.agents(verdict: .outside, proposals: [])
        _ = try await bench.run(agents, of: id) { $0.status == .escalated }
        let question = Question(message: message, text: "why", topic: .why)
        _ = try await bench.engine.record(.questionAsked(question), of: id, by: bench.person)
        await #expect(throws: WorkflowError.rejected(.repeated), "Slack repeats its deliveries") {
            try await bench.engine.record(.questionAsked(question), of: id, by: bench.person)
        }
        #expect(try await bench.engine.openIncidents() == [id], "a restart finds the question")
        let answered = try await bench.run(agents, of: id) { $0.conversation.pending == nil }
        #expect(answered.status == .escalated)
        #expect(answered.conversation.questions.first?.answer?.paragraphs.first == "d has no x.")
        #expect(answered.entries.count { $0.fact.kind == .answered } == 1)
    }

    @Test func `a person's diff is read, joined by the test, and becomes a proposal of theirs`() async throws {
        let id = try await opened()
        let proposal = try await bench.proposal(attempt: 1, fixed: "return d.get('x')")
        let agents = bench.agents(proposals: [proposal])
        _ = try await bench.run(agents, of: id) { $0.isAwaitingDecision }
        let diff =
            "--- a/a.py\n+++ b/a.py\n@@ -1,2 +1,2 @@\n def f(d):\n-    return d['x']\n+    return d.get('x', 0)\n"
        func submit(_ text: String) async throws {
            let submission = PatchSubmission(
                replaces: proposal.digest, source: .text(text), explanation: "Zero is right.")
            _ = try await bench.engine.decide(.submit(submission), of: id, by: "U2", in: nil)
        }
        try await submit(diff.replacing("d['x']", with: "d['y']"))
        let refused = try await bench.run(agents, of: id) { $0.approval.submission == nil }
        guard case .submissionRefused(let refusal) = refused.entries.last?.fact else {
            Issue.record("the wrong patch was taken")
            return
        }
        #expect(refusal.reason.contains("Hunk 1 of a.py, line 2"))
        #expect(refused.proposal?.digest == proposal.digest)
        try await submit(diff)
        let edited = try await bench.run(agents, of: id) { $0.proposals.count == 2 }
        #expect(edited.proposalAuthor == .person(id: "U2"))
        #expect(edited.proposal?.patch.additions == [Example.reproduction.test])
        #expect(edited.proposal?.explanation == "Zero is right.")
        #expect(edited.isAwaitingDecision)
        _ = try await bench.engine.decide(.approve(try #require(edited.proposal?.digest)), of: id, by: "U3", in: nil)
        let resolved = try await bench.run(agents, of: id) { $0.status == .resolved }
        #expect(await bench.codeHost.orders.first?.approvedDiff == resolved.proposal?.diff)
    }

    @Test(arguments: [
        ("setup.py", "how tests or builds"), ("tests/test_a.py", "must not change tests"),
        ("nowhere.py", "has no nowhere.py"),
    ])
    func `a person's patch keeps to the patch policy`(file: String, words: String) async throws {
        let repository = InMemoryRepository(["setup.py": "x\n", "tests/test_a.py": "x\n", "a.py": "x\n"])
        let reader = PersonalPatchBench(repository: repository)
        let reason = try await reader.refusal("--- a/\(file)\n+++ b/\(file)\n@@ -1,1 +1,1 @@\n-x\n+y\n")
        #expect(reason.contains(words), "\(reason)")
    }
}
