import Domain
import Foundation

/// Everything known about an incident, as its journal tells it.
struct IncidentPage {
    let incident: Incident

    var html: HTML {
        """
        <p class="soft">Incident \(incident.id.rawValue)</p>
        <h1>\(incident.title)</h1>
        \(Self.badges(of: incident))
        \(overview)
        \(ending)
        \(diagnosis)
        \(reproduction)
        \(proposals)
        \(customers)
        \(models)
        \(Timeline(entries: incident.entries).html)
        """
    }

    static func badges(of incident: Incident) -> HTML {
        let drill: HTML? = incident.intake.isDrill ? "<li class=\"badge\">DRILL</li>" : nil
        let severity = incident.classification.map { classification -> HTML in
            let severity = classification.severity.rawValue
            return "<li class=\"badge \(severity.lowercased())\">\(severity)</li>"
        }
        return """
            <ul class="badges" aria-label="State">\(drill)\(severity)\
            <li class="badge \(incident.status.rawValue)">\(Words.status(incident.status))</li>\
            <li class="badge">\(Words.mode(incident.mode))</li></ul>
            """
    }

    private var overview: HTML {
        let postmortem: HTML? = incident.postmortem.map { _ in
            "<dt>Postmortem</dt><dd><a href=\"/incidents/\(incident.id.rawValue)/postmortem.md\">Read as Markdown</a></dd>"
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
            </dl>
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
