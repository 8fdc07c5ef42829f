import Domain
import Foundation
import TestSupport
import Testing
import Workflows

@Suite struct ApprovalTests {
    let journal = InMemoryJournal()
    let proposal = Example.proposal()

    func engine(_ policy: ApprovalPolicy, _ directory: ScriptedDirectory? = nil) -> WorkflowEngine {
        WorkflowEngine(journal: journal, maximumAttempts: 3, policy: policy, directory: directory)
    }

    /// An incident of that severity, opened by U1, whose patch waits.
    func waiting(_ engine: WorkflowEngine, _ severity: Severity = .p0) async throws -> IncidentID {
        let id = try await engine.open(Example.intake, by: .person(id: "U1"), key: UUID().uuidString)
        let classification = Classification(severity: severity, reason: "", signals: [])
        let facts: [Fact] = [
            .correlated(Example.correlation), .severityClassified(classification), .precedentsFound([]),
            .diagnosed(Example.diagnosis()), .reproduced(Example.reproduction), .patchProposed(proposal),
        ]
        for fact in facts { _ = try await engine.record(fact, of: id, by: fact.kind.usualActor(person: "U1")) }
        return id
    }

    func refusal(
        _ request: DecisionRequest, _ id: IncidentID, by person: String, _ engine: WorkflowEngine
    ) async throws -> Rejection? {
        do {
            _ = try await engine.decide(request, of: id, by: person, in: "C1")
            return nil
        } catch WorkflowError.rejected(let rejection) {
            return rejection
        }
    }

    @Test func `who is listed, or in a listed group, may decide; others are refused, once in the journal`() async throws
    {
        let policy = ApprovalPolicy(bySeverity: [.p0: [.group("S1"), .person("U2")]], otherwise: [.person("U9")])
        let engine = engine(policy, ScriptedDirectory(["S1": ["U3"]]))
        let id = try await waiting(engine)
        for _ in 1...3 {
            let rejection = try await refusal(.approve(proposal.digest), id, by: "U9", engine)
            let expected = DecisionRefusal(decision: .approve, reason: .notAnApprover, digest: proposal.digest)
            #expect(rejection == .notPermitted(expected))
        }
        let incident = try #require(try await engine.incident(id))
        #expect(incident.isAwaitingDecision)
        #expect(incident.approval.refusals.count == 1)
        #expect(incident.approval.refusals.first?.by == .person(id: "U9"))
        #expect(try await refusal(.approve(proposal.digest), id, by: "U3", engine) == nil)
        #expect(try await engine.incident(id)?.decision?.by == .person(id: "U3"))
    }

    @Test func `cancelling is for approvers and whoever opened the incident`() async throws {
        let engine = engine(ApprovalPolicy(otherwise: [.person("U2")]))
        let id = try await waiting(engine)
        #expect(try await refusal(.cancel(reason: "a drill"), id, by: "U3", engine) != nil)
        #expect(try await engine.incident(id)?.approval.refusals.map(\.refusal.decision) == [.cancel])
        #expect(try await refusal(.cancel(reason: "a drill"), id, by: "U1", engine) == nil)
        #expect(try await engine.incident(id)?.status == .cancelled)
    }

    @Test func `whoever lowers the severity still needs a second approver`() async throws {
        let engine = engine(ApprovalPolicy(secondApprover: [.p0]))
        let id = try await waiting(engine)
        func set(_ severity: Severity) -> DecisionRequest {
            .setSeverity(Classification(severity: severity, reason: "", signals: []))
        }
        #expect(try await refusal(set(.p2), id, by: "U2", engine) == nil)
        #expect(try await engine.workflow(of: id)?.standing().needed == 2)
        #expect(try await refusal(.approve(proposal.digest), id, by: "U2", engine) == nil)
        #expect(try await engine.incident(id)?.isAwaitingDecision == true)
        let other = try await waiting(engine, .p1)
        #expect(try await engine.workflow(of: other)?.standing().needed == 1)
        #expect(try await refusal(set(.p0), other, by: "U2", engine) == nil)
        #expect(try await engine.workflow(of: other)?.standing().needed == 2)
    }

    @Test(arguments: [
        DecisionRequest.escalate, .retry(Retry(hint: "", message: .init(channel: "C1", timestamp: "1"))),
        .setSeverity(Classification(severity: .p2, reason: "", signals: [])),
    ])
    func `every kind of decision is for approvers`(request: DecisionRequest) async throws {
        let engine = engine(ApprovalPolicy(otherwise: [.person("U2")]))
        let id = try await waiting(engine)
        #expect(try await refusal(request, id, by: "U1", engine) != nil)
        #expect(try await refusal(.reject(proposal.digest, feedback: "x"), id, by: "U1", engine) != nil)
        #expect(try await refusal(.requestChanges(proposal.digest, feedback: "x"), id, by: "U1", engine) != nil)
        #expect(try await refusal(request, id, by: "U2", engine) == nil)
    }

