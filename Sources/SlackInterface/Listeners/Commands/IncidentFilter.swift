import Domain

/// Which incidents a list shows: of several words for one thing any will do, of different things all must hold.
struct IncidentFilter: Equatable, Sendable {
    /// What a list can be asked for.
    static let words = Severity.allCases.map { $0.rawValue.lowercased() } + states + ["all"]
    private static let states = ["open", "waiting", "resolved", "contained", "escalated", "cancelled"]

    private let severities: Set<Severity>
    private let standings: Set<String>

    /// Words that are none of ours count for nothing.
    init(_ words: [String]) {
        severities = Set(words.compactMap { Severity(rawValue: $0.uppercased()) })
        standings = Set(words.map { $0.lowercased() }).intersection(Self.states)
    }

    /// What it was made of; for the buttons that turn pages.
    var encoded: String {
        (severities.sorted().map { $0.rawValue.lowercased() } + standings.sorted()).joined(separator: " ")
    }

    /// "3 P0 incidents (open)", "1 incident", "No incidents".
    func words(count: Int) -> String {
        let which = severities.isEmpty ? "" : severities.sorted().map(\.rawValue).joined(separator: " or ") + " "
        let state = standings.isEmpty ? "" : " (" + standings.sorted().joined(separator: " or ") + ")"
        return "\(count == 0 ? "No" : "\(count)") \(which)\(count == 1 ? "incident" : "incidents")\(state)"
    }

    /// The same for the directory.
    var directoryFilter: DirectoryFilter {
        var filter = DirectoryFilter()
        filter.severities = severities
        filter.statuses = Set(
            Incident.Status.allCases.filter { status in standings.contains { Self.matches($0, status) } })
        return filter
    }

    private static func matches(_ word: String, _ status: Incident.Status) -> Bool {
        switch word {
        case "open": status.isOpen
        case "waiting": status == .awaitingApproval
        default: status.rawValue == word
        }
    }
}
