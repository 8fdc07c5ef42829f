import Domain
import Foundation

/// How the team is doing: each chart with its numbers in a table.
struct AnalyticsPage {
    let address: AnalyticsAddress
    let analytics: IncidentAnalytics
    let errors: [RecurringError]

    var html: HTML {
        guard analytics.total > 0 else {
            return Self.head(of: address) + """
                <div class="card empty"><p><strong>There is no incident to count\
                \(address.isFiltered ? " in this time and severity" : " yet").</strong></p>
                <p class="soft">Drills, and reports that joined an older incident, are not counted. \
                <a href="/incidents">All incidents</a></p></div>
                """
        }
        return """
            \(Self.head(of: address))
            <p class="soft">\(Words.count(analytics.total, "incident")), without drills and without reports that joined an \
            older incident. An incident counts for the time it was opened in.</p>
            \(severities)
            \(trend)
            \(approvals)
            \(outcomes)
            \(attempts)
            \(customers)
            \(recurring)
            """
    }

    static func refusal(of address: AnalyticsAddress) -> HTML {
        head(of: address) + """
            <div class="card" role="alert"><p class="bad">The filter has a mistake, so nothing is shown.</p>
            <ul>\(address.faults.map { "<li><code>\($0.place)</code>: \($0.detail)</li>" as HTML })</ul></div>
            """
    }

    private static func head(of address: AnalyticsAddress) -> HTML {
        "<h1>Analytics</h1>\(AnalyticsForm(address: address).html)"
    }

    /// A heading, a chart and its numbers.
    static func section(_ title: String, _ chart: HTML?, key: HTML? = nil, _ table: HTML) -> HTML {
        """
        <section class="card"><h2>\(title)</h2>
        <div class="beside"><figure>\(chart)\(key)</figure>
        <div class="scroll" tabindex="0" role="region" aria-label="\(title), numbers">\(table)</div></div></section>
        """
    }

    static func table(_ names: [String], _ rows: [[HTML]]) -> HTML {
        let head = names.map { "<th scope=\"col\">\($0)</th>" as HTML }
        let body = rows.map { row -> HTML in
            let cells = row.dropFirst().map { "<td>\($0)</td>" as HTML }
            return "<tr><th scope=\"row\">\(row.first)</th>\(cells)</tr>"
        }
        return "<table class=\"numbers\"><thead><tr>\(head)</tr></thead><tbody>\(body)</tbody></table>"
    }

    static func name(_ severity: Severity?) -> String { severity?.rawValue ?? "Not classified" }

    static func duration(_ seconds: Double?) -> String { seconds.map(Words.duration) ?? "–" }
}

/// The form above the charts.
struct AnalyticsForm {
    let address: AnalyticsAddress

    var html: HTML {
        """
        <form class="filter fields" method="get" action="/analytics" aria-label="What is counted">
        <p><label for="days">Time</label><select id="days" name="days">\(days)</select></p>
        <fieldset><legend>Severity</legend>\(severities)</fieldset>
        <p><label for="from">Opened from</label>\(time("from"))</p>
        <p><label for="to">Opened before</label>\(time("to"))</p>
        <p class="wide"><button type="submit">Count</button> <a href="/analytics">Count all</a></p>
        </form>
        """
    }

    private var days: [HTML] {
        let chosen = address.value("days")
        let known = AnalyticsAddress.days.map(String.init)
        let others = chosen.isEmpty || known.contains(chosen) || Int(chosen) == nil ? [] : [chosen]
        let isBetween = hasTimes && chosen.isEmpty
        return [HTML("<option value=\"\">\(isBetween ? "As below" : "All time")</option>")]
            + (known + others).map { days -> HTML in
                let mark: HTML? = days == chosen ? " selected" : nil
                return "<option value=\"\(days)\"\(mark)>The last \(days) days</option>"
            }
    }

    private var hasTimes: Bool { !address.value("from").isEmpty || !address.value("to").isEmpty }

    private var severities: [HTML] {
        Severity.allCases.map { severity in
            let mark: HTML? = address.filter.severities.contains(severity) ? " checked" : nil
            return """
                <label><input type="checkbox" name="severity" value="\(severity.rawValue)"\(mark)> \
                \(severity.rawValue)</label>
                """
        }
    }

    private func time(_ name: String) -> HTML {
        let value = address.value(name)
        let isDay = value.isEmpty || value.utf8.count == 10
        return "<input id=\"\(name)\" name=\"\(name)\" type=\"\(isDay ? "date" : "text")\" value=\"\(value)\">"
    }
}

extension AnalyticsAddress {
    var isFiltered: Bool { !filter.severities.isEmpty || filter.from != nil || filter.to != nil }
}
