import Domain
import Logging
import Workflows

/// `/incident severity 3 P0 reason`: a person overrides what the Severity agent found.
struct SeverityCommand: Sendable {
    let engine: WorkflowEngine
    let logger: Logger

    func handle(_ id: IncidentID, _ severity: Severity, _ reason: String, _ command: CommandPayload) async -> SlackReply
    {
        let classification = Classification(
            severity: severity, reason: VisibleText.clip(reason, to: 500), signals: [])
        do throws(WorkflowError) {
            let incident = try await engine.record(
                .severityClassified(classification), of: id, by: .person(id: command.user))
            return .note(
                "Incident \(incident.id.rawValue) is \(Mrkdwn(stringLiteral: severity.rawValue)) now. Its card says so."
            )
        } catch {
            return .note(CommandRefusal.words(error, of: id, logger))
        }
    }
}

/// Why a command changed nothing.
enum CommandRefusal {
    static func words(_ error: WorkflowError, of id: IncidentID, _ logger: Logger) -> Mrkdwn {
        switch error {
        case .unknownIncident:
            return "There is no incident \(id.rawValue). \(CommandWord.list.usage) shows which there are."
        case .rejected(.closed(let status)):
            return "Incident \(id.rawValue) \(Mrkdwn(stringLiteral: StatusWords.ending(status))). Nothing was changed."
        case .rejected:
            return "Incident \(id.rawValue) isn't that far yet: I am still reading it. Try again in a few seconds."
        case .failed(let failure):
            logger.error("A command was not stored", metadata: ["reason": "\(failure)"])
            return "That could not be stored, so nothing was changed. Please try again."
        }
    }
}
