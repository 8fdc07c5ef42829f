package import Domain
package import Logging
import ServiceLifecycle
package import Workflows

/// The listeners around an incident's decisions: starting, looking, ending and the Home tab.
package struct FrontListeners: Sendable {
    /// What they need of the bot.
    package struct Dependencies: Sendable {
        package let engine: WorkflowEngine
        package let ledger: any MessageLedger
        package let evidence: any EvidenceStore
        package let links: IncidentLinks
        package let clock: WallClock
        /// Makes the links of `/incident web`; nil where there are no pages.
        package let signIn: SignInLinks?

        package init(
            engine: WorkflowEngine, ledger: any MessageLedger, evidence: any EvidenceStore, links: IncidentLinks,
            clock: WallClock, signIn: SignInLinks? = nil
        ) {
            self.engine = engine
            self.ledger = ledger
            self.evidence = evidence
            self.links = links
            self.clock = clock
            self.signIn = signIn
        }
    }

    let command: IncidentCommand
    let home: HomeTab
    /// Looks through many incidents, apart from what has to be done within three seconds.
    private let lookups: SlackWork
    private let list: ListCommand
    private let start: StartShortcut
    private let message: MessageShortcut
    private let messageModal: MessageIncidentModal
    private let replySent: ReplySentButton
    private let replyEdit: ReplyEditButton
    private let editReply: EditReplyModal
    private let notes: PrivateNotes

    init(
        _ needs: Dependencies, api: SlackWebAPI, work: SlackWork, sleep: @escaping SlackWebAPI.Sleep, logger: Logger
    ) {
        let engine = needs.engine
        let notes = PrivateNotes(api: api, work: work, logger: logger)
        let lookups = SlackWork(capacity: 64, maximumRunning: 4)
        let answers = PrivateNotes(api: api, work: lookups, logger: logger)
        let opener = ModalOpener(api: api, work: work, notes: notes, logger: logger)
        let catalogue = IncidentCatalogue(
            engine: engine, cards: CardLinks(api: api, ledger: needs.ledger, pages: needs.links), pages: needs.links,
            logger: logger)
        let list = ListCommand(catalogue: catalogue, notes: answers)
        command = IncidentCommand(
            open: OpenCommand(engine: engine, opener: opener, logger: logger), list: list,
            show: ShowCommand(catalogue: catalogue, notes: answers),
            search: SearchCommand(catalogue: catalogue, notes: answers),
            severity: SeverityCommand(engine: engine, logger: logger),
            cancel: CancelCommand(engine: engine, logger: logger),
            stats: StatsCommand(catalogue: catalogue, notes: answers),
            web: WebCommand(signIn: needs.signIn, logger: logger))
        home = HomeTab(catalogue: catalogue, api: api, work: lookups, clock: needs.clock, sleep: sleep, logger: logger)
        start = StartShortcut(opener: opener, notes: notes)
        message = MessageShortcut(
            evidence: needs.evidence, redactor: engine.redactor, opener: opener, notes: notes, logger: logger)
        messageModal = MessageIncidentModal(engine: engine, evidence: needs.evidence, logger: logger)
        replySent = ReplySentButton(engine: engine, notes: notes, logger: logger)
        replyEdit = ReplyEditButton(engine: engine, opener: opener, notes: notes)
        editReply = EditReplyModal(engine: engine, logger: logger)
        self.list = list
        self.lookups = lookups
        self.notes = notes
    }

    /// To be run beside the server.
    var services: [any Service] { [lookups, home] }

    func shortcut(_ shortcut: ShortcutPayload) async -> SlackReply {
        switch shortcut.callbackID {
        case StartShortcut.callbackID: return start.handle(shortcut)
        case MessageShortcut.callbackID: return await message.handle(shortcut)
        default:
            notes.tell("I don't know this shortcut. It may come from another version of me.", shortcut.recipient)
            return .accepted
        }
    }

    /// Nil for a button that is none of theirs.
    func click(_ click: ClickPayload, isRepeated: Bool) async -> SlackReply? {
        switch click.action {
        case StartShortcut.action: start.handle(click)
        case IncidentListView.older, IncidentListView.newer: list.turn(click)
        case ReplySentButton.action: await replySent.handle(click, isRepeated: isRepeated)
        case ReplyEditButton.action: await replyEdit.handle(click)
        default: nil
        }
    }

    /// Nil for a form that is none of theirs.
    func submission(_ submission: SubmissionPayload) async -> SlackReply? {
        switch submission.callbackID {
        case MessageIncidentModal.callbackID: await messageModal.handle(submission)
        case EditReplyModal.callbackID: await editReply.handle(submission)
        default: nil
        }
    }
}
