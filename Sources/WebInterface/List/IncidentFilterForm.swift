import Domain

/// The form above the list. It sends a plain GET, so every list has an address to keep and to share.
struct IncidentFilterForm {
    let address: IncidentListAddress

    var html: HTML {
        """
        <form class="filter" method="get" action="/incidents" role="search" aria-label="Incidents">
        <div class="find"><p><label for="q">Search</label>
        <input id="q" name="q" type="search" maxlength="200" value="\(address.value("q"))" \
        placeholder="Title, error, service, customer or number"></p>
        <button type="submit">Show</button></div>
        <details\(address.hasMoreThanSearch ? " open" as HTML : .empty)><summary>Severity, status, source and time</summary>
        <div class="fields">
        <fieldset class="wide"><legend>Severity</legend>\(severities)</fieldset>
        <fieldset class="wide"><legend>Status</legend>\(statuses)</fieldset>
        <p><label for="source">Source</label>
        <select id="source" name="source"><option value="">Any</option>\(sources)</select></p>
        <p><label for="drill">Drills</label>
        <select id="drill" name="drill">\(drills)</select></p>
        <p><label for="from">Opened from</label>\(time("from"))</p>
        <p><label for="to">Opened before</label>\(time("to"))</p>
        \(fingerprint)
        <p class="wide"><button type="submit">Apply</button> <a href="/incidents">Show all</a></p>
        </div></details>
        </form>
        """
    }

    private var severities: [HTML] {
        Severity.allCases.map {
            box("severity", $0.rawValue, $0.rawValue, isChosen: address.filter.severities.contains($0))
        }
    }

    private var statuses: [HTML] {
        Incident.Status.allCases.map {
            box("status", $0.rawValue, Words.status($0), isChosen: address.filter.statuses.contains($0))
        }
    }

    /// The names of webhook callers aren't known beforehand; one that the address holds stays in the form.
    private var sources: [HTML] {
        let known = Intake.Source.allCases.map { ($0.rawValue, Words.source($0)) }
        let chosen = address.value("source")
        let others = chosen.isEmpty || known.contains { $0.0 == chosen } ? [] : [(chosen, chosen)]
        return (known + others).map { option($0.0, $0.1, isChosen: $0.0 == chosen) }
    }

    private var drills: [HTML] {
        [("", "Shown too"), ("false", "Left out"), ("true", "Alone")].map {
            option($0.0, $0.1, isChosen: $0.0 == address.value("drill"))
        }
    }

    private var fingerprint: HTML? {
        let value = address.value("fingerprint")
        guard !value.isEmpty else { return nil }
        return """
            <p class="wide"><label for="fingerprint">Error with the fingerprint</label>
            <input id="fingerprint" name="fingerprint" maxlength="100" value="\(value)"></p>
            """
    }

    /// A browser's date field shows days alone; an address may hold the second.
    private func time(_ name: String) -> HTML {
        let value = address.value(name)
        let isDay = value.isEmpty || value.utf8.count == 10
        return "<input id=\"\(name)\" name=\"\(name)\" type=\"\(isDay ? "date" : "text")\" value=\"\(value)\">"
    }

    private func box(_ name: String, _ value: String, _ label: String, isChosen: Bool) -> HTML {
        let mark: HTML? = isChosen ? " checked" : nil
        return "<label><input type=\"checkbox\" name=\"\(name)\" value=\"\(value)\"\(mark)> \(label)</label> "
    }

    private func option(_ value: String, _ label: String, isChosen: Bool) -> HTML {
        let mark: HTML? = isChosen ? " selected" : nil
        return "<option value=\"\(value)\"\(mark)>\(label)</option>"
    }
}
