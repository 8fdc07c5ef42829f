import Domain
import Foundation
import Logging
import ServiceLifecycle
import TestSupport
import Testing
import Workflows

@Suite(.timeLimit(.minutes(1))) struct DeadlineTests {
    let clock = ManualClock()
    let journal: InMemoryJournal
    let policy = ApprovalPolicy(
        times: ApprovalTimes(
            reminders: [.seconds(900), .seconds(3_600)], escalateAfter: .seconds(7_200), expiresAfter: .seconds(86_400))
    )

    init() { journal = InMemoryJournal(clock: clock.clock) }

    var engine: WorkflowEngine { WorkflowEngine(journal: journal, maximumAttempts: 3, policy: policy) }

    func waiting() async throws -> IncidentID {
        let id = try await engine.open(Example.intake, by: .person(id: "U1"), key: "k")
        for entry in Example.proposed().entries.dropFirst() {
            _ = try await engine.record(entry.fact, of: id, by: entry.fact.kind.usualActor(person: "U1"))
        }
        return id
    }

    /// Runs the timers with a clock that jumps to whatever is waited for, until the incident is as wanted.
    ///
    /// Whoever wants to sleep looks at the incident first: out of the wanted state no time leads.
    func run(_ id: IncidentID, until isDone: @escaping @Sendable (Incident) -> Bool) async throws -> Incident {
        let (engine, clock) = (engine, clock)
        @Sendable func done() async throws -> Incident? {
            guard let now = try await engine.incident(id), isDone(now) else { return nil }
            return now
        }
        let timers = ApprovalTimers(
            engine: engine, clock: clock.clock,
            sleep: { duration in
                guard try await done() == nil else { try await sleepUntilCancelled() }
                try Task.checkCancellation()
                clock.advance(bySeconds: duration / .seconds(1))
            },
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        return try await withThrowingTaskGroup(of: Incident?.self) { group in
            let changes = await engine.changes()
            group.addTask {
                try await timers.run()
                return nil
            }
            group.addTask {
                if let now = try await done() { return now }
                for await _ in changes {
                    if let now = try await done() { return now }
                }
                return nil
            }
            defer { group.cancelAll() }
            while let result = try await group.next() {
                if let result { return result }
            }
            throw CancellationError()
        }
    }

    @Test func `reminders come at their times, then the call for help, then the end`() async throws {
        let id = try await waiting()
        let since = try #require(try await engine.incident(id)?.awaitingSince)
        let ended = try await run(id) { $0.status == .escalated }
        #expect(ended.escalation?.cause == .unanswered)
        let times = ended.entries.suffix(4).map { $0.time.timeIntervalSince(since) }
        #expect(times == [900, 3_600, 7_200, 86_400])
        #expect(ended.entries.suffix(4).map(\.fact.kind) == [.reminded, .reminded, .decisionOverdue, .escalated])
    }

    @Test func `stopped between any two of them, a new process goes on without saying one twice`() async throws {
        let id = try await waiting()
        var incident = try #require(try await engine.incident(id))
        while incident.status != .escalated {
            let count = incident.entries.count
            incident = try await run(id) { $0.entries.count > count }
        }
        #expect(incident.entries.count { $0.fact.kind == .reminded } == 2)
        #expect(incident.entries.count { $0.fact.kind == .decisionOverdue } == 1)
    }

    @Test func `after a long stop only the strongest of what is past is said`() async throws {
        let id = try await waiting()
        clock.advance(bySeconds: 10_000)
        let incident = try await run(id) { $0.approval.overdueSince != nil }
        #expect(!incident.entries.contains { $0.fact.kind == .reminded })
        #expect(incident.isAwaitingDecision)
    }

    @Test func `a decision ends the waiting, and a new patch begins it anew`() async throws {
        let id = try await waiting()
        clock.advance(bySeconds: 1_000)
        _ = try await run(id) { $0.approval.reminders == 1 }
        let digest = Example.proposal().digest
        var incident = try await engine.decide(.reject(digest, feedback: "no"), of: id, by: "U2", in: nil)
        #expect(engine.workflow(over: incident).nextDeadline(at: clock.clock.now()) == nil)
        incident = try await engine.record(
            .patchProposed(Example.proposal(attempt: 2, fixed: "return 2")), of: id, by: .agent(.fixGenerator))
        let next = try #require(engine.workflow(over: incident).nextDeadline(at: clock.clock.now()))
        #expect(next.deadline == .remind(number: 1))
        #expect(next.due == clock.clock.now().addingTimeInterval(900))
    }

    @Test func `a click after the end is told that the approval expired, and retry takes the incident up again`()
        async throws
    {
        let id = try await waiting()
        _ = try await run(id) { $0.status == .escalated }
        await #expect(throws: WorkflowError.rejected(.closed(.escalated))) {
            try await engine.decide(.approve(Example.proposal().digest), of: id, by: "U2", in: nil)
        }
        let retry = Retry(hint: "take zero", message: MessageReference(channel: "C1", timestamp: "9"))
        let again = try await engine.decide(.retry(retry), of: id, by: "U2", in: nil)
        #expect(again.status == .investigating && again.proposal == nil)
        #expect(engine.workflow(over: again).nextActions == [.propose])
        #expect(again.guidance == ["take zero"])
        #expect(try await engine.openIncidents() == [id])
        await #expect(throws: WorkflowError.self) { try await engine.decide(.retry(retry), of: id, by: "U2", in: nil) }
    }

    @Test func `without times nothing is ever due`() throws {
        let workflow = try Example.proposed().workflow()
        #expect(workflow.incident.isAwaitingDecision)
        #expect(workflow.nextDeadline(at: .distantFuture) == nil)
    }
}
