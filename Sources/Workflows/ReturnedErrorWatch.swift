package import Domain
package import Logging
package import ServiceLifecycle

/// Opens an incident again when its error comes back after the fix was merged, and lets it go on with the new evidence.
///
/// The incident that brought the news ends there, with a sentence that says where it goes on. Killed between the two, the
/// next start writes the second.
package struct ReturnedErrorWatch: Service {
    private static let maximumIncidents = 500

    private let engine: WorkflowEngine
    private let logger: Logger

    package init(engine: WorkflowEngine, logger: Logger) {
        self.engine = engine
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
            let others = try await engine.incidents(limit: Self.maximumIncidents)
            guard let earlier = ReturnedError.earlier(than: incident, among: others) else { return true }
            if earlier.status == .resolved { try await reopen(earlier, for: incident) }
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

    private func reopen(_ earlier: Incident, for incident: Incident) async throws(WorkflowError) {
        let reason =
            "The error came back after the fix was merged: the fix doesn't hold, or isn't running yet. "
            + "Incident \(incident.id) brought the new evidence."
        let reopening = Reopening(incident: incident.id, correlation: incident.correlation, reason: reason)
        _ = try await engine.record(.reopened(reopening), of: earlier.id, by: .workflow)
    }
}
