import Domain
import Foundation
import Logging
import Workflows

/// `/incident`: alone it opens the modal, `help` explains, anything else is taken as logs.
struct IncidentCommand: Sendable {
    static let name = "/incident"

    let engine: WorkflowEngine
    let opener: ModalOpener
    let logger: Logger

    func handle(_ command: CommandPayload) async -> SlackReply {
        let text = command.text.trimmingCharacters(in: .whitespacesAndNewlines)
        if text.isEmpty { return openModal(command) }
        if text.lowercased() == "help" { return .note(HelpText.command) }
        return await openIncident(text, command)
    }

    private func openModal(_ command: CommandPayload) -> SlackReply {
        let recipient = PrivateNotes.Recipient(
            user: command.user, channel: command.channel, thread: nil, responseURL: command.responseURL)
        let modal = OpenIncidentModal.modal(channel: command.channel)
        guard opener.open(modal, trigger: command.triggerID, for: recipient) else {
            return .note("I have too much to do just now. Please try again in a moment.")
        }
        return .accepted
    }

    private func openIncident(_ logs: String, _ command: CommandPayload) async -> SlackReply {
        let intake = Intake(logs: logs, source: .slashCommand, channel: command.channel)
        do throws(PortError) {
            let id = try await engine.open(
                intake, by: .person(id: command.user), key: "slack/\(command.workspace)/\(command.triggerID)")
            return .note("Incident \(id.rawValue) is open. Its card is on the way to this channel.")
        } catch {
            logger.error("An incident was not opened", metadata: ["reason": "\(error)"])
            return .note("The incident could not be stored, so nothing was started. Please try again.")
        }
    }
}

/// What the bot says about itself.
enum HelpText {
    static let command: Mrkdwn = """
        *Incident Bot* finds the cause of an incident, proposes a patch, and proves it before it becomes a pull request.
        • `/incident` opens a form for logs, log files and complaints.
        • `/incident` with log lines behind it starts at once.
        The card in this channel shows what is known. Nothing changes before a person approves the patch on it.
        """
}
