import Domain
import Foundation
import Logging
import Workflows

/// `/incident`: finds out what is wanted, and hands it to the command for that.
///
/// What reads many incidents is answered after the acknowledgement; what writes a fact is in the journal before it.
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

    func handle(_ command: CommandPayload) async -> SlackReply {
        switch IncidentRequest(command.text) {
        case .form: open.form(command)
        case .open(let logs): await open.incident(logs, command)
        case .help: .note(HelpText.command)
        case .stats: stats.handle(command)
        case .web: await web.handle(command)
        case .drill(let logs): await open.incident(logs, command, isDrill: true)
        case .list(let filter): list.handle(filter, command)
        case .show(let id): show.handle(id, command)
        case .search(let words): search.handle(words, command)
        case .severity(let id, let level, let reason): await severity.handle(id, level, reason, command)
        case .cancel(let id, let reason): await cancel.handle(id, reason, command)
        case .incomplete(let word): .note(MistakeWords.incomplete(word))
        case .unknownFilter(let word, let meant): .note(MistakeWords.unknownFilter(word, meant: meant))
        case .mistyped(let word, let meant): .note(MistakeWords.mistyped(word, meant: meant))
        }
    }
}

extension CommandPayload {
    var recipient: PrivateNotes.Recipient {
        .init(user: user, channel: channel, thread: nil, responseURL: responseURL)
    }
}
