/// The first word behind `/incident`, where it is one of ours.
enum CommandWord: String, CaseIterable, Sendable {
    case help, list, show, search, severity, cancel, stats, open, web, drill

    /// How it is written, for people.
    var usage: Mrkdwn {
        switch self {
        case .help: "`/incident help`"
        case .list: "`/incident list [P0|P1|P2|open|waiting|resolved|contained|escalated|cancelled]`"
        case .show: "`/incident show 3`"
        case .search: "`/incident search words`"
        case .severity: "`/incident severity 3 P0 why it is that bad`"
        case .cancel: "`/incident cancel 3 why it is called off`"
        case .stats: "`/incident stats`"
        case .open: "`/incident open log lines`"
        case .web: "`/incident web`"
        case .drill: "`/incident drill log lines`"
        }
    }

    /// The command that was meant by a word that is none: one letter off, or two in a longer word.
    static func nearest(to word: String) -> CommandWord? {
        Spelling.nearest(to: word, among: allCases.map(\.rawValue)).flatMap(CommandWord.init)
    }
}

/// Words that were mistyped.
enum Spelling {
    /// The one candidate that is nearest, if it is near enough; nil where two are.
    static func nearest(to word: String, among candidates: [String]) -> String? {
        let word = word.lowercased()
        let allowed = word.count <= 4 ? 1 : 2
        let near = candidates.map { (word: $0, distance: distance(word, $0)) }.filter { $0.distance <= allowed }
        guard let best = near.min(by: { $0.distance < $1.distance }) else { return nil }
        return near.count { $0.distance == best.distance } == 1 ? best.word : nil
    }

    /// Letters to add, leave out, change, or swap with their neighbour.
    static func distance(_ one: String, _ other: String) -> Int {
        let (one, other) = (Array(one), Array(other))
        // Longer words are no commands; the table stays small.
        guard abs(one.count - other.count) <= 4, max(one.count, other.count) <= 24 else { return .max }
        var rows = [Array(0...other.count)]
        for i in 1...max(one.count, 1) where !one.isEmpty {
            var row = [i]
            for j in 1...max(other.count, 1) where !other.isEmpty {
                let change = rows[i - 1][j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1)
                var best = min(rows[i - 1][j] + 1, row[j - 1] + 1, change)
                if i > 1, j > 1, one[i - 1] == other[j - 2], one[i - 2] == other[j - 1] {
                    best = min(best, rows[i - 2][j - 2] + 1)
                }
                row.append(best)
            }
            rows.append(row)
        }
        return rows[one.count][other.count]
    }
}
