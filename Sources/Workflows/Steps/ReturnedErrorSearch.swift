package import Domain

/// Looks for an incident whose fix was merged and whose error is back, so that it is opened again with the new evidence.
package struct ReturnedErrorSearch: Sendable {
    /// Of the incidents with the same error, the newest so many are looked at.
    private static let maximumIncidents = 50

    private let engine: WorkflowEngine
    private let directory: any IncidentDirectory

    package init(engine: WorkflowEngine, directory: any IncidentDirectory) {
        self.engine = engine
        self.directory = directory
    }

    /// Nil when the error is a new one, or work on this incident has begun.
    func earlier(than incident: Incident) async throws(PortError) -> Incident? {
        guard let error = incident.correlation?.mainError?.signature, incident.proposal == nil,
            incident.reopening == nil
        else { return nil }
        var filter = DirectoryFilter()
        filter.likeness = error.likeness
        var others: [Incident] = []
        let query = IncidentQuery(filter: filter, before: incident.id, limit: Self.maximumIncidents)
        for summary in try await directory.summaries(matching: query) {
            if let other = try await engine.incident(summary.id) { others.append(other) }
        }
        return ReturnedError.earlier(than: incident, among: others)
    }
}

extension Steps.Result {
    /// The incident ends, with a sentence that says where it goes on: in an earlier one that is open again.
    static func goesOn(in earlier: Incident, with incident: Incident) -> Self {
        let reason =
            "The same error as in incident \(earlier.id), whose fix was merged. "
            + "That incident is open again and goes on with this evidence."
        let why =
            "The error came back after the fix was merged: the fix doesn't hold, or isn't running yet. "
            + "Incident \(incident.id) brought the new evidence."
        let reopening = Reopening(incident: incident.id, correlation: incident.correlation, reason: why)
        return Self(
            fact: .cancelled(reason: reason), actor: .workflow,
            elsewhere: Elsewhere(fact: .reopened(reopening), incident: earlier.id))
    }
}

extension Incident {
    /// Whether another incident goes on in this one: it was counted here, or has opened this one again.
    func hasTaken(_ other: IncidentID) -> Bool {
        reopening?.incident == other || recurrences.contains { $0.incident == other }
    }
}
