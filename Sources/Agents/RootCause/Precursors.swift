/// Lines that tell what changed before something broke: deploys, settings, registrations, limits.
enum Precursors {
    private static let words = [
        "deploy", "rollout", "rolled out", "rolling update", "released version", "new version", "upgraded", "migrat",
        "configuration reloaded", "config reloaded", "configuration changed", "config changed", "reloaded config",
        "feature flag", "flag changed", "toggled", "deregister", "unregister", "registered with",
        "registration expired",
        "failover", "failed over", "secret rotated", "key rotated", "certificate renewed", "limit lowered", "limit set",
        "scaled down", "scaled to",
    ]

    /// The last two of them.
    static func lines(of log: some Sequence<Substring>) -> [Substring] {
        log.filter { line in
            guard line.utf8.count < 2_000 else { return false }
            let text = line.lowercased()
            return words.contains { text.contains($0) }
        }
        .suffix(2)
    }
}
