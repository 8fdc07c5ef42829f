/// Lines that show what used something up: how many are in use and how many wait, and what runs again and again.
enum StrainEvidence {
    private static let longest = 200

    /// At most four, in the order of the log.
    static func lines(of log: [Substring]) -> [String] {
        log.lazy.filter { $0.utf8.count < 2_000 && isAbout($0.lowercased()) }.prefix(4)
            .map { line in
                let text = line.trimmingPrefix { $0.isWhitespace }
                return text.count > longest ? text.prefix(longest - 1) + "…" : String(text)
            }
    }

    private static func isAbout(_ line: String) -> Bool {
        let hasNumber = line.contains(where: \.isNumber)
        if hasNumber, counts.contains(where: line.contains) { return true }
        return hasNumber && line.contains(" times in ") || hints.contains(where: line.contains)
    }

    private static let counts = [
        " in use", "waiting: ", "waiting=", " waiting", "checked out", "checked_out", "active=", "idle=", "queue depth",
        "queue_depth", "queue size", "backlog",
    ]
    private static let hints = ["no index on", "missing index", "seq scan", "full table scan", "slow query"]
}
