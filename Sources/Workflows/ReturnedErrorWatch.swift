package import Domain
package import Logging
import ServiceLifecycle

/// Opens an incident again when its error comes back after the fix was merged, and lets it go on with the new evidence.
///
/// The incident that brought the news ends there, with a sentence that says where it goes on. Killed between the two, the
/// next start writes the second.
package struct ReturnedErrorWatch: Service {
    /// Of the incidents with the same error, the newest so many are looked at.
    private static let maximumIncidents = 50

    private let engine: WorkflowEngine
    private let directory: any IncidentDirectory
    private let logger: Logger

    package init(engine: WorkflowEngine, directory: any IncidentDirectory, logger: Logger) {
        self.engine = engine
        self.directory = directory
        self.logger = logger
    }

    package func run() async throws {
        let changes = await engine.changes()
        var decided: Set<IncidentID> = []
        for id in try await engine.openIncidents() {
            if await look(at: id) { decided.insert(id) }
        }
        for await id in changes.cancelOnGracefulShutdown() where !decided.contains(id) {
            if await look(at: id) { decided.insert(id) }
        }
    }

    /// Looks at one incident whose evidence has just been read; false while it isn't, or when it could not be decided.
    @discardableResult package func look(at id: IncidentID) async -> Bool {
        do {
            guard let incident = try await engine.incident(id), incident.correlation != nil else { return false }
            guard incident.status.isOpen, incident.proposal == nil, incident.reopening == nil else { return true }
            guard let earlier = ReturnedError.earlier(than: incident, among: try await others(like: incident)) else {
                return true
            }
            if earlier.isConcluded { try await reopen(earlier, for: incident) }
            let reason =
                "The same error as in incident \(earlier.id), whose fix was merged. "
                + "That incident is open again and goes on with this evidence."
            _ = try await engine.record(.cancelled(reason: reason), of: id, by: .workflow)
            return true
        } catch {
            logger.error(
                "It was not found out whether an error came back",
                metadata: ["incident.id": "\(id)", "error": "\(error)"])
            return false
        }
    }

    private func others(like incident: Incident) async throws(PortError) -> [Incident] {
        guard let error = incident.correlation?.mainError?.signature else { return [] }
        var filter = DirectoryFilter()
        filter.likeness = error.likeness
        var others: [Incident] = []
        let query = IncidentQuery(filter: filter, before: incident.id, limit: Self.maximumIncidents)
        for summary in try await directory.summaries(matching: query) {
            if let other = try await engine.incident(summary.id) { others.append(other) }
        }
        return others
    }

    private func reopen(_ earlier: Incident, for incident: Incident) async throws(WorkflowError) {
        let reason =
            "The error came back after the fix was merged: the fix doesn't hold, or isn't running yet. "
            + "Incident \(incident.id) brought the new evidence."
        let reopening = Reopening(incident: incident.id, correlation: incident.correlation, reason: reason)
        _ = try await engine.record(.reopened(reopening), of: earlier.id, by: .workflow)
    }
}
