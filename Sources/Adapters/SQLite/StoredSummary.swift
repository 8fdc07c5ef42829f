import Domain
import Foundation
import GRDB

/// A summary as it is stored; see `IncidentDatabase.directoryTables`.
struct StoredSummary: FetchableRecord, PersistableRecord, Sendable {
    static let databaseTableName = "incident_summary"

    let summary: IncidentSummary

    init(_ summary: IncidentSummary) {
        self.summary = summary
    }

    init(row: Row) throws {
        guard let status = Incident.Status(rawValue: row["status"]), let source = Intake.Source(rawValue: row["source"])
        else {
            throw UnreadableRow(reason: "The summary of incident \(row["id"] as Int) holds words of another version.")
        }
        summary = IncidentSummary(
            id: IncidentID(rawValue: row["id"]),
            title: row["title"],
            status: status,
            severity: Self.value(row["severity"]),
            source: source,
            reporter: row["reporter"],
            alertIdentity: row["alert_identity"],
            isDrill: row["is_drill"],
            openedAt: Date(milliseconds: row["opened_at"]),
            proposedAt: (row["proposed_at"] as Int64?).map(Date.init(milliseconds:)),
            approvedAt: (row["approved_at"] as Int64?).map(Date.init(milliseconds:)),
            endedAt: (row["ended_at"] as Int64?).map(Date.init(milliseconds:)),
            outcome: Self.value(row["outcome"]),
            escalationCause: Self.value(row["escalation_cause"]),
            error: row["error"],
            fingerprint: (row["fingerprint"] as String?).map(ErrorFingerprint.init(rawValue:)),
            likeness: row["likeness"],
            cause: row["cause"],
            service: row["service"],
            customers: try Self.decoded(row["customers"], plain: ("[]", [])),
            attempts: row["attempts"],
            rejections: row["rejections"],
            failedVerifications: row["failed_verifications"],
            isReproduced: row["is_reproduced"],
            recurrences: row["recurrences"],
            joined: (row["joined"] as Int?).map(IncidentID.init(rawValue:)),
            pullRequest: (row["pull_request"] as String?).flatMap { URL(string: $0) },
            mode: try Self.decoded(row["mode"], plain: (#"{"ruleBased":{}}"#, .ruleBased)),
            hasWork: row["has_work"],
            hasOpenPullRequest: row["has_open_pull_request"])
    }

    func encode(to container: inout PersistenceContainer) throws {
        container["id"] = summary.id.rawValue
        container["title"] = summary.title
        container["status"] = summary.status.rawValue
        container["severity"] = summary.severity?.rawValue
        container["source"] = summary.source.rawValue
        container["reporter"] = summary.reporter
        container["alert_identity"] = summary.alertIdentity
        container["is_drill"] = summary.isDrill
        container["opened_at"] = summary.openedAt.milliseconds
        container["proposed_at"] = summary.proposedAt?.milliseconds
        container["approved_at"] = summary.approvedAt?.milliseconds
        container["ended_at"] = summary.endedAt?.milliseconds
        container["outcome"] = summary.outcome?.rawValue
        container["escalation_cause"] = summary.escalationCause?.rawValue
        container["error"] = summary.error
        container["fingerprint"] = summary.fingerprint?.rawValue
        container["likeness"] = summary.likeness
        container["cause"] = summary.cause
        container["service"] = summary.service
        container["customers"] = String(decoding: try JSONEncoder().encode(summary.customers), as: UTF8.self)
        container["customer_count"] = summary.customers.count
        container["attempts"] = summary.attempts
        container["rejections"] = summary.rejections
        container["failed_verifications"] = summary.failedVerifications
        container["is_reproduced"] = summary.isReproduced
        container["recurrences"] = summary.recurrences
        container["joined"] = summary.joined?.rawValue
        container["pull_request"] = summary.pullRequest?.absoluteString
        container["mode"] = String(decoding: try JSONEncoder().encode(summary.mode), as: UTF8.self)
        container["has_work"] = summary.hasWork
        container["has_open_pull_request"] = summary.hasOpenPullRequest
    }

    private static let decoder = JSONDecoder()

    /// - Parameter plain: what most rows hold, known without decoding: a download reads 100,000 of them.
    private static func decoded<Value: Decodable>(
        _ text: String, plain: (text: String, value: Value)
    ) throws -> Value {
        text == plain.text ? plain.value : try decoder.decode(Value.self, from: Data(text.utf8))
    }

    private static func value<Value: RawRepresentable>(_ stored: String?) -> Value? where Value.RawValue == String {
        stored.flatMap(Value.init(rawValue:))
    }
}

extension Date {
    init(milliseconds: Int64) {
        self.init(timeIntervalSince1970: Double(milliseconds) / 1000)
    }

    var milliseconds: Int64 { Int64((timeIntervalSince1970 * 1000).rounded()) }
}
