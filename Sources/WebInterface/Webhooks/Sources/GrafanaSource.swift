import Domain
import Foundation

/// Grafana alerting: Alertmanager's shape with a signature of its own, or an authorization header.
struct GrafanaSource: AlertSource {
    /// Signed requests older or newer than this are refused, where they carry a time.
    static let windowSeconds = 300.0

    let token: SecretText?
    let secret: MessageSignature?

    var source: Intake.Source { .grafana }
    var isOpen: Bool { token != nil || secret != nil }
    var setting: String { "GRAFANA_WEBHOOK_SECRET or GRAFANA_WEBHOOK_TOKEN" }

    func isGenuine(_ delivery: WebhookDelivery, now: Date) -> Bool {
        if let secret, let signature = delivery.header("X-Grafana-Alerting-Signature") {
            guard let timestamp = delivery.header("X-Grafana-Alerting-Timestamp") else {
                return secret.isValid(signature, for: delivery.body)
            }
            guard let seconds = Double(timestamp), abs(now.timeIntervalSince1970 - seconds) <= Self.windowSeconds else {
                return false
            }
            return secret.isValid(signature, for: Array("\(timestamp):".utf8) + delivery.body)
        }
        return token?.matches(delivery.credential) ?? false
    }

    func events(in delivery: WebhookDelivery) throws(Problem) -> [AlertEvent] {
        try PrometheusAlerts(source: "Grafana", body: try delivery.json()).events()
    }
}
