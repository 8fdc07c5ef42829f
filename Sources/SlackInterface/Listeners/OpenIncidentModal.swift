import Domain
import Foundation
import Logging
import Workflows

/// The form that opens an incident, and what is made of it.
struct OpenIncidentModal: Sendable {
    static let callbackID = "open_incident"

    private enum Field {
        static let logs = "logs"
        static let files = "log_files"
        static let complaints = "complaints"
        static let title = "title"
    }

    let engine: WorkflowEngine
    let logger: Logger

    /// - Parameter channel: where the card shall be; the incident channel when nil.
    static func modal(channel: String?) -> Modal {
        Modal(
            callbackID: callbackID, title: "Open an incident", submit: "Start",
            privateMetadata: JSONValue.object(channel.map { ["channel": .string($0)] } ?? [:]).encoded,
            blocks: [
                .input(
                    Input(
                        id: Field.logs, label: "Logs",
                        element: .text(multiline: true, placeholder: "Paste the lines around the error"),
                        isOptional: true)),
                .input(
                    Input(
                        id: Field.files, label: "Log files, up to 10 MB each", element: .files, isOptional: true)),
                .input(
                    Input(
                        id: Field.complaints, label: "Complaints",
                        element: .text(
                            multiline: true, placeholder: "What customers said, e.g. Acme Corp: the upload crashes"),
                        isOptional: true)),
                .input(
                    Input(
                        id: Field.title, label: "Title",
                        element: .text(multiline: false, placeholder: "A short title, if you have one"),
                        isOptional: true)),
            ])
    }

    func handle(_ submission: SubmissionPayload) async -> SlackReply {
        let logs = submission.text(Field.logs)
        let complaints = submission.text(Field.complaints)
        let files = submission.files(Field.files)
        guard logs != nil || complaints != nil || !files.isEmpty else {
            return .errors([
                Field.logs: "There is nothing to start from: paste logs, attach a log file, or describe a complaint."
            ])
        }
        let attachments: [Attachment]
        do throws(UnusableFile) {
            attachments = try Attachment.made(of: Array(files.prefix(BlockLimits.inputFiles)))
        } catch {
            return .errors([Field.files: error.words])
        }
        let intake = Intake(
            title: submission.text(Field.title), logs: logs ?? "", attachments: attachments,
            complaints: complaints.map { [Complaint(message: $0)] } ?? [], source: .modal,
            channel: Self.channel(submission.privateMetadata))
        return await open(intake, submission)
    }

    private func open(_ intake: Intake, _ submission: SubmissionPayload) async -> SlackReply {
        do throws(PortError) {
            // A view keeps its identifier when Slack repeats the delivery.
            let id = try await engine.open(
                intake, by: .person(id: submission.user), key: "slack/\(submission.workspace)/\(submission.viewID)")
            // Who started without a channel sees no card: they are told where it is.
            return intake.channel == nil ? .show(OpenedModal.modal(id, channel: nil)) : .accepted
        } catch {
            logger.error("An incident was not opened", metadata: ["reason": "\(error)"])
            return .errors([Field.logs: "The incident could not be stored, so nothing was started. Please try again."])
        }
    }

    private static func channel(_ metadata: String) -> String? {
        JSONValue(bytes: Data(metadata.utf8))?["channel"]?.string
    }
}
