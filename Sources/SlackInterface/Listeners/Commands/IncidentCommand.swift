import Domain
import Foundation
import Logging
import Workflows

/// `/incident`: finds out what is wanted, and hands it to the command for that.
struct IncidentCommand: Sendable {
    static let name = "/incident"

    let open: OpenCommand
    let list: ListCommand
    let show: ShowCommand
    let search: SearchCommand
    let severity: SeverityCommand
    let cancel: CancelCommand
    let stats: StatsCommand
    let web: WebCommand
    let notes: PrivateNotes

    /// What can be said at once, an incident that is opened included; nil for what is acted on after the acknowledgement.
    func reply(to command: CommandPayload) async -> SlackReply? {
        switch IncidentRequest(command.text) {
        case .form: open.form(command)
        case .open(let logs): await open.incident(logs, command)
        case .drill(let logs): await open.incident(logs, command, isDrill: true)
        case .help: .note(HelpText.command)
        case .web: await web.handle(command)
        case .incomplete(let word): .note(MistakeWords.incomplete(word))
        case .unknownFilter(let word, let meant): .note(MistakeWords.unknownFilter(word, meant: meant))
        case .mistyped(let word, let meant): .note(MistakeWords.mistyped(word, meant: meant))
        case .list, .show, .search, .stats, .severity, .cancel: nil
        }
    }

    /// Answers in private.
    func act(on command: CommandPayload, causedBy key: String) async throws(PortError) {
        let body: MessageBody
        switch IncidentRequest(command.text) {
        case .list(let filter): body = try await list.page(of: filter, number: 0)
        case .show(let id): body = try await show.body(id)
        case .search(let words): body = try await search.body(words)
        case .stats: body = try await stats.body()
        case .severity(let id, let level, let reason):
            return await notes.deliver(
                try await severity.act(id, level, reason, by: command.user, causedBy: key), command.recipient)
        case .cancel(let id, let reason):
            return await notes.deliver(
                try await cancel.act(id, reason, by: command.user, causedBy: key), command.recipient)
        default: return
        }
        await notes.deliver(body, command.recipient)
    }
}

extension CommandPayload {
    var recipient: PrivateNotes.Recipient {
        .init(user: user, channel: channel, thread: nil, responseURL: responseURL)
    }
}