    @Test func `with nobody listed, the members of the channel may decide`() async throws {
        let engine = engine(ApprovalPolicy(), ScriptedDirectory(["C1": ["U2"]]))
        let id = try await waiting(engine)
        #expect(try await refusal(.approve(proposal.digest), id, by: "U3", engine) != nil)
        #expect(try await refusal(.approve(proposal.digest), id, by: "U2", engine) == nil)
    }

    @Test func `where nobody can be asked, nobody may, but those who are named`() async throws {
        let policy = ApprovalPolicy(otherwise: [.group("S1"), .person("U2")])
        let engine = engine(policy, ScriptedDirectory(isReachable: false))
        let id = try await waiting(engine)
        let rejection = try await refusal(.approve(proposal.digest), id, by: "U3", engine)
        #expect(
            rejection
                == .notPermitted(DecisionRefusal(decision: .approve, reason: .unchecked, digest: proposal.digest)))
        #expect(try await refusal(.approve(proposal.digest), id, by: "U2", engine) == nil)
    }

    @Test func `with four eyes one approval is not enough, nor two of those who are involved`() async throws {
        let engine = engine(ApprovalPolicy(secondApprover: [.p0]))
        let id = try await waiting(engine)
        let first = try await engine.decide(.approve(proposal.digest), of: id, by: "U1", in: nil)
        #expect(first.isAwaitingDecision && first.approval.endorsements.count == 1)
        #expect(try await refusal(.approve(proposal.digest), id, by: "U1", engine) == .alreadyEndorsed)
        #expect(
            await #expect(throws: WorkflowError.self) {
                try await engine.record(.approved(proposal.digest), of: id, by: .person(id: "U1"))
            } != nil)
        let second = try await engine.decide(.approve(proposal.digest), of: id, by: "U2", in: nil)
        #expect(second.decision?.answer == .approved)
        #expect(second.status == .verifying)
    }

    @Test func `requester and author together still lack somebody from outside`() async throws {
        let engine = engine(ApprovalPolicy(secondApprover: [.p0]))
        let id = try await waiting(engine)
        let edited = try await edit(id, by: "U2", engine)
        for person in ["U1", "U2"] {
            let incident = try await engine.decide(.approve(edited.digest), of: id, by: person, in: nil)
            #expect(incident.isAwaitingDecision, "\(person)")
        }
        let incident = try await engine.decide(.approve(edited.digest), of: id, by: "U3", in: nil)
        #expect(incident.decision?.answer == .approved)
    }

    @Test func `a lesser incident takes one approval, but not the author's own`() async throws {
        let engine = engine(ApprovalPolicy(secondApprover: [.p0]))
        let id = try await waiting(engine, .p1)
        let edited = try await edit(id, by: "U2", engine)
        let rejection = try await refusal(.approve(edited.digest), id, by: "U2", engine)
        #expect(
            rejection == .notPermitted(DecisionRefusal(decision: .approve, reason: .ownPatch, digest: edited.digest)))
        #expect(try await refusal(.approve(proposal.digest), id, by: "U3", engine) == .outdated(current: edited.digest))
        #expect(try await refusal(.approve(edited.digest), id, by: "U1", engine) == nil)
    }

    /// A patch of a person's, as the runner writes it.
    func edit(_ id: IncidentID, by person: String, _ engine: WorkflowEngine) async throws -> Proposal {
        let edited = Example.proposal(attempt: 2, fixed: "return d.get('x', 0)")
        let submission = PatchSubmission(replaces: proposal.digest, source: .text("…"), explanation: "")
        _ = try await engine.decide(.submit(submission), of: id, by: person, in: nil)
        await #expect(throws: WorkflowError.self, "only who handed it in is its author") {
            try await engine.record(.patchProposed(edited), of: id, by: .person(id: "U7"))
        }
        _ = try await engine.record(.patchProposed(edited), of: id, by: .person(id: person))
        return edited
    }

    @Test func `of two who click at once one decides and the other is told who`() async throws {
        let engine = engine(ApprovalPolicy())
        let id = try await waiting(engine)
        let digest = proposal.digest
        let outcomes = await withTaskGroup(of: Rejection?.self) { group in
            for person in ["U2", "U3"] {
                group.addTask { try? await refusal(.approve(digest), id, by: person, engine) }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.count { $0 == nil } == 1)
        let decision = try #require(try await engine.incident(id)?.decision)
        #expect(outcomes.contains(.alreadyDecided(decision)))
    }

    @Test func `a patch that is decided before a submission is read stays the one on the table`() async throws {
        let engine = engine(ApprovalPolicy())
        let id = try await waiting(engine)
        let submission = PatchSubmission(replaces: proposal.digest, source: .text("…"), explanation: "")
        _ = try await engine.decide(.submit(submission), of: id, by: "U2", in: nil)
        _ = try await engine.decide(.approve(proposal.digest), of: id, by: "U3", in: nil)
        await #expect(throws: WorkflowError.self) {
            try await engine.record(
                .patchProposed(Example.proposal(attempt: 2, fixed: "return 1")), of: id, by: .person(id: "U2"))
        }
        let incident = try #require(try await engine.incident(id))
        #expect(engine.workflow(over: incident).nextActions == [.verify])
    }
}
