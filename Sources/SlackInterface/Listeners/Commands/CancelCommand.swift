import Domain
import Workflows

/// `/incident cancel 3 reason`: ends an incident that is none, or that is handled elsewhere. For those who may decide on it,
/// and for whoever opened it.
struct CancelCommand: Sendable {
    let decisions: Decisions
    let catalogue: IncidentCatalogue

    func act(
        _ id: IncidentID, _ reason: String, by user: String, causedBy key: String
    ) async throws(PortError) -> Mrkdwn {
        do throws(WorkflowError) {
            _ = try await decisions.engine.decide(
                .cancel(reason: VisibleText.clip(reason, to: 500)), of: id, by: user,
                in: await catalogue.channel(of: id), causedBy: key)
            return "Incident \(id.rawValue) is cancelled. Nothing more will happen to it."
        } catch {
            return try await decisions.commandRefusal(error, of: id)
        }
    }
}
