import Domain
import Foundation

/// The notification that Alertmanager sends and Grafana has taken over: alerts with labels and annotations.
struct PrometheusAlerts {
    /// More in one notification would be a storm that one group says as well.
    static let maximumAlerts = 500

    let source: String
    let body: JSON

    func events() throws(Problem) -> [AlertEvent] {
        guard let alerts = body["alerts"]?.array else { throw .shape(source, "/alerts") }
        var events: [AlertEvent] = []
        for (place, alert) in alerts.prefix(Self.maximumAlerts).enumerated() {
            // An unknown state must not pass for an end: that could close an incident.
            guard let status = alert["status"]?.string, ["firing", "resolved"].contains(status) else {
                throw .shape(source, "/alerts/\(place)/status")
            }
            guard alert["labels"]?.object != nil || alert["labels"] == nil else {
                throw .shape(source, "/alerts/\(place)/labels")
            }
            events.append(event(alert, isFiring: status == "firing"))
        }
        return events
    }

    private func event(_ alert: JSON, isFiring: Bool) -> AlertEvent {
        let labels = alert["labels"]
        let name = AlertText.line(labels?["alertname"]?.scalarText ?? body["title"]?.string ?? "Alert without a name")
        // Grafana's button "Test" sends an alert of this name.
        if name == "TestAlert" { return .ignored("A test notification: \(name)") }
        let key = "\(fingerprint(of: alert))/\(alert["startsAt"]?.string ?? "")"
        guard isFiring else {
            let end = alert["endsAt"]?.string.flatMap(InternetTime.parse)
            return .ended(EndedAlert(which: .firing(key: key), name: name, endedAt: end))
        }
        let service = labels?["service"]?.scalarText ?? labels?["job"]?.scalarText ?? labels?["app"]?.scalarText
        let reference = AlertReference(
            key: key, identity: identity(name: name, service: service), name: name, service: service,
            url: AlertText.address(alert["generatorURL"]?.string ?? body["externalURL"]?.string))
        let summary = alert["annotations"]?["summary"]?.scalarText
        let title = summary ?? (service.map { "\(name) in \($0)" } ?? name)
        return .firing(FiringAlert(reference: reference, title: AlertText.line(title), text: text(of: alert)))
    }

    /// Very old senders leave the fingerprint out; then the labels themselves name the alert.
    private func fingerprint(of alert: JSON) -> String {
        if let given = alert["fingerprint"]?.string, !given.isEmpty { return String(given.prefix(100)) }
        return EvidenceKey(of: Array((alert["labels"] ?? [:]).text.utf8)).rawValue
    }

    /// Alerts of one group are one alert as long as their evidence names no error.
    private func identity(name: String, service: String?) -> String {
        body["groupKey"]?.string ?? "\(name)/\(service ?? "")"
    }

    private func text(of alert: JSON) -> String {
        var text = AlertText()
        text.add("rule", alert["labels"]?["alertname"]?.scalarText)
        text.add(alert["labels"], except: ["alertname", "severity", "level"])
        text.add(alert["annotations"])
        text.add("values", alert["valueString"]?.string)
        text.add("since", alert["startsAt"]?.string)
        return text.text
    }
}
