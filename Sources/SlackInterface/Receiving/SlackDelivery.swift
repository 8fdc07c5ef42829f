import Domain
import Foundation

/// Something a person did that is acted on after its acknowledgement. Kept as JSON in the inbox.
enum SlackDelivery: Codable, Sendable {
    case command(CommandPayload)
    case click(ClickPayload)
    case submission(SubmissionPayload)
    case message(ThreadMessage)

    /// The same for every delivery of the same thing, in whatever event it comes: a mention is two events with one timestamp.
    ///
    /// The fact it becomes carries this key, so that what was written before a crash isn't written again.
    var key: String {
        switch self {
        case .command(let command): "command/\(command.workspace)/\(command.triggerID)"
        case .click(let click): "click/\(click.triggerID ?? "")/\(click.actionTimestamp ?? "")/\(click.user)"
        case .submission(let form): "submission/\(form.workspace)/\(form.viewID)"
        case .message(let message): "message/\(message.reference.channel)/\(message.reference.timestamp)"
        }
    }

    /// What concerns one incident is done in the order it came: of two who click at once, the first one wins.
    var lane: String {
        switch self {
        case .command(let command): Self.lane(IncidentRequest(command.text).incident, command.user)
        case .click(let click): Self.lane(Self.incident(named: click.value), click.user)
        case .submission(let form): Self.lane(Self.incident(named: form.privateMetadata), form.user)
        case .message(let message): "thread/\(message.reference.channel)/\(message.thread ?? "")"
        }
    }

    /// Without secrets: what is kept is read by backups, too. A patch stays as it is, byte for byte.
    func redacted(by redactor: Redactor) -> SlackDelivery {
        switch self {
        case .command(var command):
            command.text = redactor.redact(command.text)
            return .command(command)
        case .click: return self
        case .submission(let form): return .submission(form.redacted(by: redactor, except: EditModal.diff))
        case .message(var message):
            message.text = redactor.redact(message.text)
            return .message(message)
        }
    }

    private static func lane(_ incident: Int?, _ user: String) -> String {
        incident.map { "incident/\($0)" } ?? "person/\(user)"
    }

    private static func incident(named text: String?) -> Int? {
        text.flatMap { JSONValue(bytes: Data($0.utf8))?["incident"]?.int }
    }
}
