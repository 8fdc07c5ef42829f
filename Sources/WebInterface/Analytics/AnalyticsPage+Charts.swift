import Domain
import Foundation

extension AnalyticsPage {
    var severities: HTML {
        let bars = analytics.groups.map {
            Chart.Bar(label: Self.name($0.severity), parts: [Double($0.count)], text: "\($0.count)")
        }
        return Self.section(
            "Severity", Chart.bars("Incidents by severity", "The table below has the numbers.", bars),
            Self.table(
                ["Severity", "Incidents", "Share", "Open now"],
                analytics.groups.map {
                    [
                        "\(Self.name($0.severity))", "\($0.count)",
                        "\(($0.count * 200 + analytics.total) / (2 * analytics.total)) %",
                        "\($0.open)",
                    ]
                }))
    }

    var trend: HTML {
        let periods = analytics.periods
        let labels = periods.map { $0.start.formatted(.iso8601.year().month().day()) }
        let chart = TrendChart(
            title: "Time to resolve",
            description: "Median and 90th percentile by \(period); columns count the opened incidents.",
            counts: periods.map(\.opened), median: periods.map(\.timeToResolve.median),
            slowest: periods.map(\.timeToResolve.ninetiethPercentile), labels: labels
        ).html
        let rows = zip(labels, periods).filter { $0.1.opened > 0 }.map { label, period in
            row("\(label)", ["\(period.opened)"], period.timeToResolve)
        }
        let all = row("All", ["\(analytics.total)"], analytics.timeToResolve)
        return Self.section(
            "Time to resolve", chart,
            key: Chart.key(
                ["Median", "90th percentile, p90 (dashed)", "Opened, by \(period)"], classes: ["a", "c", "d"]),
            Self.table(
                ["From", "Opened", "Resolved", "Median", "p90"], rows.reversed() + [all]))
    }

    private var period: String {
        switch analytics.daysPerPeriod {
        case 1: "day"
        case 7: "week"
        default: "\(analytics.daysPerPeriod / 7) weeks"
        }
    }

    private func row(_ name: HTML, _ counts: [HTML], _ times: DurationSummary) -> [HTML] {
        [name] + counts + [
            "\(times.count)", "\(Self.duration(times.median))", "\(Self.duration(times.ninetiethPercentile))",
        ]
    }

    var approvals: HTML {
        let groups = analytics.groups.filter { $0.timeToApprove.count > 0 }
        let bars = groups.map { group in
            Chart.Bar(
                label: Self.name(group.severity), parts: [group.timeToApprove.median ?? 0],
                text: Self.duration(group.timeToApprove.median))
        }
        let rows = groups.map { row("\(Self.name($0.severity))", [], $0.timeToApprove) }
        return Self.section(
            "Time to approve",
            bars.isEmpty
                ? "<p>No patch was approved in this time.</p>"
                : Chart.bars(
                    "Median time from the first patch to its approval, by severity", "The table below has the numbers.",
                    bars),
            Self.table(
                ["Severity", "Approved", "Median", "p90"], rows + [row("All", [], analytics.timeToApprove)])
        )
    }

    var outcomes: HTML {
        let kinds: [IncidentSummary.Outcome] = [.resolved, .escalated, .cancelled]
        let bars = analytics.groups.map { group in
            Chart.Bar(
                label: Self.name(group.severity),
                parts: kinds.map { Double(group.outcomes[$0] ?? 0) } + [Double(group.open)], text: "\(group.count)")
        }
        let names = kinds.map(Words.outcome) + ["Open"]
        return Self.section(
            "Outcome", Chart.bars("Outcomes by severity", "The table below has the numbers.", bars),
            key: Chart.key(names),
            Self.table(
                ["Severity"] + names,
                analytics.groups.map { group in
                    ["\(Self.name(group.severity))"] + kinds.map { "\(group.outcomes[$0] ?? 0)" } + ["\(group.open)"]
                }))
    }

    var attempts: HTML {
        let counts = analytics.attempts.sorted { $0.key < $1.key }
        let bars = counts.map {
            Chart.Bar(
                label: Words.count($0.key, "patch", plural: "patches"), parts: [Double($0.value)], text: "\($0.value)")
        }
        return Self.section(
            "Attempts",
            bars.isEmpty
                ? "<p>No incident has ended in this time.</p>"
                : Chart.bars("Ended incidents by patches put forward", "The table below has the numbers.", bars),
            Self.table(["Patches", "Ended incidents"], counts.map { ["\($0.key)", "\($0.value)"] }))
    }

    var customers: HTML {
        let bars = analytics.groups.map {
            Chart.Bar(label: Self.name($0.severity), parts: [Double($0.customers)], text: "\($0.customers)")
        }
        return Self.section(
            "Affected customers",
            Chart.bars(
                "Affected customers by severity",
                "A customer counts once for each incident. The table below has the numbers.",
                bars),
            Self.table(
                ["Severity", "Customers", "Incidents with any", "Most in one"],
                analytics.groups.map {
                    ["\(Self.name($0.severity))", "\($0.customers)", "\($0.withCustomers)", "\($0.mostCustomers)"]
                }))
    }

    var recurring: HTML {
        guard !errors.isEmpty else {
            return "<section class=\"card\"><h2>Recurring errors</h2><p>No error came twice in this time.</p></section>"
        }
        let bars = errors.map { error in
            Chart.Bar(label: Self.short(error), parts: [Double(error.incidents)], text: "\(error.incidents)")
        }
        let rows = errors.map { error -> HTML in
            """
            <tr><th scope="row" class="words"><a href="/incidents?fingerprint=\(error.fingerprint.rawValue)">\
            \(error.error ?? error.fingerprint.rawValue)</a></th><td>\(error.incidents)</td>\
            <td><a href="/incidents/\(error.newest.rawValue)">\(error.newest.rawValue)</a></td></tr>
            """
        }
        let table: HTML = """
            <table class="numbers"><thead><tr><th scope="col">Error</th><th scope="col">Reports</th>\
            <th scope="col">Newest</th></tr></thead><tbody>\(rows)</tbody></table>
            """
        return Self.section(
            "Recurring errors", Chart.bars("Reports of each recurring error", "The table below names them.", bars),
            table)
    }

    /// As much of it as a phone is wide.
    private static func short(_ error: RecurringError) -> String {
        let text = error.error ?? error.fingerprint.rawValue
        return text.count <= 38 ? text : text.prefix(37) + "…"
    }
}
