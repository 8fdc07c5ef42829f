package import Domain

/// Incidents as they stand, for those who only look.
package protocol IncidentReading: Sendable {
    /// Nil for an unknown number.
    func incident(_ id: IncidentID) async throws(PortError) -> Incident?

    /// The newest first, at most `limit`.
    func incidents(limit: Int) async throws(PortError) -> [Incident]
}

/// Tells what happens to incidents.
package protocol IncidentWatching: Sendable {
    /// The incident of every fact written from now on; see `Journal.changes`.
    func changes() async -> AsyncStream<IncidentID>
}

/// Incidents read from the journal, folded anew for every request, so that a page never lags behind.
package struct JournalIncidents: IncidentReading, IncidentWatching {
    private let journal: any Journal

    package init(journal: any Journal) {
        self.journal = journal
    }

    package func incident(_ id: IncidentID) async throws(PortError) -> Incident? {
        Incident(entries: try await journal.entries(of: id))
    }

    package func changes() async -> AsyncStream<IncidentID> {
        await journal.changes()
    }

    package func incidents(limit: Int) async throws(PortError) -> [Incident] {
        var incidents: [Incident] = []
        for id in try await journal.incidents(limit: limit) {
            if let incident = try await incident(id) { incidents.append(incident) }
        }
        return incidents
    }
}
