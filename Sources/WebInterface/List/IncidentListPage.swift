import Domain
import Foundation

/// Incidents in short, the newest first: those of one page that fit the filter.
struct IncidentListPage {
    static let pageLength = 50

    let address: IncidentListAddress
    let incidents: [IncidentSummary]
    /// How many fit on all pages together.
    let total: Int

    var html: HTML {
        """
        <h1>Incidents</h1>
        \(hasNone ? nil : IncidentFilterForm(address: address).html)
        \(faults)
        \(results)
        """
    }

    /// Whether there is nothing that a filter could find.
    private var hasNone: Bool {
        total == 0 && address.page == 1 && !address.isFiltered && address.faults.isEmpty
    }

    private var faults: HTML? {
        guard !address.faults.isEmpty else { return nil }
        return """
            <div class="card" role="alert"><p class="bad">The filter has a mistake, so nothing is shown.</p>
            <ul>\(address.faults.map { "<li><code>\($0.place)</code>: \($0.detail)</li>" as HTML })</ul></div>
            """
    }

    private var results: HTML? {
        guard address.faults.isEmpty else { return nil }
        guard !incidents.isEmpty else {
            return hasNone
                ? """
                <div class="card empty"><p><strong>No incident yet.</strong></p>
                <p>Type <code>/incident</code> in Slack to open one, or let your monitoring do it: \
                <a href="/docs">the API</a> has an address for each kind.</p></div>
                """
                : """
                <div class="card empty"><p><strong>Nothing fits.</strong> <a href="/incidents">Show all incidents</a></p></div>
                """
        }
        return """
            <p class="soft">\(range) of \(total). Download as \
            <a href="\(address.link("/incidents.csv"))">CSV</a> or \
            <a href="\(address.link("/api/incidents", adding: "limit=200"))">JSON</a>.</p>
            <ul class="incidents">\(incidents.map(row))</ul>
            \(pages)
            """
    }

    private var range: String {
        let first = (address.page - 1) * Self.pageLength + 1
        return "\(first)–\(first + incidents.count - 1)"
    }

    private var pages: HTML? {
        let last = (total + Self.pageLength - 1) / Self.pageLength
        guard last > 1 else { return nil }
        let newer: HTML? =
            address.page > 1 ? "<a rel=\"prev\" href=\"\(address.link(page: address.page - 1))\">← Newer</a>" : nil
        let older: HTML? =
            address.page < last ? "<a rel=\"next\" href=\"\(address.link(page: address.page + 1))\">Older →</a>" : nil
        return """
            <nav class="pages" aria-label="Pages">\(newer) <span>Page \(address.page) of \(last)</span> \(older)</nav>
            """
    }

    private func row(_ incident: IncidentSummary) -> HTML {
        let error: HTML? = incident.error.map { "<p class=\"error\"><code>\($0)</code></p>" }
        return """
            <li class="card"><div class="head"><h2><a href="/incidents/\(incident.id.rawValue)">\(incident.id.rawValue): \
            \(incident.title)</a></h2>\
            <div class="states">\(IncidentPage.state(of: incident, as: "span"))</div></div>
            \(error)
            <p class="soft">\(details(of: incident))</p></li>
            """
    }

    private func details(of incident: IncidentSummary) -> HTML {
        let end: HTML? = incident.endedAt.map {
            ", ended after \(Words.duration($0.timeIntervalSince(incident.openedAt)))"
        }
        let customers: HTML? =
            incident.customers.isEmpty ? nil : ", \(Words.count(incident.customers.count, "customer")) affected"
        let recurrences: HTML? =
            incident.recurrences == 0 ? nil : ", came back \(incident.recurrences) ×"
        return """
            Opened \(Words.time(incident.openedAt)) · \(incident.reporter ?? Words.source(incident.source))\
            \(end)\(customers)\(recurrences)
            """
    }
}
