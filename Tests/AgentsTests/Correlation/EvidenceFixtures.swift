import Foundation

@testable import Agents
@testable import Domain

/// Keeps evidence in memory, under numbers.
actor EvidenceInMemory: EvidenceStore {
    private var kept: [EvidenceKey: [UInt8]] = [:]

    init(_ texts: [String: [UInt8]] = [:]) {
        for (key, bytes) in texts { kept[EvidenceKey(rawValue: key)] = bytes }
    }

    func keep(_ bytes: [UInt8]) async throws(PortError) -> EvidenceKey {
        let key = EvidenceKey(rawValue: String(kept.count))
        kept[key] = bytes
        return key
    }

    func bytes(for key: EvidenceKey) async throws(PortError) -> [UInt8]? { kept[key] }
}

/// An incident that has got as far as a test needs.
func incident(
    title: String? = nil, logs: String = "", complaints: [Complaint] = [], attachments: [FetchedAttachment]? = nil,
    correlation: Correlation? = nil
) throws -> Incident {
    var facts: [Fact] = [.opened(Intake(title: title, logs: logs, complaints: complaints, source: .modal))]
    if let attachments { facts.append(.evidenceCollected(attachments)) }
    if let correlation { facts.append(.correlated(correlation)) }
    let entries = facts.enumerated().map { place, fact in
        JournalEntry(
            incident: IncidentID(rawValue: 1), sequence: place + 1, time: Date(timeIntervalSince1970: 0),
            actor: .workflow, fact: fact, previousHash: "", hash: "")
    }
    guard let incident = Incident(entries: entries) else { throw MissingIncident() }
    return incident
}

struct MissingIncident: Error {}

/// What the agent makes of some logs and complaints.
func correlate(_ logs: String = "", complaints: [Complaint] = [], title: String? = nil) async throws -> Correlation {
    let agent = CorrelationAgent(evidence: EvidenceInMemory())
    return try await agent.run(on: incident(title: title, logs: logs, complaints: complaints))
}

/// The main error of some logs.
func mainError(_ logs: String) async throws -> ErrorSignature? {
    try await correlate(logs).mainError?.signature
}

/// The customers of a free text.
func customers(_ text: String, logs: String = "") async throws -> [AffectedCustomer] {
    try await correlate(logs, complaints: [Complaint(message: text)]).customers
}

extension StackFrame {
    /// `file:line function`, for short expectations.
    var short: String { "\(file):\(line.map(String.init) ?? "-") \(function ?? "-")" }
}
