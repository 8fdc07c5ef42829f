package import Domain
import Foundation

/// Looks for an incident that is under way with the same error, so that one error is one incident.
package struct RecurrenceSearch: Sendable {
    private let directory: any IncidentDirectory
    private let windowSeconds: Double

    /// - Parameter windowSeconds: how long after its opening an incident takes in further reports; 0 for never.
    package init(directory: any IncidentDirectory, windowSeconds: Double) {
        self.directory = directory
        self.windowSeconds = windowSeconds
    }

    /// Nil when the incident stands for itself.
    func older(than incident: Incident) async throws(PortError) -> IncidentID? {
        // One that has work or other reports behind it, as after evidence was added, goes on by itself.
        guard windowSeconds > 0, incident.proposals.isEmpty, incident.recurrences.isEmpty,
            let fingerprint = incident.fingerprint
        else { return nil }
        return try await directory.earlierIncident(
            like: fingerprint, than: incident.id, openedSince: incident.openedAt.addingTimeInterval(-windowSeconds))
    }
}

extension Steps {
    /// The same error among incidents whose fix was merged, or among those under way, comes before similar ones of the past.
    func recallOrJoin(_ incident: Incident) async throws(PortError) -> Result {
        if let earlier = try await returned?.earlier(than: incident) { return .goesOn(in: earlier, with: incident) }
        if let older = try await recurrence?.older(than: incident) {
            return Result(
                fact: .joined(older), actor: .workflow,
                elsewhere: .init(fact: .recurred(Recurrence(of: incident)), incident: older))
        }
        return Result(fact: .precedentsFound(try await recall(for: incident)), actor: .workflow)
    }
}
