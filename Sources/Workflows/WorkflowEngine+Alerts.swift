package import Domain

extension WorkflowEngine {
    /// Notes that an alert behind an incident has ended, on the older incident where it has joined one.
    ///
    /// What follows from it is the workflow's: see `Incident.endsWithItsAlerts`. Nil when there is nothing to note, such as
    /// an end that was noted before.
    package func noteEnd(of alert: AlertEnd, on id: IncidentID) async throws(WorkflowError) -> Incident? {
        guard let owner = try await owner(of: id) else { return nil }
        do throws(WorkflowError) {
            return try await record(.alertEnded(alert), of: owner.id, by: .workflow)
        } catch {
            if case .rejected = error { return nil }
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
