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

    func isPlausible(_ headers: WebhookDelivery, now: Date) -> Bool {
        if secret != nil, headers.header(Self.signature) != nil {
            return headers.holdsSignature(Self.signature) && isInTime(headers, now: now)
        }
        return token?.matches(headers.credential) ?? false
    }

    private static let signature = "X-Grafana-Alerting-Signature"

    /// A request without a time is as old as one likes.
    private func isInTime(_ headers: WebhookDelivery, now: Date) -> Bool {
        guard let timestamp = headers.header("X-Grafana-Alerting-Timestamp") else { return true }
        return Double(timestamp).map { abs(now.timeIntervalSince1970 - $0) <= Self.windowSeconds } ?? false
    }

    func isGenuine(_ delivery: WebhookDelivery, now: Date) -> Bool {
        if let secret, let signature = delivery.header(Self.signature) {
            guard let timestamp = delivery.header("X-Grafana-Alerting-Timestamp") else {
                return secret.isValid(signature, for: delivery.body)
            }
            guard isInTime(delivery, now: now) else { return false }
            return secret.isValid(signature, for: Array("\(timestamp):".utf8) + delivery.body)
        }
        return token?.matches(delivery.credential) ?? false
    }

    func events(in delivery: WebhookDelivery) throws(Problem) -> [AlertEvent] {
        try PrometheusAlerts(source: "Grafana", body: try delivery.json()).events()
    }
}
