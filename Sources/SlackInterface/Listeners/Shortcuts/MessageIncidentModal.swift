import Domain
import Foundation
import Logging
import Workflows

/// The form behind the shortcut on a message: what the message is, and what else is known.
struct MessageIncidentModal: Sendable {
    static let callbackID = "open_incident_from_message"

    private enum Field {
        static let kind = "kind"
        static let logs = "logs"
        static let complaints = "complaints"
        static let title = "title"
    }

    private enum Kind {
        static let logs = "logs"
        static let complaint = "complaint"
    }

    private static let previewBytes = 1_200
    private static let maximumNames = 5

    let engine: WorkflowEngine
    let evidence: any EvidenceStore
    let logger: Logger

    static func modal(for message: QuotedMessage, kept key: EvidenceKey, channel: String?) -> Modal {
        var metadata: [String: JSONValue] = ["message": .string(key.rawValue)]
        metadata["channel"] = channel.map { .string($0) }
        let isLog = LogLikeness.isLikely(message.text) || message.text.isEmpty
        return Modal(
            callbackID: callbackID, title: "Open an incident", submit: "Start",
            privateMetadata: JSONValue.object(metadata).encoded,
            blocks: preview(of: message) + [
                .input(
                    Input(
                        id: Field.kind, label: "What is this message?",
                        element: .choice(
                            [
                                .init(value: Kind.logs, label: "Logs: lines of an error"),
                                .init(value: Kind.complaint, label: "A complaint: what a customer said"),
                            ], chosen: isLog ? Kind.logs : Kind.complaint),
                        isOptional: false)),
                text(Field.logs, "More logs", "Paste the lines around the error"),
                text(Field.complaints, "More complaints", "e.g. Acme Corp: the upload crashes"),
                .input(
                    Input(
                        id: Field.title, label: "Title",
                        element: .text(multiline: false, placeholder: "A short title, if you have one"),
                        isOptional: true)),
            ])
    }

    private static func text(_ id: String, _ label: String, _ placeholder: String) -> Block {
        .input(
            Input(
                id: id, label: label, element: .text(multiline: true, placeholder: placeholder), isOptional: true))
    }

    private static func preview(of message: QuotedMessage) -> [Block] {
        var elements: [RichText] = []
        if !message.text.isEmpty {
            elements.append(.preformatted(untrusted: message.text, bytes: previewBytes))
            if message.text.utf8.count > previewBytes {
                elements.append(.section([.words("All \(message.text.utf8.count) bytes of it are taken.")]))
            }
        }
        if !message.files.isEmpty {
            var leaves: [RichText.Leaf] = [.words("Files, taken as logs: ", .bold)]
            for (place, file) in message.files.prefix(maximumNames).enumerated() {
                if place > 0 { leaves.append(.words(", ")) }
                leaves.append(.untrusted(file["name"]?.string ?? "a file", 80, .code))
            }
            if message.files.count > maximumNames {
                leaves.append(.words(" and \(message.files.count - maximumNames) more"))
            }
            elements.append(.section(leaves))
        }
        return [.richText(elements)]
    }

    func handle(_ submission: SubmissionPayload) async -> SlackReply {
        do throws(Trouble) {
            let message = try await message(of: submission)
            let attachments = try attachments(of: message)
            let channel = JSONValue(bytes: Data(submission.privateMetadata.utf8))?["channel"]?.string
            let intake = intake(from: message, attachments, submission, channel: channel)
            let id = try await open(intake, submission)
            return .show(OpenedModal.modal(id, channel: channel))
        } catch {
            return .errors([Field.kind: error.words])
        }
    }

    private struct Trouble: Error {
        let words: String
    }

    private func message(of submission: SubmissionPayload) async throws(Trouble) -> QuotedMessage {
        let key = JSONValue(bytes: Data(submission.privateMetadata.utf8))?["message"]?.string
        guard let key, let bytes = try? await evidence.bytes(for: EvidenceKey(rawValue: key)),
            let json = JSONValue(bytes: Data(bytes))
        else {
            throw Trouble(words: "The message can't be read any more. Close this form and choose the shortcut again.")
        }
        return QuotedMessage(json)
    }

    private func attachments(of message: QuotedMessage) throws(Trouble) -> [Attachment] {
        do throws(UnusableFile) { return try Attachment.made(of: message.files) } catch {
            throw Trouble(words: error.words)
        }
    }

    private func intake(
        from message: QuotedMessage, _ attachments: [Attachment], _ submission: SubmissionPayload, channel: String?
    ) -> Intake {
        let isComplaint = submission.choice(Field.kind) == Kind.complaint
        let complaints = [isComplaint ? message.text : nil, submission.text(Field.complaints)].compactMap { $0 }
        let logs = [isComplaint ? nil : message.text, submission.text(Field.logs)].compactMap { $0 }
        return Intake(
            title: submission.text(Field.title), logs: logs.filter { !$0.isEmpty }.joined(separator: "\n"),
            attachments: attachments, complaints: complaints.filter { !$0.isEmpty }.map { Complaint(message: $0) },
            source: .shortcut, channel: channel)
    }

    private func open(_ intake: Intake, _ submission: SubmissionPayload) async throws(Trouble) -> IncidentID {
        do throws(PortError) {
            return try await engine.open(
                intake, by: .person(id: submission.user), key: "slack/\(submission.workspace)/\(submission.viewID)")
        } catch {
            logger.error("An incident was not opened", metadata: ["reason": "\(error)"])
            throw Trouble(words: "The incident could not be stored, so nothing was started. Please try again.")
        }
    }
}
