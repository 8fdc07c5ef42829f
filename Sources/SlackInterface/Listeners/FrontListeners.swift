import Domain
import Logging
import ServiceLifecycle
import Workflows

/// The listeners around an incident's decisions: starting, looking, ending and the Home tab.
struct FrontListeners: Sendable {
    /// What they need of the bot.
    struct Dependencies: Sendable {
        let engine: WorkflowEngine
        let stores: SlackStores
        let links: IncidentLinks
        let clock: WallClock
        let monotonic: MonotonicClock
        /// Makes the links of `/incident web`; nil where there are no pages.
        let signIn: SignInLinks?
    }

    let command: IncidentCommand
    let home: HomeTab
    let decisions: Decisions
    let opener: ModalOpener
    /// Publishes Home tabs, apart from what has to be done within three seconds.
    private let lookups: SlackWork
    private let openIncident: OpenIncidentModal
    private let list: ListCommand
    private let start: StartShortcut
    private let message: MessageShortcut
    private let messageModal: MessageIncidentModal
    private let replySent: ReplySentButton
    private let replyEdit: ReplyEditButton
    private let editReply: EditReplyModal

    init(
        _ needs: Dependencies, api: SlackWebAPI, notes: PrivateNotes, work: SlackWork,
        sleep: @escaping SlackWebAPI.Sleep, logger: Logger
    ) {
        let engine = needs.engine
        lookups = SlackWork(capacity: 64, maximumRunning: 4)
        opener = ModalOpener(api: api, work: work, notes: notes, logger: logger)
        let catalogue = IncidentCatalogue(
            engine: engine, directory: needs.stores.directory,
            cards: CardLinks(api: api, ledger: needs.stores.ledger, pages: needs.links), pages: needs.links)
        decisions = Decisions(engine: engine, api: api, ledger: needs.stores.ledger, notes: notes, logger: logger)
        list = ListCommand(catalogue: catalogue, notes: notes)
        command = IncidentCommand(
            open: OpenCommand(engine: engine, opener: opener, logger: logger), list: list,
            show: ShowCommand(catalogue: catalogue), search: SearchCommand(catalogue: catalogue),
            severity: SeverityCommand(decisions: decisions, catalogue: catalogue),
            cancel: CancelCommand(decisions: decisions, catalogue: catalogue),
            stats: StatsCommand(directory: needs.stores.directory),
            web: WebCommand(signIn: needs.signIn, logger: logger), notes: notes)
        home = HomeTab(
            catalogue: catalogue, api: api, work: lookups, clock: needs.clock, monotonic: needs.monotonic, sleep: sleep,
            logger: logger)
        openIncident = OpenIncidentModal(engine: engine, logger: logger)
        start = StartShortcut(opener: opener)
        message = MessageShortcut(
            evidence: needs.stores.evidence, redactor: engine.redactor, opener: opener, notes: notes, logger: logger)
        messageModal = MessageIncidentModal(engine: engine, evidence: needs.stores.evidence, logger: logger)
        replySent = ReplySentButton(engine: engine, notes: notes, logger: logger)
        replyEdit = ReplyEditButton(engine: engine, opener: opener, notes: notes)
        editReply = EditReplyModal(engine: engine, notes: notes, logger: logger)
    }

    /// To be run beside the server.
    var services: [any Service] { [lookups, home] }
}

extension FrontListeners {
    func shortcut(_ shortcut: ShortcutPayload) -> SlackReply {
        switch shortcut.callbackID {
        case StartShortcut.callbackID: start.handle(shortcut)
        case MessageShortcut.callbackID: message.handle(shortcut)
        default:
            opener.refuse("I don't know this shortcut. It may come from another version of me.", shortcut.recipient)
        }
    }

    /// Nil for a button that is acted on later, or none of theirs.
    func reply(to click: ClickPayload) -> SlackReply? {
        switch click.action {
        case StartShortcut.action: start.handle(click)
        case ReplyEditButton.action: replyEdit.handle(click)
        default: nil
        }
    }

    /// Nil for a form that is acted on later, or none of theirs. What opens an incident has written it.
    func reply(to submission: SubmissionPayload) async -> SlackReply? {
        switch submission.callbackID {
        case OpenIncidentModal.callbackID: await openIncident.handle(submission)
        case MessageIncidentModal.callbackID: await messageModal.handle(submission)
        case EditReplyModal.callbackID: editReply.problem(in: submission)
        default: nil
        }
    }

    /// False for a button that is none of theirs.
    func act(on click: ClickPayload, causedBy key: String) async throws(PortError) -> Bool {
        switch click.action {
        case IncidentListView.older, IncidentListView.newer: try await list.turn(click)
        case ReplySentButton.action: try await replySent.act(on: click, causedBy: key)
        default: return false
        }
        return true
    }

    func act(on submission: SubmissionPayload, causedBy key: String) async throws(PortError) {
        if submission.callbackID == EditReplyModal.callbackID {
            try await editReply.act(on: submission, causedBy: key)
        }
    }
}
