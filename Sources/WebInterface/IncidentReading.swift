package import Domain

/// Incidents as they stand, for those who only look.
package protocol IncidentReading: Sendable {
    /// Nil for an unknown number.
    func incident(_ id: IncidentID) async throws(PortError) -> Incident?

    /// The newest first, at most `limit`.
    func incidents(limit: Int) async throws(PortError) -> [Incident]
}

/// Incidents read from the journal, folded anew for every request, so that a page never lags behind.
package struct JournalIncidents: IncidentReading {
    private let journal: any Journal

    package init(journal: any Journal) {
        self.journal = journal
    }

    package func incident(_ id: IncidentID) async throws(PortError) -> Incident? {
        Incident(entries: try await journal.entries(of: id))
    }

    package func incidents(limit: Int) async throws(PortError) -> [Incident] {
        var incidents: [Incident] = []
        for id in try await journal.incidents(limit: limit) {
            if let incident = try await incident(id) { incidents.append(incident) }
        }
        return incidents
    }
}
