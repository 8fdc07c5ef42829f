import Domain
import Logging
import Workflows

/// `/incident` alone opens the form; with text it opens an incident at once, the text being its log.
struct OpenCommand: Sendable {
    let engine: WorkflowEngine
    let opener: ModalOpener
    let logger: Logger

    func form(_ command: CommandPayload) -> SlackReply {
        opener.open(trigger: command.triggerID, for: command.recipient) {
            OpenIncidentModal.modal(channel: command.channel)
        }
    }

    func incident(_ logs: String, _ command: CommandPayload, isDrill: Bool = false) async -> SlackReply {
        let intake = Intake(logs: logs, source: .slashCommand, channel: command.channel, isDrill: isDrill)
        do throws(PortError) {
            let id = try await engine.open(
                intake, by: .person(id: command.user), key: "slack/\(command.workspace)/\(command.triggerID)")
            return .note(
                "Incident \(id.rawValue) is open. Its card is on the way to this channel, or to the incident channel if I can't post here."
            )
        } catch {
            logger.error("An incident was not opened", metadata: ["reason": "\(error)"])
            return .note("The incident could not be stored, so nothing was started. Please try again.")
        }
    }
}
