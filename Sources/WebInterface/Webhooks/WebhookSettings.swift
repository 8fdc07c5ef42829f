/// Who may open incidents over HTTP. A source without its secret is closed.
package struct WebhookSettings: Sendable {
    /// `X-Api-Key` of `/webhook/incident`.
    package var apiKey: SecretText?
    /// Whether `/webhook/incident` takes requests without a key. Only ever set when the bot listens on loopback.
    package var allowsAnonymous = false
    /// Bearer token, or password of basic authentication.
    package var alertmanagerToken: SecretText?
    package var grafanaToken: SecretText?
    /// Signs Grafana's bodies.
    package var grafanaSecret: MessageSignature?
    /// `X-Incident-Bot-Token`, a custom header set in Datadog.
    package var datadogToken: SecretText?
    /// The client secret of a Sentry integration.
    package var sentrySecret: MessageSignature?
    /// One for each PagerDuty subscription.
    package var pagerDutySecrets: [MessageSignature] = []
    /// For each source apart.
    package var requestsPerMinute = 120

    package init() {}
}
