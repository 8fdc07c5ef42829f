import Domain

/// All incidents in short, the newest first.
struct IncidentListPage {
    static let maximumCount = 200

    let incidents: [Incident]

    var html: HTML {
        guard !incidents.isEmpty else {
            return "<h1>Incidents</h1><p>There is none yet. Type <code>/incident</code> in Slack to open one.</p>"
        }
        return """
            <h1>Incidents</h1>
            <ul class="incidents">\(incidents.map(row))</ul>
            """
    }

    private func row(_ incident: Incident) -> HTML {
        """
        <li class="card"><h2><a href="/incidents/\(incident.id.rawValue)">\(incident.id.rawValue): \
        \(incident.title)</a></h2>
        \(IncidentPage.badges(of: incident))
        <p class="soft">Opened \(Words.time(incident.openedAt)) by \(Words.actor(incident.openedBy))</p></li>
        """
    }
}
