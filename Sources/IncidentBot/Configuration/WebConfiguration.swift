import Configuration
import Foundation
import WebInterface

/// Who may read the pages and open incidents over HTTP, and how reports of one error are put together.
struct WebConfiguration: Sendable {
    /// Whether pages and API are open to everybody: only for the demo, on loopback.
    var isOpen = false
    var dashboardToken: SecretText?
    var webhooks = WebhookSettings()
    var recurrenceWindowSeconds = 86_400.0

    /// Nothing slows down who guesses at it in `Authorization`.
    private static let leastTokenCharacters = 16

    init() {}

    /// What the demo's bot is told: it listens on loopback, so it asks nobody who they are.
    static var demo: Self {
        var demo = Self()
        demo.isOpen = true
        demo.webhooks.allowsAnonymous = true
        return demo
    }

    /// - Configuration keys, as environment variables:
    ///   - `DASHBOARD_TOKEN` (string of 16 characters or more, optional, secret): lets scripts (`Authorization: Bearer`) and people (login form) read.
    ///   - `WEBHOOK_API_KEY` (string, optional, secret): `X-Api-Key` of `/webhook/incident`; without it the address is closed.
    ///   - `WEBHOOK_ALLOW_ANONYMOUS` (bool, default false): opens it without a key; only with `HOST` on loopback.
    ///   - `WEBHOOK_REQUESTS_PER_MINUTE` (1–100000, default 120): for each source apart.
    ///   - `ALERTMANAGER_TOKEN` (string, optional, secret): bearer token or basic password of `/webhook/alertmanager`.
    ///   - `GRAFANA_WEBHOOK_TOKEN` (string, optional, secret): the same for `/webhook/grafana`.
    ///   - `GRAFANA_WEBHOOK_SECRET` (string, optional, secret): signs Grafana's bodies.
    ///   - `DATADOG_WEBHOOK_TOKEN` (string, optional, secret): the custom header `X-Incident-Bot-Token`.
    ///   - `SENTRY_CLIENT_SECRET` (string, optional, secret): the client secret of a Sentry integration.
    ///   - `PAGERDUTY_WEBHOOK_SECRETS` (strings with commas between, optional, secret): one for each subscription.
    ///   - `RECURRENCE_WINDOW` (span, default `24h`): how long an open incident takes in reports of the same error.
    init(settings: inout SettingReader, host: String) {
        func secret(_ text: String?) -> SecretText? { text.flatMap { SecretText($0) } }
        func signature(_ text: String?) -> MessageSignature? { text.flatMap { MessageSignature(secret: $0) } }
        let token = settings.optional("dashboard.token", isSecret: true)
        dashboardToken = secret(token)
        if let token, token.count < Self.leastTokenCharacters {
            settings.problem(
                "dashboard.token",
                "can be guessed: write at least \(Self.leastTokenCharacters) characters, e.g. from openssl rand -hex 24"
            )
        }
        webhooks.apiKey = secret(settings.optional("webhook.api.key", isSecret: true))
        webhooks.allowsAnonymous = settings.truth("webhook.allow.anonymous")
        webhooks.requestsPerMinute = settings.integer("webhook.requests.per.minute", default: 120, in: 1...100_000)
        webhooks.alertmanagerToken = secret(settings.optional("alertmanager.token", isSecret: true))
        webhooks.grafanaToken = secret(settings.optional("grafana.webhook.token", isSecret: true))
        webhooks.grafanaSecret = signature(settings.optional("grafana.webhook.secret", isSecret: true))
        webhooks.datadogToken = secret(settings.optional("datadog.webhook.token", isSecret: true))
        webhooks.sentrySecret = signature(settings.optional("sentry.client.secret", isSecret: true))
        webhooks.pagerDutySecrets = (settings.optional("pagerduty.webhook.secrets", isSecret: true) ?? "")
            .split(separator: ",").compactMap { signature($0.trimmingCharacters(in: .whitespaces)) }
        recurrenceWindowSeconds = settings.seconds("recurrence.window", default: 86_400)
        if webhooks.allowsAnonymous, !["127.0.0.1", "::1", "localhost"].contains(host) {
            settings.problem(
                "webhook.allow.anonymous",
                "is true, but HOST is \(host): set WEBHOOK_API_KEY instead, or listen on 127.0.0.1")
        }
    }
}
