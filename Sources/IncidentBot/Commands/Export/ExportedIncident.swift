import Domain
import Foundation

/// An incident in one line, as it is exported.
struct ExportedIncident: Encodable {
    let incidentId: Int
    let title: String
    let status: String
    let severity: String?
    let source: String
    let openedAt: String
    let proposedAt: String?
    let approvedAt: String?
    let endedAt: String?
    let outcome: String?
    let escalationCause: String?
    let error: String?
    let service: String?
    let affectedCustomers: [String]
    let attempts: Int
    let rejections: Int
    let failedVerifications: Int
    let recurrences: Int
    let joined: Int?
    let pullRequest: String?
    let isDrill: Bool

    init(_ summary: IncidentSummary) {
        incidentId = summary.id.rawValue
        title = summary.title
        status = summary.status.rawValue
        severity = summary.severity?.rawValue
        source = summary.reporter ?? summary.source.rawValue
        openedAt = summary.openedAt.exported
        proposedAt = summary.proposedAt?.exported
        approvedAt = summary.approvedAt?.exported
        endedAt = summary.endedAt?.exported
        outcome = summary.outcome?.rawValue
        escalationCause = summary.escalationCause?.rawValue
        error = summary.error
        service = summary.service
        affectedCustomers = summary.customers
        attempts = summary.attempts
        rejections = summary.rejections
        failedVerifications = summary.failedVerifications
        recurrences = summary.recurrences
        joined = summary.joined?.rawValue
        pullRequest = summary.pullRequest?.absoluteString
        isDrill = summary.isDrill
    }

    static let columns = [
        "incident_id", "title", "status", "severity", "source", "opened_at", "proposed_at", "approved_at", "ended_at",
        "outcome", "escalation_cause", "error", "service", "affected_customers", "attempts", "rejections",
        "failed_verifications", "recurrences", "joined", "pull_request", "is_drill",
    ]

    /// In the order of `columns`.
    var cells: [String] {
        [
            String(incidentId), title, status, severity ?? "", source, openedAt, proposedAt ?? "", approvedAt ?? "",
            endedAt ?? "", outcome ?? "", escalationCause ?? "", error ?? "", service ?? "",
            affectedCustomers.joined(separator: "; "), String(attempts), String(rejections),
            String(failedVerifications), String(recurrences), joined.map(String.init) ?? "", pullRequest ?? "",
            String(isDrill),
        ]
    }
}

/// One fact of a history, with what proves its place.
struct ExportedFact: Encodable {
    let sequence: Int
    let time: String
    let kind: String
    let actor: Actor
    let fact: Fact
    let previousHash: String
    let hash: String

    init(_ entry: JournalEntry) {
        sequence = entry.sequence
        time = entry.time.exported
        kind = entry.fact.kind.rawValue
        actor = entry.actor
        fact = entry.fact
        previousHash = entry.previousHash
        hash = entry.hash
    }

    static let columns = ["sequence", "time", "kind", "actor", "fact", "previous_hash", "hash"]

    func cells(_ json: (any Encodable) throws -> String) rethrows -> [String] {
        [String(sequence), time, kind, try json(actor), try json(fact), previousHash, hash]
    }
}

struct ExportedHistory: Encodable {
    let incident: ExportedIncident
    let facts: [ExportedFact]
}

extension Date {
    fileprivate var exported: String { formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true)) }
}
