import Domain
import Foundation

/// Something a person did that is acted on after its acknowledgement, or is still to be told. Kept as JSON in the inbox.
enum SlackDelivery: Codable, Sendable {
    case command(CommandPayload)
    case click(ClickPayload)
    case submission(SubmissionPayload)
    case message(ThreadMessage)
    /// Could not be delivered at once.
    case note(PrivateNote)

    /// The same for every delivery of the same thing, in whatever event it comes: a mention is two events with one timestamp.
    ///
    /// The fact it becomes carries this key, so that what was written before a crash isn't written again.
    var key: String {
        switch self {
        case .command(let command): "command/\(command.workspace)/\(command.triggerID)"
        case .click(let click): "click/\(click.triggerID ?? "")/\(click.actionTimestamp ?? "")/\(click.user)"
        case .submission(let form): "submission/\(form.workspace)/\(form.viewID)"
        case .message(let message): "message/\(message.reference.channel)/\(message.reference.timestamp)"
        case .note(let note): "note/\(note.id)"
        }
    }

    /// What concerns one incident is done in the order it came: of two who click at once, the first one wins.
    var lane: String {
        switch self {
        case .command(let command): Self.lane(IncidentRequest(command.text).incident, command.user)
        case .click(let click): Self.lane(Self.incident(named: click.value), click.user)
        case .submission(let form): Self.lane(Self.incident(named: form.privateMetadata), form.user)
        case .message(let message): "thread/\(message.reference.channel)/\(message.thread ?? "")"
        case .note: key
        }
    }

    /// Who is told when it can't be done.
    var recipient: PrivateNotes.Recipient? {
        switch self {
        case .command(let command): command.recipient
        case .click(let click): click.recipient
        case .submission(let form): .init(user: form.user, channel: nil, thread: nil, responseURL: nil)
        case .message(let message): message.recipient
        case .note: nil
        }
    }

    /// The same for a request that only another version can read; nil where it names nobody.
    static func recipient(in body: String) -> PrivateNotes.Recipient? {
        guard case .object(let cases)? = JSONValue(bytes: Data(body.utf8)), let request = cases.first?.value["_0"],
            let user = request["user"]?.string, SlackIdentifier.isUser(user)
        else { return nil }
        return .init(user: user, channel: request["channel"]?.string, thread: nil, responseURL: nil)
    }

    /// Without secrets: what is kept is read by backups, too. A patch stays as it is, byte for byte.
    func redacted(by redactor: Redactor) -> SlackDelivery {
        switch self {
        case .command(var command):
            command.text = redactor.redact(command.text)
            return .command(command)
        case .click: return self
        case .note(let note): return .note(note.redacted(by: redactor))
        case .submission(let form): return .submission(form.redacted(by: redactor, except: EditModal.diff))
        case .message(var message):
            message.text = redactor.redact(message.text)
            message.files = message.files.map { $0.reducedFile(by: redactor) }
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
