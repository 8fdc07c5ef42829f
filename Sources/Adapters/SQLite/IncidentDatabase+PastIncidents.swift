package import Domain
import Foundation
import GRDB

extension IncidentDatabase {
    /// Writes whole histories in one transaction, in the time of a few facts each.
    ///
    /// The rows are those that `open` and `append` write, but that a summary is stored once, at the end. Listeners hear
    /// nothing of it. A history whose key is known is left out.
    package func write(_ histories: [PastIncident]) async throws(PortError) {
        try await write("write past incidents", port: "Journal") { db in
            for history in histories { try Self.write(history, db) }
        }
    }

    private static func write(_ history: PastIncident, _ db: Database) throws {
        let known = "SELECT count(*) > 0 FROM incident WHERE request_key = ?"
        guard try Bool.fetchOne(db, sql: known, arguments: [history.key]) == false else { return }
        let number = try Int.fetchOne(db, sql: "SELECT coalesce(max(id), 0) + 1 FROM incident") ?? 1
        var last: StoredEntry?
        let stored = try history.steps.enumerated().map { place, step in
            let entry = try StoredEntry(
                step.fact, incident: number, sequence: place + 1, time: step.time, actor: step.actor,
                previousHash: last?.hash ?? JournalHash.origin)
            last = entry
            return entry
        }
        guard let last else { return }
        try db.execute(
            sql: "INSERT INTO incident (id, request_key, entry_count, last_hash) VALUES (?, ?, ?, ?)",
            arguments: [number, history.key, last.sequence, last.hash])
        for entry in stored { try entry.insert(db) }
        let entries = zip(stored, history.steps).map { entry, step in entry.entry(holding: step.fact, by: step.actor) }
        if let incident = Incident(entries: entries) { try store(incident, db) }
    }
}
