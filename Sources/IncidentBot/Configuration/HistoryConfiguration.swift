import Configuration

/// How the repository's history is used, and how a pull request is looked after once it is open.
struct HistoryConfiguration: Sendable {
    /// A commit no older than this, when the incident opens, may be offered for rolling back.
    var freshHours = 48
    /// How often open pull requests are asked about.
    var pollSeconds = 300
}

extension HistoryConfiguration {
    /// - Configuration keys, as environment variables:
    ///   - `SUSPECT_FRESH_HOURS` (1–8760, default 48): how new a suspect change must be for a rollback to be offered.
    ///   - `PULL_REQUEST_POLL_SECONDS` (10–86400, default 300): how often the code host is asked whether pull requests
    ///     were merged.
    init(_ settings: inout SettingReader) {
        freshHours = settings.integer("suspect.fresh.hours", default: 48, in: 1...8_760)
        pollSeconds = settings.integer("pull.request.poll.seconds", default: 300, in: 10...86_400)
    }
}
