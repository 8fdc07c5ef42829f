package import Domain
import Foundation
import GRDB

extension IncidentDatabase {
    /// For the age of what is claimed but not posted. Claims of earlier versions have no time and count as new.
    static let outboxTables = """
        ALTER TABLE message ADD COLUMN claimed_at INTEGER;
        CREATE INDEX message_unposted ON message (claimed_at) WHERE timestamp IS NULL;
        """
}

/// Counts facts from the place in the journal where it began, reading each row once.
package final class StoredFiguresReader: StorageFigures {
    private static let port = "StorageFigures"

    private let database: IncidentDatabase
    private let tally: FactTally

    /// Begins to count behind the newest fact.
    package init(_ database: IncidentDatabase) async throws(PortError) {
        self.database = database
        let newest = try await database.read("find the newest fact", port: Self.port) { db in
            try Int.fetchOne(db, sql: "SELECT coalesce(max(number), 0) FROM journal") ?? 0
        }
        tally = FactTally(lastNumber: newest)
    }

    package func figures() async throws(PortError) -> StoredFigures {
        let seen = await tally.lastNumber
        let now = database.clock.now()
        let read = try await database.read("count what is stored", port: Self.port) { db in
            let new = try Row.fetchAll(
                db,
                sql: "SELECT kind, count(*) AS count, max(number) AS last FROM journal WHERE number > ? GROUP BY kind",
                arguments: [seen]
            ).map { row in FactTally.Count(kind: row["kind"], count: row["count"], lastNumber: row["last"]) }
            return (try Self.stored(db, now: now), new)
        }
        var figures = read.0
        figures.facts = await tally.add(read.1, readBehind: seen)
        return figures
    }

    private static func stored(_ db: Database, now: Date) throws -> StoredFigures {
        let open = Incident.Status.allCases.filter(\.isOpen).map(\.rawValue)
        let statuses = try Row.fetchAll(
            db,
            sql: """
                SELECT status, count(*) AS count FROM incident_summary
                WHERE status IN (\(databaseQuestionMarks(count: open.count))) AND is_drill = 0 GROUP BY status
                """, arguments: StatementArguments(open)
        ).compactMap { row in Incident.Status(rawValue: row["status"]).map { ($0, row["count"] as Int) } }
        let outbox = try Row.fetchOne(
            db, sql: "SELECT count(*) AS count, min(claimed_at) AS oldest FROM message WHERE timestamp IS NULL")
        let (count, oldest): (Int, Int64?) = (outbox?["count"] ?? 0, outbox?["oldest"])
        return StoredFigures(
            openIncidents: Dictionary(statuses) { $0 + $1 }, unpostedMessages: count,
            oldestUnpostedSeconds: count == 0
                ? nil : oldest.map { max(0, now.timeIntervalSince1970 - Double($0) / 1000) } ?? 0)
    }
}

/// What was counted so far.
private actor FactTally {
    struct Count: Sendable {
        let kind: String
        let count: Int
        let lastNumber: Int
    }

    private(set) var lastNumber: Int
    private var facts: [Fact.Kind: Int] = [:]

    init(lastNumber: Int) {
        self.lastNumber = lastNumber
    }

    /// Rows that another reader has counted meanwhile are left out: both had begun at the same place.
    func add(_ new: [Count], readBehind place: Int) -> [Fact.Kind: Int] {
        guard place == lastNumber else { return facts }
        for count in new {
            if let kind = Fact.Kind(rawValue: count.kind) { facts[kind, default: 0] += count.count }
            lastNumber = max(lastNumber, count.lastNumber)
        }
        return facts
    }
}
