import Domain
import Foundation

/// Prometheus Alertmanager, webhook version 4. It signs nothing: its `http_config` sends a bearer token or a password.
struct AlertmanagerSource: AlertSource {
    let token: SecretText?

    var source: Intake.Source { .alertmanager }
    var isOpen: Bool { token != nil }
    var setting: String { "ALERTMANAGER_TOKEN" }

    func isPlausible(_ headers: WebhookDelivery, now: Date) -> Bool { isGenuine(headers, now: now) }

    func isGenuine(_ delivery: WebhookDelivery, now: Date) -> Bool {
        token?.matches(delivery.credential) ?? false
    }

    func events(in delivery: WebhookDelivery) throws(Problem) -> [AlertEvent] {
        try PrometheusAlerts(source: "Alertmanager", body: try delivery.json()).events()
    }
}
