import Domain
import Logging
import Workflows

/// `/incident cancel 3 reason`: ends an incident that is none, or that is handled elsewhere.
struct CancelCommand: Sendable {
    let engine: WorkflowEngine
    let logger: Logger

    func handle(_ id: IncidentID, _ reason: String, _ command: CommandPayload) async -> SlackReply {
        do throws(WorkflowError) {
            _ = try await engine.record(
                .cancelled(reason: VisibleText.clip(reason, to: 500)), of: id, by: .person(id: command.user))
            return .note("Incident \(id.rawValue) is cancelled. Nothing more will happen to it.")
        } catch {
            return .note(CommandRefusal.words(error, of: id, logger))
        }
    }
}
