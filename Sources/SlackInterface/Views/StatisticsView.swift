import Domain

/// Statistics for people: as charts and tables where Slack draws them, and always as text.
struct StatisticsView {
    let statistics: IncidentStatistics

    /// At most two charts: more than two are refused.
    var native: [Block] {
        guard statistics.total > 0 else { return text }
        var blocks: [Block] = [summary]
        if !severityParts.allSatisfy({ $0.value == 0 }) {
            blocks.append(.chart(.pie(title: "Incidents by severity", severityParts)))
        }
        blocks.append(.chart(.bars(title: "Outcomes", series: "Incidents", outcomeParts, axis: "Incidents")))
        blocks += [.table(times), .table(attempts)]
        return blocks
    }

    var text: [Block] {
        guard statistics.total > 0 else { return [summary] }
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
        guard statistics.total > 0 else {
            return .richText([.section([.words("No incident yet: statistics begin with the first.")])])
        }
        let summary = statistics.timeToResolve
        let resolve =
            summary.count == 0
            ? "None is resolved yet."
            : "Resolved in \(TimeWords.text(summary.median)) (median), \(TimeWords.text(summary.ninetiethPercentile)) "
                + "(90th percentile), over \(summary.count)."
        return .richText([
            .section([
                .words("\(statistics.total) \(statistics.total == 1 ? "incident" : "incidents")", .bold),
                .words(", \(statistics.open) open. \(resolve)"),
            ])
        ])
    }

    private var severityParts: [Chart.Part] {
        let parts = Severity.allCases.map { Chart.Part($0.rawValue, statistics.severities[$0] ?? 0) }
        return statistics.unclassified > 0 ? parts + [.init("Not classified", statistics.unclassified)] : parts
    }

    private var outcomeParts: [Chart.Part] {
        [
            .init("Resolved", statistics.statuses[.resolved] ?? 0),
            .init("Escalated", statistics.statuses[.escalated] ?? 0),
            .init("Cancelled", statistics.statuses[.cancelled] ?? 0), .init("Open", statistics.open),
        ]
    }

    private var times: DataTable {
        let rows = Severity.allCases.map { severity in
            row(severity.rawValue, statistics.timeToResolveBySeverity[severity] ?? DurationSummary(of: []))
        }
        return DataTable(
            caption: "Time to resolve", header: ["Severity", "Median", "90th percentile", "Resolved"],
            rows: rows + [row("All", statistics.timeToResolve)])
    }

    private func row(_ name: String, _ summary: DurationSummary) -> [String] {
        [name, TimeWords.text(summary.median), TimeWords.text(summary.ninetiethPercentile), "\(summary.count)"]
    }

    private var attempts: DataTable {
        let patches = statistics.patchesUntilResolved.sorted { $0.key < $1.key }.prefix(6).map { count, incidents in
            ["Resolved with \(count) \(count == 1 ? "patch" : "patches")", "\(incidents)"]
        }
        return DataTable(
            caption: "Attempts", header: ["What", "Count"],
            rows: patches + [
                ["Patches approved", "\(statistics.approvals)"], ["Patches rejected", "\(statistics.rejections)"],
                ["Proofs passed", "\(statistics.passedVerifications)"],
                ["Proofs failed", "\(statistics.failedVerifications)"],
            ])
    }

    private static func bar(_ part: Chart.Part, _ widest: Int, _ largest: Int) -> String {
        let name = part.label + String(repeating: " ", count: widest - part.label.count)
        let length = largest == 0 ? 0 : (part.value * 20 + largest - 1) / largest
        return "\(name)  \(String(repeating: "█", count: length))\(length > 0 ? " " : "")\(part.value)"
    }
}
