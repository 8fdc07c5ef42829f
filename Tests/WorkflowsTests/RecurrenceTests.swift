import Agents
import Domain
import TestSupport
import Testing
import Workflows

@Suite(.timeLimit(.minutes(1))) struct RecurrenceTests {
    let bench: Bench
    let agents: IncidentAgents

    init() async throws {
        var bench = Bench()
        bench.recurrenceWindow = 3_600
        self.bench = bench
        agents = bench.agents(
            proposals: [try await bench.proposal(attempt: 1, fixed: "return d.get('x')")],
            correlation: ScriptedAgent { incident, _ in Self.correlation(of: incident) })
    }

    /// The error is what the logs say; the title names the customer.
    private static func correlation(of incident: Incident) -> Correlation {
        let error = ErrorGroup(
            signature: ErrorSignature(
                language: .python, exception: incident.intake.logs, message: "'x'",
                frames: [StackFrame(file: "a.py", line: 3, function: "f", isVendored: false)]), count: 3)
        let customer = AffectedCustomer(
            name: incident.intake.title ?? "", complaint: nil, identifiers: [], matchesMainError: true)
        return Correlation(
            title: "same title", mainError: error, errors: [error], services: [], requestIDs: [], userIDs: [],
            customers: [customer], digest: LogDigest(totalBytes: 1, totalLines: 1, text: ""), problems: [])
    }

    private func open(_ error: String, _ customer: String = "Acme") async throws -> IncidentID {
        try await bench.engine.open(
            Intake(title: customer, logs: error, source: .alertmanager), by: .workflow, key: "\(error)/\(customer)")
    }

    private func settle(_ id: IncidentID) async throws -> Incident {
        try await bench.run(agents, of: id) { $0.joined != nil || $0.isAwaitingDecision }
    }

    @Test func `the same error joins the open incident, with its customers`() async throws {
        let first = try await open("KeyError")
        _ = try await settle(first)
        let second = try await settle(try await open("KeyError", "Birch Ltd"))
        #expect(second.joined == first && second.status == .cancelled)
        #expect(second.proposals.isEmpty)

        let older = try #require(try await bench.engine.incident(first))
        #expect(older.recurrences.map(\.incident) == [second.id])
        #expect(older.recurrences.first?.count == 3)
        #expect(older.correlation?.customers.map(\.name) == ["Acme", "Birch Ltd"])
        #expect(older.isAwaitingDecision, "the patch on the table stays there")
    }

    @Test func `a different cause under the same title stands for itself`() async throws {
        _ = try await settle(try await open("KeyError"))
        let other = try await settle(try await open("IndexError"))
        #expect(other.joined == nil && other.isAwaitingDecision)
    }

    @Test func `of many reports at once one incident is left`() async throws {
        var ids: [IncidentID] = []
        for number in 1...12 { ids.append(try await open("KeyError", "Customer \(number)")) }
        var incidents: [Incident] = []
        for id in ids { incidents.append(try await settle(id)) }
        let owners = incidents.filter { $0.joined == nil }
        let owner = try #require(owners.first)
        #expect(owners.count == 1)
        #expect(incidents.filter { $0.joined == owner.id }.count == 11)
        let counted = try #require(try await bench.engine.incident(owner.id)).recurrences
        #expect(Set(counted.map(\.incident)).count == 11 && counted.count == 11)
    }

    @Test func `stopped between counting and joining, it is counted once`() async throws {
        let first = try await open("KeyError")
        _ = try await settle(first)
        let second = try await open("KeyError", "Birch Ltd")
        let recurrence = Recurrence(
            incident: second, source: .alertmanager, count: 3, alertKey: nil, customers: [])
        _ = try await bench.engine.record(.recurred(recurrence), of: first, by: .workflow)
        #expect(try await settle(second).joined == first)
        #expect(try await bench.engine.incident(first)?.recurrences.count == 1)
    }

    @Test func `an incident that has ended takes nothing in`() async throws {
        let first = try await open("KeyError")
        _ = try await settle(first)
        _ = try await bench.engine.record(.cancelled(reason: "known"), of: first, by: bench.person)
        #expect(try await settle(try await open("KeyError", "Birch Ltd")).joined == nil)
        let late = Recurrence(
            incident: IncidentID(rawValue: 9), source: .modal, count: 1, alertKey: nil, customers: [])
        await #expect(throws: WorkflowError.rejected(.outOfOrder(.recurred))) {
            try await bench.engine.record(.recurred(late), of: first, by: .workflow)
        }
    }

    @Test func `an alert's end is noted once, and only for an alert behind the incident`() async throws {
        let alert = AlertReference(key: "a/1", identity: "a", name: "HighErrorRate")
        let id = try await bench.engine.open(
            Intake(title: "Acme", logs: "KeyError", source: .grafana, alert: alert), by: .workflow, key: "a/1")
        let end = AlertEnd(key: "a/1", name: "HighErrorRate", source: .grafana, endedAt: nil)
        let incident = try await bench.engine.record(.alertEnded(end), of: id, by: .workflow)
        #expect(incident.firingAlerts.isEmpty && incident.status == .investigating)
        for wrong in [end, AlertEnd(key: "b/1", name: "", source: .grafana, endedAt: nil)] {
            await #expect(throws: WorkflowError.rejected(.outOfOrder(.alertEnded))) {
                try await bench.engine.record(.alertEnded(wrong), of: id, by: .workflow)
            }
        }
    }
}
