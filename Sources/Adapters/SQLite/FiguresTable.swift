import Domain
import Foundation
import GRDB
import Synchronization

/// The figures of all incidents in memory, so that to count 100,000 incidents no 100,000 rows are read.
///
/// Only a shortcut: at each look it reads first what has changed by the facts written since the last one. The lock is the
/// `Mutex`; it is held while that is read, so that whoever looks at the same time doesn't read it again.
final class FiguresTable: Sendable {
    struct Line: Sendable {
        let figures: IncidentFigures
        let isDrill: Bool
        /// The same number for the same error, here alone: texts would take most of the memory.
        var error: Int?
    }

    private struct State {
        /// The newest journal row that is counted in.
        var number: Int64?
        var lines: [Int: Line] = [:]
        var errors: [String: Int] = [:]

        mutating func add(_ line: Line, of id: Int, _ fingerprint: String?) {
            var line = line
            if let fingerprint {
                line.error = errors[fingerprint] ?? errors.count
                errors[fingerprint] = line.error
            }
            lines[id] = line
        }
    }

    static let columns = """
        s.severity, s.outcome, s.opened_at, s.proposed_at, s.approved_at, s.ended_at, s.attempts, s.customer_count, \
        s.is_drill, s.id, s.fingerprint, s.rejections, s.failed_verifications
        """

    private let state = Mutex(State())

    /// Every incident as `db` shows it, or as it is since.
    func lines(_ db: Database) throws -> [Int: Line] {
        try state.withLock { state in
            let newest = try Int64.fetchOne(db, sql: "SELECT coalesce(max(number), 0) FROM journal") ?? 0
            if let known = state.number, newest > known {
                let changed = "WHERE s.id IN (SELECT incident FROM journal WHERE number > ?)"
                try Self.read(changed, [known], db) { state.add($1, of: $0, $2) }
            } else if state.number == nil {
                try Self.read("", [], db) { state.add($1, of: $0, $2) }
            }
            state.number = max(newest, state.number ?? 0)
            return state.lines
        }
    }

    /// By position: finding columns by name for each of 100,000 rows takes longer than reading them.
    static func read(
        _ condition: String, _ arguments: StatementArguments, _ db: Database,
        _ use: (Int, Line, _ fingerprint: String?) -> Void
    ) throws {
        let sql = "SELECT \(columns) FROM incident_summary s \(condition)"
        let rows = try Row.fetchCursor(db, sql: sql, arguments: arguments)
        while let row = try rows.next() {
            let figures = IncidentFigures(
                severity: (row[0] as String?).flatMap(Severity.init(rawValue:)),
                outcome: (row[1] as String?).flatMap(IncidentSummary.Outcome.init(rawValue:)),
                openedAt: Date(milliseconds: row[2]),
                proposedAt: (row[3] as Int64?).map(Date.init(milliseconds:)),
                approvedAt: (row[4] as Int64?).map(Date.init(milliseconds:)),
                endedAt: (row[5] as Int64?).map(Date.init(milliseconds:)),
                attempts: row[6], rejections: row[11], failedVerifications: row[12], customers: row[7])
            use(row[9], Line(figures: figures, isDrill: row[8]), row[10])
        }
    }
}

extension DirectoryFilter {
    /// Whether a line of the table says whether it fits.
    var asksForFiguresAlone: Bool {
        var rest = self
        (rest.severities, rest.from, rest.to, rest.isDrill) = ([], nil, nil, nil)
        return rest == DirectoryFilter()
    }

    /// Right for filters that ask for figures alone.
    func includes(_ line: FiguresTable.Line) -> Bool {
        if let isDrill, isDrill != line.isDrill { return false }
        if let from, line.figures.openedAt < from { return false }
        if let to, line.figures.openedAt >= to { return false }
        return severities.isEmpty || line.figures.severity.map(severities.contains) ?? false
    }
}

extension [Int: FiguresTable.Line] {
    /// How many incidents each error has that more than one had, and the newest of them.
    func recurringErrors(matching filter: DirectoryFilter) -> [(incidents: Int, newest: Int)] {
        var errors: [Int: (incidents: Int, newest: Int)] = [:]
        for (id, line) in self where filter.includes(line) {
            guard let error = line.error else { continue }
            let known = errors[error] ?? (0, 0)
            errors[error] = (known.incidents + 1, Swift.max(known.newest, id))
        }
        return errors.values.filter { $0.incidents > 1 }
    }
}
