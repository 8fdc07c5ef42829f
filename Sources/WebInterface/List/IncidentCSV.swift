import Domain
import Foundation

/// Incidents as comma-separated values (RFC 4180), one line each.
///
/// Spreadsheets run cells that begin like a formula. Such texts get an apostrophe in front, which spreadsheets don't show.
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
        cells.map { cell($0 ?? "") }.joined(separator: ",") + "\r\n"
    }

    private static func cell(_ text: String) -> String {
        // Fullwidth signs count too: some spreadsheets take them for the plain ones.
        let first = text.unicodeScalars.first { !$0.properties.isWhitespace && $0.value >= 0x20 }
        let isFormula = first.map { "=+-@＝＋－＠|%".unicodeScalars.contains($0) } ?? false
        let harmless = isFormula || text.unicodeScalars.first.map { $0.value < 0x20 } ?? false ? "'" + text : text
        guard harmless.unicodeScalars.contains(where: { "\",\r\n;\t'".unicodeScalars.contains($0) }) else {
            return harmless
        }
        return "\"\(harmless.replacing("\"", with: "\"\""))\""
    }

    private static func time(_ date: Date?) -> String? {
        date?.formatted(Date.ISO8601FormatStyle())
    }
}
