import Domain
import Foundation

/// A Sentry integration: issue alerts with their stack traces, metric alerts, and issues that were resolved.
struct SentrySource: AlertSource {
    let secret: MessageSignature?

    var source: Intake.Source { .sentry }
    var isOpen: Bool { secret != nil }
    var setting: String { "SENTRY_CLIENT_SECRET" }

    func isPlausible(_ headers: WebhookDelivery, now: Date) -> Bool { headers.holdsSignature("Sentry-Hook-Signature") }

    func isGenuine(_ delivery: WebhookDelivery, now: Date) -> Bool {
        secret?.isValid(delivery.header("Sentry-Hook-Signature"), for: delivery.body) ?? false
    }

    func events(in delivery: WebhookDelivery) throws(Problem) -> [AlertEvent] {
        let body = try delivery.json()
        let action = body["action"]?.string ?? ""
        switch delivery.header("Sentry-Hook-Resource") {
        case "event_alert": return [.firing(try eventAlert(body))]
        case "metric_alert": return [try metricAlert(body, action: action)]
        case "issue" where action == "resolved": return [try resolvedIssue(body)]
        case let resource?:
            return [.ignored("\(AlertText.line(resource, limit: 40)) \(AlertText.line(action, limit: 40))")]
        case nil: throw .shape("Sentry", "Sentry-Hook-Resource")
        }
    }

    private func eventAlert(_ body: JSON) throws(Problem) -> FiringAlert {
        guard let event = body["data"]?["event"], let issue = event["issue_id"]?.scalarText else {
            throw .shape("Sentry", "/data/event/issue_id")
        }
        let title = AlertText.line(event["title"]?.string ?? "Sentry issue \(issue)")
        let id = event["event_id"]?.scalarText ?? event["datetime"]?.scalarText ?? ""
        var text = AlertText()
        text.add("issue", title)
        for name in ["culprit", "environment", "release", "transaction"] { text.add(name, event[name]?.scalarText) }
        text.add("message", event["logentry"]?["formatted"]?.string ?? event["message"]?.string)
        text.add(raw: SentryTrace(event: event).text)
        return FiringAlert(
            reference: AlertReference(
                key: "issue/\(issue)/\(id)", identity: "issue/\(issue)", name: title,
                service: tag("service", of: event) ?? body["data"]?["event"]?["project_name"]?.string,
                url: AlertText.address(event["web_url"]?.string)),
            title: title, text: text.text)
    }

    private func metricAlert(_ body: JSON, action: String) throws(Problem) -> AlertEvent {
        guard let data = body["data"], let alert = data["metric_alert"],
            let id = alert["identifier"]?.scalarText ?? alert["id"]?.scalarText
        else { throw .shape("Sentry", "/data/metric_alert") }
        let title = AlertText.line(data["description_title"]?.string ?? "Sentry metric alert \(id)")
        let key = "metric/\(id)"
        guard action != "resolved" else {
            let end = alert["date_closed"]?.string.flatMap(InternetTime.parse)
            return .ended(EndedAlert(which: .firing(key: key), name: title, endedAt: end))
        }
        var text = AlertText()
        text.add("rule", title)
        text.add("message", data["description_text"]?.string)
        let rule = alert["alert_rule"]?["id"]?.scalarText ?? id
        return .firing(
            FiringAlert(
                reference: AlertReference(
                    key: key, identity: "metric-rule/\(rule)", name: title,
                    url: AlertText.address(data["web_url"]?.string)),
                title: title, text: text.text))
    }

    private func resolvedIssue(_ body: JSON) throws(Problem) -> AlertEvent {
        guard let issue = body["data"]?["issue"], let id = issue["id"]?.scalarText else {
            throw .shape("Sentry", "/data/issue/id")
        }
        return .ended(
            EndedAlert(
                which: .alert(identity: "issue/\(id)"), name: AlertText.line(issue["title"]?.string ?? "Issue \(id)"),
                endedAt: nil))
    }

    /// Tags are pairs.
    private func tag(_ name: String, of event: JSON) -> String? {
        event["tags"]?.array?.first { $0[0]?.string == name }?[1]?.string
    }
}
