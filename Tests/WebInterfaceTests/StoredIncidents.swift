import Domain
import Foundation
import TestSupport
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

/// Knows no filter: every question is answered with all of them.
extension StoredIncidents: IncidentDirectory {
    func summary(of id: IncidentID) async throws(PortError) -> IncidentSummary? {
        try await incident(id).map(IncidentSummary.init)
    }

    func summaries(matching query: IncidentQuery) async throws(PortError) -> [IncidentSummary] {
        try await incidents(limit: query.limit).map(IncidentSummary.init)
    }

    func count(matching filter: DirectoryFilter) async throws(PortError) -> Int {
        try await incidents(limit: .max).count
    }

    func figures(matching filter: DirectoryFilter) async throws(PortError) -> [IncidentFigures] {
        try await incidents(limit: .max).map { IncidentFigures(IncidentSummary($0)) }
    }

    func recurringErrors(matching filter: DirectoryFilter, limit: Int) async throws(PortError) -> [RecurringError] {
        RecurringError.found(in: try await incidents(limit: .max).map(IncidentSummary.init), limit: limit)
    }

    func incident(openedWith key: String) async throws(PortError) -> IncidentID? { nil }

    func earlierIncident(
        like fingerprint: ErrorFingerprint, than id: IncidentID, openedSince date: Date
    ) async throws(PortError) -> IncidentID? { nil }
}
