package import Domain

extension WorkflowEngine {
    /// Notes that an alert behind an incident has ended, on the older incident where it has joined one.
    ///
    /// The incident is closed when nothing but the alert spoke for it: no error in its evidence, or no cause in the code,
    /// and no other alert fires. A diagnosed bug stays open: it is still there. Nil when there is nothing to note, such as an
    /// end that was noted before.
    package func noteEnd(of alert: AlertEnd, on id: IncidentID) async throws(WorkflowError) -> Incident? {
        guard let owner = try await owner(of: id) else { return nil }
        let incident: Incident
        do throws(WorkflowError) {
            incident = try await record(.alertEnded(alert), of: owner.id, by: .workflow)
        } catch {
            if case .rejected = error { return nil }
            throw error
        }
        guard incident.restsOnAlertsAlone, incident.firingAlerts.isEmpty else { return incident }
        do throws(WorkflowError) {
            return try await record(
                .cancelled(reason: "The alert ended by itself, and the evidence names no error in the code."),
                of: owner.id, by: .workflow)
        } catch {
            if case .rejected = error { return incident }
            throw error
        }
    }

    /// The incident itself, or the one it has joined.
    private func owner(of id: IncidentID) async throws(WorkflowError) -> Incident? {
        do throws(PortError) {
            guard var incident = try await incident(id) else { return nil }
            while let older = incident.joined, let next = try await self.incident(older) { incident = next }
            return incident
        } catch {
            throw .failed(error)
        }
    }
}

extension Incident {
    fileprivate var restsOnAlertsAlone: Bool {
        if let escalation { return status == .escalated && [.noCodeCause, .unknownCause].contains(escalation.cause) }
        return status == .investigating && correlation.map { $0.mainError == nil } ?? false
    }
}
