package import Domain
import Foundation
import GRDB

extension IncidentDatabase {
    private static let figuresPort = "IncidentDirectory"

    package func figures(matching filter: DirectoryFilter) async throws(PortError) -> [IncidentFigures] {
        let conditions = SummaryConditions(filter)
        return try await read("count incidents", port: Self.figuresPort) { db in
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT s.severity, s.outcome, s.opened_at, s.proposed_at, s.approved_at, s.ended_at, s.attempts,
                        s.rejections, s.failed_verifications, s.customer_count
                    FROM incident_summary s \(conditions.sql)
                    """,
                arguments: conditions.arguments)
            var figures: [IncidentFigures] = []
            // By position: finding columns by name for each of 100,000 rows takes longer than reading them.
            while let row = try rows.next() {
                figures.append(
                    IncidentFigures(
                        severity: (row[0] as String?).flatMap(Severity.init(rawValue:)),
                        outcome: (row[1] as String?).flatMap(IncidentSummary.Outcome.init(rawValue:)),
                        openedAt: Date(milliseconds: row[2]),
                        proposedAt: (row[3] as Int64?).map(Date.init(milliseconds:)),
                        approvedAt: (row[4] as Int64?).map(Date.init(milliseconds:)),
                        endedAt: (row[5] as Int64?).map(Date.init(milliseconds:)),
                        attempts: row[6], rejections: row[7], failedVerifications: row[8], customers: row[9]))
            }
            return figures
        }
    }

    package func recurringErrors(
        matching filter: DirectoryFilter, limit: Int
    ) async throws(PortError) -> [RecurringError] {
        var conditions = SummaryConditions(filter)
        conditions.add("s.fingerprint IS NOT NULL", [])
        let (sql, arguments) = (conditions.sql, conditions.arguments)
        return try await read("count errors", port: Self.figuresPort) { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT found.*, n.error, n.opened_at
                    FROM (
                        SELECT s.fingerprint, count(*) AS incidents, max(s.id) AS newest
                        FROM incident_summary s \(sql)
                        GROUP BY s.fingerprint HAVING count(*) > 1
                        ORDER BY incidents DESC, newest DESC LIMIT ?
                    ) found JOIN incident_summary n ON n.id = found.newest
                    ORDER BY found.incidents DESC, found.newest DESC
                    """,
                arguments: arguments + [max(0, limit)]
            )
            .map { row in
                RecurringError(
                    fingerprint: ErrorFingerprint(rawValue: row["fingerprint"]), error: row["error"],
                    incidents: row["incidents"], newest: IncidentID(rawValue: row["newest"]),
                    lastOpenedAt: Date(milliseconds: row["opened_at"]))
            }
        }
    }
}
