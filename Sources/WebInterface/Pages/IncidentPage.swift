import Domain
import Foundation

/// Everything known about an incident, as its journal tells it.
struct IncidentPage {
    let incident: Incident
    var chain = ChainVerdict.unchecked

    var html: HTML {
        """
        <p class="soft"><a href="/incidents">Incidents</a> / Incident \(incident.id.rawValue)\(live)</p>
        <h1>\(incident.title)</h1>
        \(badges)
        \(overview)
        \(ending)
        \(diagnosis)
        \(reproduction)
        \(proposals)
        \(customers)
        \(models)
        \(Timeline(entries: incident.entries, chain: chain).html)
        """
    }

    /// Says where the script, if there is one, goes on listening.
    private var live: HTML? {
        guard incident.status.isOpen else { return nil }
        let events = "/incidents/\(incident.id.rawValue)/events"
        return """
             · <span id="live" data-events="\(events)" data-after="\(incident.entries.count)" role="status">Under way</span>
            """
    }

    private var badges: HTML {
        let summary = IncidentSummary(incident)
        return """
            <ul class="badges" aria-label="State">\(Self.state(of: summary, as: "li"))\
            <li class="badge">\(Words.mode(summary.mode))</li></ul>
            """
    }

    /// What lists and the incident's own page say of it in a word each.
    static func state(of incident: IncidentSummary, as element: HTML) -> [HTML] {
        func badge(_ name: String, _ words: String) -> HTML {
            "<\(element) class=\"badge \(name)\">\(words)</\(element)> "
        }
        return [
            incident.isDrill ? badge("drill", "DRILL") : .empty,
            incident.severity.map { badge($0.rawValue.lowercased(), $0.rawValue) } ?? .empty,
            badge(incident.status.rawValue, Words.status(incident.status)),
        ]
    }

    private var overview: HTML {
        let postmortem: HTML? = incident.postmortem.map { _ in
            """
            <dt>Postmortem</dt><dd><a href="/incidents/\(incident.id.rawValue)/postmortem">Read</a>, \
            <a href="/incidents/\(incident.id.rawValue)/postmortem.md">as Markdown</a></dd>
            """
        }
        let error: HTML? = incident.correlation?.mainError.map { group in
            "<dt>Error</dt><dd><code>\(group.signature.exception): \(group.signature.message)</code>, \(group.count) ×</dd>"
        }
        return """
            <dl class="facts">
            <dt>Opened</dt><dd>\(Words.time(incident.openedAt)) by \(Words.actor(incident.openedBy))</dd>
            \(incident.classification.map { "<dt>Severity</dt><dd>\($0.sentence)</dd>" as HTML })
            \(error)
            \(names("Services", incident.correlation?.services ?? []))
            \(names("Customers", incident.correlation?.customers.map(\.name) ?? []))
            \(incident.pullRequest.map { pullRequest in
                """
                <dt>Pull request</dt><dd><a href="/pulls/\(incident.id.rawValue)">\(pullRequest.title)</a>\(hosted(pullRequest))</dd>
                """ as HTML
            })
            \(afterwards)
            \(postmortem)
            \(recurrences)
            <dt>For programs</dt><dd><a href="/api/incidents/\(incident.id.rawValue)">This incident as JSON</a></dd>
            </dl>
            """
    }

    private var recurrences: HTML? {
        guard let fingerprint = incident.fingerprint?.rawValue else { return nil }
        return """
            <dt>Same error</dt><dd><a href="/incidents?fingerprint=\(fingerprint)">All incidents with it</a>, \
            \(incident.recurrences.count) joined this one</dd>
            """
    }

    private func hosted(_ pullRequest: PullRequest) -> HTML? {
        pullRequest.number.map {
            ", <a href=\"\(pullRequest.url.absoluteString)\">\(pullRequest.repository) #\($0)</a>"
        }
    }

    private var afterwards: HTML? {
        if let merge = incident.merge { return "<dt>Merged</dt><dd>\(Words.time(merge.at))</dd>" }
        return incident.closure.map { "<dt>Closed without being merged</dt><dd>\(Words.time($0.at))</dd>" }
    }

    private func names(_ term: String, _ names: [String]) -> HTML? {
        names.isEmpty ? nil : "<dt>\(term)</dt><dd>\(names.prefix(100).joined(separator: ", "))</dd>"
    }

    private var ending: HTML? {
        if let older = incident.joined?.rawValue {
            return """
                <section class="card"><h2>Joined <a href="/incidents/\(older)">incident \(older)</a></h2>
                <p>The same error at the same place. It goes on there, for both.</p></section>
                """
        }
        if let reason = incident.cancellation {
            return "<section class=\"card\"><h2>Cancelled</h2><p class=\"words\">\(reason)</p></section>"
        }
        guard let escalation = incident.escalation else { return nil }
        return """
            <section class="card"><h2>Escalated: \(Words.cause(escalation.cause))</h2>
            <p class="words">\(escalation.summary)</p>
            <ul>\(escalation.tried.map { "<li>\($0)</li>" as HTML })</ul>
            \(escalation.runbook.map(Self.passage))</section>
            """
    }
}
