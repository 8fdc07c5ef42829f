package import Domain
import GRDB

extension IncidentDatabase: Journal {
    private static let port = "Journal"

    package func open(_ intake: Intake, by actor: Actor, key: String) async throws(PortError) -> IncidentID {
        let now = clock.now()
        let (incident, isNew) = try await write("open an incident", port: Self.port) { db in
            if let known = try Int.fetchOne(db, sql: "SELECT id FROM incident WHERE request_key = ?", arguments: [key])
            {
                return (IncidentID(rawValue: known), false)
            }
            let number = try Int.fetchOne(db, sql: "SELECT coalesce(max(id), 0) + 1 FROM incident") ?? 1
            let entry = try StoredEntry(
                .opened(intake), incident: number, sequence: 1, time: now, actor: actor,
                previousHash: JournalHash.origin)
            try db.execute(
                sql: "INSERT INTO incident (id, request_key, entry_count, last_hash) VALUES (?, ?, 1, ?)",
                arguments: [number, key, entry.hash])
            try entry.insert(db)
            if let incident = Incident(entries: [try entry.entry()]) { try Self.store(incident, db) }
            return (IncidentID(rawValue: number), true)
        }
        if isNew { news.tell(incident) }
        return incident
    }

    package func append(
        _ fact: Fact, to incident: IncidentID, by actor: Actor, expectedCount: Int, causedBy key: String?
    ) async throws(JournalError) -> JournalEntry {
        let now = clock.now()
        let outcome: Appending
        do {
            outcome = try await write("add \(fact.kind.rawValue) to incident \(incident)", port: Self.port) { db in
                if let key, let known = try Self.entry(of: incident, causedBy: key, db) { return .known(known) }
                let head = try Row.fetchOne(
                    db, sql: "SELECT entry_count, last_hash FROM incident WHERE id = ?", arguments: [incident.rawValue])
                let count: Int = head?["entry_count"] ?? 0
                guard count == expectedCount else { return .conflict(actualCount: count) }
                guard let head else { throw UnreadableRow(reason: "There is no incident \(incident) to add to.") }
                let stored = try StoredEntry(
                    fact, incident: incident.rawValue, sequence: count + 1, time: now, actor: actor, causedBy: key,
                    previousHash: head["last_hash"])
                return .written(
                    try self.store(stored, stored.entry(holding: fact, by: actor), db))
            }
        } catch {
            throw .failed(error)
        }
        switch outcome {
        case .conflict(let count): throw .conflict(actualCount: count)
        case .known(let entry): return entry
        case .written(let folded):
            folds.keep(folded)
            news.tell(incident)
            return folded.entries[folded.entries.count - 1]
        }
    }

    private enum Appending: Sendable {
        case written(Incident)
        case known(JournalEntry)
        case conflict(actualCount: Int)
    }

    /// Stores the entry with everything that is kept beside the journal, and returns the incident with it.
    private func store(_ stored: StoredEntry, _ entry: JournalEntry, _ db: Database) throws -> Incident {
        try stored.insert(db)
        try db.execute(
            sql: "UPDATE incident SET entry_count = ?, last_hash = ? WHERE id = ?",
            arguments: [entry.sequence, entry.hash, entry.incident.rawValue])
        let kept = folds.incident(entry.incident, endingWith: entry.previousHash)
        let folded = try Self.fold(entry.incident, adding: entry, to: kept, db)
        try Self.store(folded, db)
        return folded
    }

    package func entries(of incident: IncidentID) async throws(PortError) -> [JournalEntry] {
        try await read("read the history of incident \(incident)", port: Self.port) { db in
            try Self.history(of: incident, db).map { try $0.entry() }
        }
    }

    package func openIncidents() async throws(PortError) -> [IncidentID] {
        try await read("list open incidents", port: Self.port) { db in
            try Int.fetchAll(db, sql: "SELECT id FROM incident_summary WHERE has_work ORDER BY id")
                .map(IncidentID.init(rawValue:))
        }
    }

    package func incidents(limit: Int) async throws(PortError) -> [IncidentID] {
        try await read("list incidents", port: Self.port) { db in
            try Int.fetchAll(db, sql: "SELECT id FROM incident ORDER BY id DESC LIMIT ?", arguments: [max(0, limit)])
                .map(IncidentID.init(rawValue:))
        }
    }

    package func changes() async -> AsyncStream<IncidentID> {
        news.listen()
    }

    package func verifyChain(of incident: IncidentID) async throws(PortError) -> Int? {
        try await read("check the history of incident \(incident)", port: Self.port) { db in
            let history = try Self.history(of: incident, db)
            var previous = JournalHash.origin
            for (place, entry) in history.enumerated() {
                guard entry.sequence == place + 1, entry.previousHash == previous, entry.hash == entry.expectedHash
                else { return place + 1 }
                previous = entry.hash
            }
            let head = try Row.fetchOne(
                db, sql: "SELECT entry_count, last_hash FROM incident WHERE id = ?", arguments: [incident.rawValue])
            guard let head else { return history.isEmpty ? nil : 1 }
            let (count, last): (Int, String) = (head["entry_count"], head["last_hash"])
            if count != history.count { return min(count, history.count) + 1 }
            return last == previous ? nil : history.count
        }
    }

    /// The incident with its new entry, which is stored already.
    private static func fold(
        _ id: IncidentID, adding entry: JournalEntry, to kept: Incident?, _ db: Database
    ) throws -> Incident {
        if var incident = kept {
            incident.apply(entry)
            return incident
        }
        guard let incident = Incident(entries: try history(of: id, db).map { try $0.entry() }) else {
            throw UnreadableRow(reason: "The history of incident \(id) doesn't begin with its opening.")
        }
        return incident
    }

    private static func entry(of incident: IncidentID, causedBy key: String, _ db: Database) throws -> JournalEntry? {
        try StoredEntry.fetchOne(
            db, sql: "SELECT * FROM journal WHERE incident = ? AND caused_by = ?", arguments: [incident.rawValue, key])?
            .entry()
    }

    static func history(of incident: IncidentID, _ db: Database) throws -> [StoredEntry] {
        try StoredEntry.fetchAll(
            db, sql: "SELECT * FROM journal WHERE incident = ? ORDER BY sequence", arguments: [incident.rawValue])
    }
}

extension IncidentDatabase: ChainVerifying {}
