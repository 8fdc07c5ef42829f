import Domain
import RegexBuilder

/// What the diagnosis rests on, for whoever reviews the pull request: quoted, bounded, and without any markup's power.
struct PullRequestEvidence {
    let text: String

    init(_ incident: Incident) {
        let citations = incident.diagnosis?.citations ?? []
        let suspects = incident.diagnosis?.suspects ?? []
        let lines =
            citations.prefix(8).map { "- \(Self.words(for: $0))" }
            + suspects.prefix(3).map { "- \(Self.words(for: $0))" }
        text = lines.isEmpty ? "" : "## Evidence\n\n" + lines.joined(separator: "\n")
    }

    private static func words(for citation: Citation) -> String {
        switch citation {
        case .log(let line): "Log: \(code(line))"
        case .source(let place): "Source: \(code("\(place.file):\(place.line)")) \(code(place.code))"
        case .knowledge(let passage):
            "\(passage.kind == .incident ? "Past incident" : "Runbook"): \(PullRequestText.plain(clip(passage.title)))"
        }
    }

    private static func words(for suspect: Suspect) -> String {
        "Suspect change: \(code(suspect.commit.id.short)) \(PullRequestText.plain(clip(suspect.commit.title))), "
            + "\(suspect.age) before the incident: \(PullRequestText.plain(suspect.reason))"
    }

    private static func code(_ text: String) -> String { PullRequestText.code(clip(text)) }

    private static func clip(_ text: String) -> String {
        text.count > 300 ? "\(text.prefix(299))…" : text
    }
}

/// The customers of an incident, kept out of what the public may read.
struct CustomerNames {
    private let names: [String]

    init(_ incident: Incident) {
        let said = incident.intake.complaints.compactMap(\.customer)
        // Longer names first, so that no half of one is left.
        names = Set((incident.correlation?.customers.map(\.name) ?? []) + said)
            .filter { $0.count >= 2 }
            .sorted { ($0.count, $0) > ($1.count, $1) }
    }

    /// The text with “a customer” wherever one of them is named, in any case of letters.
    func left(out text: String) -> String {
        names.reduce(text) { text, name in
            let pattern = Regex { name }.ignoresCase()
            return text.replacing(pattern) { match in
                Self.standsAlone(match.range, in: text) ? "a customer" : text[match.range]
            }
        }
    }

    /// A name within a longer word is none: Ann is not in “planned”.
    private static func standsAlone(_ range: Range<String.Index>, in text: String) -> Bool {
        let before = text[..<range.lowerBound].last, after = text[range.upperBound...].first
        return before.map { !$0.isLetter && !$0.isNumber } ?? true && after.map { !$0.isLetter && !$0.isNumber } ?? true
    }
}
