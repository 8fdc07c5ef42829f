import Domain
import Foundation

/// Incidents as one line each, for lists in commands and on the Home tab.
struct IncidentLines {
    /// Where each incident's card stands in Slack, or its page.
    let addresses: [IncidentID: URL]

    func list(_ incidents: some Sequence<IncidentSummary>) -> RichText {
        .list(incidents.map(line))
    }

    private func line(_ incident: IncidentSummary) -> [RichText.Leaf] {
        let name = "Incident \(incident.id)"
        var leaves: [RichText.Leaf] = [
            .words("\(SeverityBadge.label(incident.severity)) "),
            addresses[incident.id].map { .link($0, name) } ?? .words(name, .bold),
            .words(": "), .untrusted(incident.title, 90), .words(". \(StatusWords.name(incident.status)), opened "),
            .date(incident.openedAt),
        ]
        if let ended = incident.endedAt, incident.outcome == .resolved || incident.outcome == .contained {
            let verb = incident.outcome == .resolved ? "resolved" : "contained"
            leaves.append(.words(", \(verb) in \(TimeWords.text(ended.timeIntervalSince(incident.openedAt)))"))
        }
        return leaves
    }
}

/// Times as people say them.
enum TimeWords {
    static func text(_ seconds: Double) -> String {
        let whole = Int(seconds.rounded())
        return switch whole {
        case ..<60: "\(max(whole, 0)) s"
        case ..<3_600: "\(whole / 60) min \(whole % 60) s"
        case ..<86_400: "\(whole / 3_600) h \(whole / 60 % 60) min"
        default: "\(whole / 86_400) d \(whole / 3_600 % 24) h"
        }
    }

    static func text(_ seconds: Double?) -> String { seconds.map { text($0) } ?? "–" }
}
