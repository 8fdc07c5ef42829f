import Domain
import Foundation

/// Datadog's webhook integration with the payload of `manifests/datadog-webhook.json`. Every value is a string, and the
/// body may be a form. It signs nothing: a custom header carries the secret.
struct DatadogSource: AlertSource {
    static let header = "X-Incident-Bot-Token"

    let token: SecretText?

    var source: Intake.Source { .datadog }
    var isOpen: Bool { token != nil }
    var setting: String { "DATADOG_WEBHOOK_TOKEN" }

    func isPlausible(_ headers: WebhookDelivery, now: Date) -> Bool { isGenuine(headers, now: now) }

    func isGenuine(_ delivery: WebhookDelivery, now: Date) -> Bool {
        token?.matches(delivery.header(Self.header)) ?? false
    }

    func events(in delivery: WebhookDelivery) throws(Problem) -> [AlertEvent] {
        let fields = try fields(of: delivery)
        let title = AlertText.line(fields["title"] ?? "Datadog alert")
        if title.hasPrefix("[TEST]") { return [.ignored("A test notification: \(title)")] }
        guard let key = fields["alert_cycle_key"], !key.isEmpty else { throw .shape("Datadog", "/alert_cycle_key") }
        switch fields["transition"]?.lowercased() {
        case "recovered":
            return [.ended(EndedAlert(which: .firing(key: key), name: title, endedAt: date(fields["date"])))]
        case "triggered", "re-triggered", "no data", "re-no data", "warn", "re-warn":
            return [.firing(alert(fields, key: key, title: title))]
        case "renotify": return [.ignored("A reminder: \(title)")]
        default: throw .shape("Datadog", "/transition")
        }
    }

    private func alert(_ fields: [String: String], key: String, title: String) -> FiringAlert {
        var text = AlertText()
        text.add("rule", title)
        for name in ["host", "scope", "tags", "priority", "type"] { text.add(name, fields[name]) }
        text.add("message", fields["message"])
        return FiringAlert(
            reference: AlertReference(
                key: key, identity: fields["alert_id"] ?? key, name: title, service: tag("service", in: fields["tags"]),
                url: AlertText.address(fields["link"])),
            title: title, text: text.text)
    }

    private func tag(_ name: String, in tags: String?) -> String? {
        let pairs = (tags ?? "").split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        return pairs.first { $0.hasPrefix("\(name):") }.map { String($0.dropFirst(name.count + 1)) }
    }

    /// Milliseconds since 1970.
    private func date(_ text: String?) -> Date? {
        text.flatMap(Double.init).map { Date(timeIntervalSince1970: $0 / 1000) }
    }

    private func fields(of delivery: WebhookDelivery) throws(Problem) -> [String: String] {
        if delivery.header("Content-Type")?.lowercased().contains("form-urlencoded") == true {
            let form = FormBody.decode(delivery.body)
            guard let payload = form["payload"] else { return form }
            guard let json = try? JSON(bytes: Array(payload.utf8)) else {
                throw Problem(.malformedBody, "Send one JSON object in the field `payload`.")
            }
            return json.object?.compactMapValues(\.scalarText) ?? [:]
        }
        return try delivery.json().object?.compactMapValues(\.scalarText) ?? [:]
    }
}
