/// What is measured: a name, what it means, and the names of its labels.
package struct Metric: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        case counter, gauge
        /// Upper bounds of the buckets in seconds, ascending.
        case histogram([Double])
    }

    /// As Prometheus spells it, e.g. `incident_bot_steps_seconds`.
    package let name: String
    package let help: String
    package let kind: Kind
    package let labels: [String]

    package init(_ name: String, _ help: String, _ kind: Kind, labels: [String] = []) {
        self.name = name
        self.help = help
        self.kind = kind
        self.labels = labels
    }
}

extension Metric {
    private static let milliseconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 3]
    private static let minutes = [0.05, 0.25, 1, 2.5, 5, 15, 30, 60, 120, 300]

    package static let requests = Metric(
        "incident_bot_http_requests_total", "Requests answered, by method, route and status.", .counter,
        labels: ["method", "route", "status"])
    package static let acknowledgements = Metric(
        "incident_bot_slack_acknowledgement_seconds",
        "Time until a request of Slack's was answered; Slack gives up at 3.",
        .histogram(milliseconds), labels: ["route"])
    package static let steps = Metric(
        "incident_bot_step_seconds", "Time of one step of the workflow, its retries included.", .histogram(minutes),
        labels: ["step", "outcome"])
    package static let modelCalls = Metric(
        "incident_bot_model_calls_total", "Questions to language models, by outcome.", .counter,
        labels: ["model", "outcome"])
    package static let modelTokens = Metric(
        "incident_bot_model_tokens_total", "Tokens used.", .counter, labels: ["model", "direction"])
    package static let modelTokensLeft = Metric(
        "incident_bot_model_minute_tokens_left", "What the provider last said is left of the minute's share.", .gauge,
        labels: ["model"])
    package static let modelTokensAMinute = Metric(
        "incident_bot_model_minute_tokens_limit", "The minute's share, by the provider's last word.", .gauge,
        labels: ["model"])
    package static let sandboxRuns = Metric(
        "incident_bot_sandbox_run_seconds", "Time of one run in the sandbox, by how it ended.", .histogram(minutes),
        labels: ["sandbox", "end"])
    package static let searches = Metric(
        "incident_bot_retrieval_seconds", "Time of one search of the knowledge base.", .histogram(milliseconds),
        labels: ["kind", "outcome"])

    package static let openIncidents = Metric(
        "incident_bot_incidents", "Incidents that are open, by status; drills are left out.", .gauge, labels: ["status"]
    )
    package static let facts = Metric(
        "incident_bot_facts_total", "Facts written since the bot was started, by kind.", .counter, labels: ["kind"])
    package static let outboxDepth = Metric(
        "incident_bot_outbox_messages", "Messages claimed but not yet known to be posted.", .gauge)
    package static let outboxAge = Metric(
        "incident_bot_outbox_oldest_seconds", "Age of the oldest of them; 0 when there is none.", .gauge)
}
