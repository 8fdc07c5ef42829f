import Domain
import Foundation

/// Incidents as comma-separated values, one line each. See `CSV`.
enum IncidentCSV {
    static let header = line([
        "incident", "title", "severity", "status", "outcome", "source", "reporter", "drill", "opened_at", "proposed_at",
        "approved_at", "ended_at", "seconds_to_end", "error", "fingerprint", "service", "customers", "customer_count",
        "attempts", "recurrences", "joined", "pull_request",
    ])

    static func line(of incident: IncidentSummary) -> String {
        let seconds = incident.endedAt.map { Int($0.timeIntervalSince(incident.openedAt).rounded()) }
        return line([
            "\(incident.id.rawValue)", incident.title, incident.severity?.rawValue, incident.status.rawValue,
            incident.outcome?.rawValue, incident.source.rawValue, incident.reporter, "\(incident.isDrill)",
            time(incident.openedAt), time(incident.proposedAt), time(incident.approvedAt), time(incident.endedAt),
            seconds.map { "\(max(0, $0))" }, incident.error, incident.fingerprint?.rawValue, incident.service,
            incident.customers.joined(separator: "; "), "\(incident.customers.count)", "\(incident.attempts)",
            "\(incident.recurrences)", incident.joined.map { "\($0.rawValue)" }, incident.pullRequest?.absoluteString,
        ])
    }

    private static func line(_ cells: [String?]) -> String {
        CSV.line(cells.map { $0 ?? "" })
    }

    private static func time(_ date: Date?) -> String? {
        date?.formatted(Date.ISO8601FormatStyle())
    }
}
