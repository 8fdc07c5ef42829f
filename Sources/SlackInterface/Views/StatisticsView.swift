import Domain

/// Statistics for people: as charts and tables where Slack draws them, and always as text.
struct StatisticsView {
    private let figures: [IncidentFigures]
    private let analytics: IncidentAnalytics

    init(of figures: [IncidentFigures]) {
        // One error is one incident, however often it was reported.
        self.figures = figures.filter { $0.outcome != .joined }
        analytics = IncidentAnalytics(of: figures)
    }

    var total: Int { analytics.total }

    /// At most two charts: more than two are refused.
    var native: [Block] {
        guard total > 0 else { return text }
        var blocks: [Block] = [summary]
        if !severityParts.allSatisfy({ $0.value == 0 }) {
            blocks.append(.chart(.pie(title: "Incidents by severity", severityParts)))
        }
        blocks.append(.chart(.bars(title: "Outcomes", series: "Incidents", outcomeParts, axis: "Incidents")))
        blocks += [.table(times), .table(attempts)]
        return blocks
    }

    var text: [Block] {
        guard total > 0 else { return [summary] }
        let counts = severityParts + outcomeParts
        let widest = counts.map(\.label.count).max() ?? 0
        let largest = counts.map(\.value).max() ?? 0
        let bars = { (parts: [Chart.Part]) in
            parts.map { Self.bar($0, widest, largest) }.joined(separator: "\n")
        }
        return [
            summary,
            .richText([
                .section([.words("By severity", .bold)]), .preformatted(bars(severityParts)),
                .section([.words("Outcomes", .bold)]), .preformatted(bars(outcomeParts)),
                .section([.words(times.caption, .bold)]), .preformatted(times.text),
                .section([.words(attempts.caption, .bold)]), .preformatted(attempts.text),
            ]),
        ]
    }

    private var summary: Block {
        guard total > 0 else {
            return .richText([.section([.words("No incident yet: statistics begin with the first.")])])
        }
        let summary = analytics.timeToResolve
        let resolve =
            summary.count == 0
            ? "None is resolved yet."
            : "Resolved in \(TimeWords.text(summary.median)) (median), \(TimeWords.text(summary.ninetiethPercentile)) "
                + "(90th percentile), over \(summary.count)."
        return .richText([
            .section([
                .words("\(total) \(total == 1 ? "incident" : "incidents")", .bold),
                .words(", \(open) open. \(resolve)"),
            ])
        ])
    }

    private var severityParts: [Chart.Part] {
        analytics.groups.map { .init($0.severity?.rawValue ?? "Not classified", $0.count) }
    }

    private var open: Int { figures.count { $0.outcome == nil } }

    private var outcomeParts: [Chart.Part] {
        func count(_ outcome: IncidentSummary.Outcome) -> Int { figures.count { $0.outcome == outcome } }
        return [
            .init("Resolved", count(.resolved)), .init("Contained", count(.contained)),
            .init("Escalated", count(.escalated)), .init("Cancelled", count(.cancelled)), .init("Open", open),
        ]
    }

    private var times: DataTable {
        let rows = analytics.groups.compactMap { group in
            group.severity.map { row($0.rawValue, group.timeToResolve) }
        }
        return DataTable(
            caption: "Time to resolve", header: ["Severity", "Median", "90th percentile", "Resolved"],
            rows: rows + [row("All", analytics.timeToResolve)])
    }

    private func row(_ name: String, _ summary: DurationSummary) -> [String] {
        [name, TimeWords.text(summary.median), TimeWords.text(summary.ninetiethPercentile), "\(summary.count)"]
    }

    private var attempts: DataTable {
        let resolved = Dictionary(grouping: figures.filter { $0.outcome == .resolved }, by: \.attempts)
        let patches = resolved.sorted { $0.key < $1.key }.prefix(6).map { count, incidents in
            ["Resolved with \(count) \(count == 1 ? "patch" : "patches")", "\(incidents.count)"]
        }
        func sum(_ number: (IncidentFigures) -> Int) -> String { "\(figures.reduce(0) { $0 + number($1) })" }
        return DataTable(
            caption: "Attempts", header: ["What", "Count"],
            rows: patches + [
                ["Patches proposed", sum(\.attempts)], ["Patches rejected", sum(\.rejections)],
                ["Proofs failed", sum(\.failedVerifications)],
            ])
    }

    private static func bar(_ part: Chart.Part, _ widest: Int, _ largest: Int) -> String {
        let name = part.label + String(repeating: " ", count: widest - part.label.count)
        let length = largest == 0 ? 0 : (part.value * 20 + largest - 1) / largest
        return "\(name)  \(String(repeating: "█", count: length))\(length > 0 ? " " : "")\(part.value)"
    }
}
