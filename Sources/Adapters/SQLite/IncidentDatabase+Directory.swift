package import Domain
package import Foundation
import GRDB

extension IncidentDatabase: IncidentDirectory {
    private static let port = "IncidentDirectory"

    package func summary(of id: IncidentID) async throws(PortError) -> IncidentSummary? {
        try await read("look up incident \(id)", port: Self.port) { db in
            try StoredSummary.fetchOne(
                db, sql: "SELECT * FROM incident_summary WHERE id = ?", arguments: [id.rawValue])?.summary
        }
    }

    package func summaries(matching query: IncidentQuery) async throws(PortError) -> [IncidentSummary] {
        var conditions = SummaryConditions(query.filter)
        if let before = query.before { conditions.add("s.id < ?", [before.rawValue]) }
        let (sql, arguments) = (conditions.sql, conditions.arguments)
        return try await read("list incidents", port: Self.port) { db in
            try StoredSummary.fetchAll(
                db, sql: "SELECT s.* FROM incident_summary s \(sql) ORDER BY s.id DESC LIMIT ? OFFSET ?",
                arguments: arguments + [query.limit, query.offset]
            )
            .map(\.summary)
        }
    }

    package func count(matching filter: DirectoryFilter) async throws(PortError) -> Int {
        let conditions = SummaryConditions(filter)
        return try await read("count incidents", port: Self.port) { db in
            try Int.fetchOne(
                db, sql: "SELECT count(*) FROM incident_summary s \(conditions.sql)", arguments: conditions.arguments)
                ?? 0
        }
    }

    package func incident(openedWith key: String) async throws(PortError) -> IncidentID? {
        try await read("look up a request", port: Self.port) { db in
            try Int.fetchOne(db, sql: "SELECT id FROM incident WHERE request_key = ?", arguments: [key])
                .map(IncidentID.init(rawValue:))
        }
    }

    package func earlierIncident(
        like fingerprint: ErrorFingerprint, than id: IncidentID, openedSince date: Date
    ) async throws(PortError) -> IncidentID? {
        let takers = Incident.Status.allCases.filter { $0.isOpen || $0 == .escalated }
        let marks = databaseQuestionMarks(count: takers.count)
        // The number of a journal row is the order in which rows were written, over all incidents.
        return try await read("look for the same error", port: Self.port) { db in
            try Int.fetchOne(
                db,
                sql: """
                    SELECT s.id FROM incident_summary s
                    JOIN journal j ON j.incident = s.id AND j.kind = 'correlated'
                    WHERE s.fingerprint = ? AND s.opened_at >= ? AND s.id <> ? AND s.status IN (\(marks))
                        AND j.number < (SELECT min(number) FROM journal WHERE incident = ? AND kind = 'correlated')
                    ORDER BY j.number LIMIT 1
                    """,
                arguments: [fingerprint.rawValue, date.milliseconds, id.rawValue]
                    + StatementArguments(takers.map(\.rawValue)) + [id.rawValue]
            )
            .map(IncidentID.init(rawValue:))
        }
    }
}

/// The conditions of a filter, as SQL over `incident_summary s`.
struct SummaryConditions: Sendable {
    private var conditions: [String] = []
    private(set) var arguments = StatementArguments()

    var sql: String { conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ") }

    init(_ filter: DirectoryFilter) {
        add("s.severity", among: filter.severities.map(\.rawValue))
        add("s.status", among: filter.statuses.map(\.rawValue))
        addSources(filter.sources.sorted())
        if let from = filter.from { add("s.opened_at >= ?", [from.milliseconds]) }
        if let to = filter.to { add("s.opened_at < ?", [to.milliseconds]) }
        if let fingerprint = filter.fingerprint { add("s.fingerprint = ?", [fingerprint.rawValue]) }
        if let likeness = filter.likeness { add("s.likeness = ?", [likeness]) }
        if let alert = filter.alertIdentity { add("s.alert_identity = ?", [alert]) }
        if let isDrill = filter.isDrill { add("s.is_drill = ?", [isDrill]) }
        if let isOpen = filter.hasOpenPullRequest {
            conditions.append(isOpen ? "s.has_open_pull_request" : "NOT s.has_open_pull_request")
        }
        addSearch(filter.search)
    }

    mutating func add(_ condition: String, _ values: StatementArguments) {
        conditions.append(condition)
        arguments += values
    }

    private mutating func add(_ column: String, among values: [String]) {
        guard !values.isEmpty else { return }
        add("\(column) IN (\(databaseQuestionMarks(count: values.count)))", StatementArguments(values.sorted()))
    }

    private mutating func addSources(_ names: [String]) {
        guard !names.isEmpty else { return }
        let marks = databaseQuestionMarks(count: names.count)
        // The plus keeps SQLite from collecting and sorting all that fit: newest first, a page is full long before the end.
        add("(+s.source IN (\(marks)) OR +s.reporter IN (\(marks)))", StatementArguments(names + names))
    }

    /// Words go in as quoted strings, in which FTS5 knows no operators.
    private mutating func addSearch(_ text: String) {
        let words = text.split { !($0.isLetter || $0.isNumber || $0 == "_") }.prefix(20)
        guard !words.isEmpty else { return }
        let query = words.map { "\"\($0)\" *" }.joined(separator: " ")
        let found = "s.id IN (SELECT rowid FROM incident_words WHERE incident_words MATCH ?)"
        if words.count == 1, let number = Int(words[0]) {
            add("(\(found) OR s.id = ?)", [query, number])
        } else {
            add(found, [query])
        }
    }
}
