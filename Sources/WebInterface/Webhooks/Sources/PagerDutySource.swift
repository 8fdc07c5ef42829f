import Domain
import Foundation

/// PagerDuty's webhooks v3. Each subscription signs with a secret of its own.
struct PagerDutySource: AlertSource {
    let secrets: [MessageSignature]

    var source: Intake.Source { .pagerduty }
    var isOpen: Bool { !secrets.isEmpty }
    var setting: String { "PAGERDUTY_WEBHOOK_SECRETS" }

    func isPlausible(_ headers: WebhookDelivery, now: Date) -> Bool {
        headers.header("X-PagerDuty-Signature")?.contains("v1=") == true
    }

    /// While a secret is exchanged, a request carries several signatures; any one that fits will do.
    func isGenuine(_ delivery: WebhookDelivery, now: Date) -> Bool {
        let signatures = (delivery.header("X-PagerDuty-Signature") ?? "").split(separator: ",").prefix(10)
            .map { $0.trimmingCharacters(in: .whitespaces) }
            .filter { $0.hasPrefix("v1=") }.map { String($0.dropFirst(3)) }
        return secrets.contains { secret in signatures.contains { secret.isValid($0, for: delivery.body) } }
    }

    func events(in delivery: WebhookDelivery) throws(Problem) -> [AlertEvent] {
        let body = try delivery.json()
        guard let event = body["event"], let type = event["event_type"]?.string else {
            throw .shape("PagerDuty", "/event/event_type")
        }
        guard ["incident.triggered", "incident.reopened", "incident.resolved"].contains(type) else {
            return [.ignored(AlertText.line(type, limit: 60))]
        }
        guard let data = event["data"], let id = data["id"]?.string else { throw .shape("PagerDuty", "/event/data/id") }
        let title = AlertText.line(data["title"]?.string ?? "PagerDuty incident \(id)")
        if type == "incident.resolved" {
            let end = event["occurred_at"]?.string.flatMap(InternetTime.parse)
            // By the alert: a reopened incident has a firing of its own.
            return [.ended(EndedAlert(which: .alert(identity: id), name: title, endedAt: end))]
        }
        return [.firing(alert(event, data, id: id, title: title, isReopened: type == "incident.reopened"))]
    }

    private func alert(_ event: JSON, _ data: JSON, id: String, title: String, isReopened: Bool) -> FiringAlert {
        let service = data["service"]?["summary"]?.string
        var text = AlertText()
        text.add("page", title)
        text.add("service", service)
        text.add("urgency", data["urgency"]?.string)
        text.add("teams", data["teams"]?.array?.compactMap { $0["summary"]?.string }.joined(separator: ", "))
        text.add("details", data["body"]?["details"]?.scalarText)
        return FiringAlert(
            reference: AlertReference(
                key: isReopened ? "\(id)/\(event["id"]?.string ?? "")" : id, identity: id, name: title,
                service: service, url: AlertText.address(data["html_url"]?.string)),
            title: title, text: text.text)
    }
}
