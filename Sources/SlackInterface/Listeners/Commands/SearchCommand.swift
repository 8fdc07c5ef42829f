import Domain
import Foundation

/// `/incident search words`: incidents in which the words stand, those with most of them first.
struct SearchCommand: Sendable {
    let catalogue: IncidentCatalogue
    let notes: PrivateNotes

    func handle(_ words: String, _ command: CommandPayload) -> SlackReply {
        notes.answer(command) { await body(words) }
    }

    private func body(_ words: String) async -> MessageBody {
        guard let incidents = await catalogue.incidents() else { return IncidentCatalogue.unreadable }
        let found = IncidentSearch(words).results(among: incidents)
        let shown = found.prefix(IncidentListView.pageSize)
        let title: [RichText.Leaf] = [
            .words(found.isEmpty ? "Nothing found for " : "\(found.count) found for ", .bold),
            .untrusted(words, 120, .code),
        ]
        let more = found.count - shown.count
        var elements: [RichText] = [.section(title)]
        if !shown.isEmpty { elements.append(await catalogue.lines(for: shown).list(shown)) }
        if more > 0 { elements.append(.section([.words("And \(more) more: add a word to narrow it down.")])) }
        return MessageBody(fallback: "\(found.count) incidents found", blocks: [.richText(elements)])
    }
}

/// Looks for words in what is known of incidents: titles, errors, services, customers, causes, files and the log itself.
struct IncidentSearch {
    private static let maximumTerms = 12
    /// Of a log, which may be long; the errors in it are looked at in full.
    private static let logBytes = 20_000

    private let terms: [String]

    init(_ words: String) {
        let pieces = words.split { $0.isWhitespace || $0 == "," }.prefix(Self.maximumTerms)
        terms = pieces.map { Self.folded(String($0)) }.filter { !$0.isEmpty }
    }

    /// Incidents with every word come first, then those with fewer; newer ones first among equals.
    func results(among incidents: [Incident]) -> [Incident] {
        guard !terms.isEmpty else { return [] }
        let counted = incidents.map { incident in
            let text = Self.folded(Self.text(of: incident))
            return (incident: incident, count: terms.count { text.contains($0) })
        }
        return counted.filter { $0.count > 0 }
            .sorted { ($0.count, $0.incident.id) > ($1.count, $1.incident.id) }.map(\.incident)
    }

    private static func folded(_ text: String) -> String {
        text.folding(options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil)
    }

    private static func text(of incident: Incident) -> String {
        var parts = [incident.title, String(decoding: incident.intake.logs.utf8.prefix(logBytes), as: UTF8.self)]
        parts += incident.intake.complaints.flatMap { [$0.customer ?? "", $0.message] }
        if let correlation = incident.correlation {
            parts += correlation.services + correlation.customers.map(\.name) + correlation.requestIDs
            parts += correlation.errors.flatMap { [$0.signature.exception, $0.signature.message] }
        }
        if let diagnosis = incident.diagnosis {
            parts += [diagnosis.summary, diagnosis.location?.file ?? "", diagnosis.location?.function ?? ""]
        }
        parts += [incident.classification?.reason ?? "", incident.escalation?.summary ?? ""]
        return parts.joined(separator: "\n")
    }
}
