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
        _ fact: Fact, to incident: IncidentID, by actor: Actor, expectedCount: Int
    ) async throws(JournalError) -> JournalEntry {
        let now = clock.now()
        let outcome: Result<Incident, JournalError>
        do {
            outcome = try await write("add \(fact.kind.rawValue) to incident \(incident)", port: Self.port) { db in
                let head = try Row.fetchOne(
                    db, sql: "SELECT entry_count, last_hash, closed_by FROM incident WHERE id = ?",
                    arguments: [incident.rawValue])
                let count: Int = head?["entry_count"] ?? 0
                guard count == expectedCount else { return .failure(.conflict(actualCount: count)) }
                guard let head else { throw UnreadableRow(reason: "There is no incident \(incident) to add to.") }
                let stored = try StoredEntry(
                    fact, incident: incident.rawValue, sequence: count + 1, time: now, actor: actor,
                    previousHash: head["last_hash"])
                try stored.insert(db)
                try db.execute(
                    sql: "UPDATE incident SET entry_count = ?, last_hash = ?, closed_by = ? WHERE id = ?",
                    arguments: [
                        stored.sequence, stored.hash, fact.kind.closing(head["closed_by"]), incident.rawValue,
                    ])
                let folded = try Self.fold(
                    incident, adding: try stored.entry(),
                    to: self.folds.incident(incident, endingWith: stored.previousHash),
                    db)
                try Self.store(folded, db)
                return .success(folded)
            }
        } catch {
            throw .failed(error)
        }
        let folded = try outcome.get()
        folds.keep(folded)
        news.tell(incident)
        return folded.entries[folded.entries.count - 1]
    }

    package func entries(of incident: IncidentID) async throws(PortError) -> [JournalEntry] {
        try await read("read the history of incident \(incident)", port: Self.port) { db in
            try Self.history(of: incident, db).map { try $0.entry() }
        }
    }

    package func openIncidents() async throws(PortError) -> [IncidentID] {
        try await read("list open incidents", port: Self.port) { db in
            try Int.fetchAll(
                db,
                sql: """
                    SELECT id FROM incident WHERE closed_by IS NULL
                    UNION
                    SELECT incident FROM journal WHERE kind IN ('questionAsked', 'answered')
                    GROUP BY incident HAVING sum(kind = 'questionAsked') > sum(kind = 'answered')
                    ORDER BY 1
                    """
            )
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

    static func history(of incident: IncidentID, _ db: Database) throws -> [StoredEntry] {
        try StoredEntry.fetchAll(
            db, sql: "SELECT * FROM journal WHERE incident = ? ORDER BY sequence", arguments: [incident.rawValue])
    }
}

extension Fact.Kind {
    /// The name of the fact that closed an incident, after this one; nil while something happens by itself.
    ///
    /// - Parameter before: the same, before this one.
    func closing(_ before: String?) -> String? {
        switch self {
        case .evidenceAdded, .retried, .reopened: nil
        case .resolved, .escalated, .cancelled, .joined: before ?? rawValue
        default: before
        }
    }
}

extension IncidentDatabase: ChainVerifying {}
