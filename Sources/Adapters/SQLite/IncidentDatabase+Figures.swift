package import Domain
import Foundation
import GRDB

extension IncidentDatabase {
    private static let figuresPort = "IncidentDirectory"

    package func figures(matching filter: DirectoryFilter) async throws(PortError) -> [IncidentFigures] {
        let conditions = SummaryConditions(filter)
        return try await read("count incidents", port: Self.figuresPort) { db in
            if filter.asksForFiguresAlone {
                return try table.lines(db).values.lazy.filter(filter.includes).map(\.figures)
            }
            var figures: [IncidentFigures] = []
            try FiguresTable.read(conditions.sql, conditions.arguments, db) { _, line, _ in figures.append(line.figures)
            }
            return figures
        }
    }

    package func recurringErrors(
        matching filter: DirectoryFilter, limit: Int
    ) async throws(PortError) -> [RecurringError] {
        var conditions = SummaryConditions(filter)
        conditions.add("s.fingerprint IS NOT NULL", [])
        let (sql, arguments) = (conditions.sql, conditions.arguments)
        return try await read("count errors", port: Self.figuresPort) { db in
            let errors =
                filter.asksForFiguresAlone
                ? try table.lines(db).recurringErrors(matching: filter)
                : try Self.recurringErrors(sql, arguments, db)
            return try errors.sorted { ($0.incidents, $0.newest) > ($1.incidents, $1.newest) }.prefix(max(0, limit))
                .compactMap { try Self.error(of: $0, db) }
        }
    }

    private static func recurringErrors(
        _ condition: String, _ arguments: StatementArguments, _ db: Database
    ) throws -> [(incidents: Int, newest: Int)] {
        let sql = """
            SELECT count(*), max(s.id) FROM incident_summary s \(condition) GROUP BY s.fingerprint HAVING count(*) > 1
            """
        return try Row.fetchAll(db, sql: sql, arguments: arguments).map { ($0[0], $0[1]) }
    }

    private static func error(of count: (incidents: Int, newest: Int), _ db: Database) throws -> RecurringError? {
        let sql = "SELECT fingerprint, error, opened_at FROM incident_summary WHERE id = ?"
        return try Row.fetchOne(db, sql: sql, arguments: [count.newest]).map { row in
            RecurringError(
                fingerprint: ErrorFingerprint(rawValue: row["fingerprint"]), error: row["error"],
                incidents: count.incidents, newest: IncidentID(rawValue: count.newest),
                lastOpenedAt: Date(milliseconds: row["opened_at"]))
        }
    }
}
