import Domain
import WebInterface

/// Incidents held in memory; a `failure` takes the database away.
struct StoredIncidents: IncidentReading {
    var incidents: [Incident] = []
    var failure: PortError?

    func incident(_ id: IncidentID) async throws(PortError) -> Incident? {
        if let failure { throw failure }
        return incidents.first { $0.id == id }
    }

    func incidents(limit: Int) async throws(PortError) -> [Incident] {
        if let failure { throw failure }
        return Array(incidents.sorted { $0.id > $1.id }.prefix(limit))
    }
}
