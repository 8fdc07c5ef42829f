package import Domain
package import Logging
package import ServiceLifecycle

/// Opens an incident again when its error comes back after the fix was merged, and lets it go on with the new evidence.
///
/// The incident that brought the news ends there, with a sentence that says where it goes on. Killed between the two, the
/// next start writes the second.
package struct RecurrenceWatch: Service {
    private static let maximumIncidents = 500

    private let engine: WorkflowEngine
    private let logger: Logger

    package init(engine: WorkflowEngine, logger: Logger) {
        self.engine = engine
        self.logger = logger
    }

    package func run() async throws {
        let changes = await engine.changes()
        for id in try await engine.openIncidents() { await look(at: id) }
        for await id in changes.cancelOnGracefulShutdown() { await look(at: id) }
    }

    /// Looks at one incident whose evidence has just been read.
    package func look(at id: IncidentID) async {
        do {
            guard let incident = try await engine.incident(id), incident.status.isOpen, incident.correlation != nil,
                incident.proposal == nil, incident.reopening == nil
            else { return }
            let others = try await engine.incidents(limit: Self.maximumIncidents)
            guard let earlier = Recurrence.earlier(than: incident, among: others) else { return }
            if earlier.status == .resolved { try await reopen(earlier, for: incident) }
            let reason =
                "The same error as in incident \(earlier.id), whose fix was merged. "
                + "That incident is open again and goes on with this evidence."
            _ = try await engine.record(.cancelled(reason: reason), of: id, by: .workflow)
        } catch {
            logger.error(
                "It was not found out whether an error came back",
                metadata: ["incident.id": "\(id)", "error": "\(error)"])
        }
    }

    private func reopen(_ earlier: Incident, for incident: Incident) async throws(WorkflowError) {
        let reason =
            "The error came back after the fix was merged: the fix doesn't hold, or isn't running yet. "
            + "Incident \(incident.id) brought the new evidence."
        let reopening = Reopening(incident: incident.id, correlation: incident.correlation, reason: reason)
        _ = try await engine.record(.reopened(reopening), of: earlier.id, by: .workflow)
    }
}
