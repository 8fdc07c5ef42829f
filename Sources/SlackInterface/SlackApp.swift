package import Domain
package import Logging
package import ServiceLifecycle
package import Workflows

/// Slack in and out, wired: routes for the server, services for the group, and the source of attached files.
package struct SlackApp: Sendable {
    /// Nil in Socket Mode without a signing secret: nothing that comes in could be told from a forgery.
    package let routes: SlackRoutes?
    /// To be run beside the server.
    package var services: [any Service] { receiving + delivering }
    /// What acts on requests.
    let receiving: [any Service]
    private let delivering: [any Service]
    package let attachmentSource: SlackAttachmentSource
    /// Watches the steps think, and shows it in the threads.
    package let audience: any ThinkingAudience
    private let api: SlackWebAPI
    private let configuration: SlackConfiguration

    /// Refuses an empty signing secret, unless Socket Mode makes it superfluous.
    ///
    /// - Parameters:
    ///   - strangers: what unsigned requests may cost, together with those at other doors.
    ///   - webSockets: what Socket Mode connects with; used where the configuration has an app-level token.
    package init(
        configuration: SlackConfiguration,
        engine: WorkflowEngine,
        stores: SlackStores,
        http: any HTTPClient,
        webSockets: (any WebSocketClient)? = nil,
        signIn: SignInLinks? = nil,
        strangers: StrangerLimits? = nil,
        clock: WallClock = .system,
        monotonic: MonotonicClock = .system,
        sleep: @escaping SlackWebAPI.Sleep = { try await Task.sleep(for: $0) },
        logger: Logger
    ) throws(SlackSignature.EmptySecret) {
        let api = SlackWebAPI(apiURL: configuration.apiURL, token: configuration.botToken, http: http, sleep: sleep)
        let work = SlackWork()
        let inbox = SlackInbox(store: stores.inbox, redactor: engine.redactor)
        let notes = PrivateNotes(api: api, inbox: inbox, logger: logger)
        let front = FrontListeners(
            .init(
                engine: engine, stores: stores, links: IncidentLinks(publicURL: configuration.publicURL), clock: clock,
                monotonic: monotonic, signIn: signIn),
            api: api, notes: notes, work: work, sleep: sleep, logger: logger)
        let listeners = SlackListeners(ledger: stores.ledger, inbox: inbox, front: front, logger: logger)
        let worker = InboxWorker(
            inbox: inbox, sleep: sleep, logger: logger,
            work: .init(
                act: { (delivery) async throws(PortError) in
                    try await listeners.act(on: delivery, causedBy: delivery.key)
                },
                giveUp: notes.giveUp))
        let socketMode = Self.socketMode(configuration, webSockets, http, listeners, sleep, logger)
        routes =
            socketMode != nil && configuration.signingSecret.isEmpty
            ? nil
            : SlackRoutes(
                signature: try SlackSignature(secret: configuration.signingSecret), listeners: listeners,
                strangers: strangers ?? StrangerLimits(monotonic: monotonic), clock: clock, logger: logger)
        let board = ThinkingBoard(clock: monotonic)
        let thinking = ThinkingDelivery(
            board: board, engine: engine, ledger: stores.ledger, api: api, clock: monotonic, sleep: sleep,
            logger: logger)
        let publisher = SlackPublisher(
            engine: engine, ledger: stores.ledger, api: api, configuration: configuration, thinking: board,
            clock: monotonic, sleep: sleep, logger: logger)
        audience = board
        receiving = [work, worker] + front.services + (socketMode.map { [$0] } ?? [])
        delivering = [publisher, thinking]
        attachmentSource = SlackAttachmentSource(
            apiURL: configuration.apiURL, token: configuration.botToken, http: http)
        self.api = api
        self.configuration = configuration
    }
}

extension SlackApp {
    private static func socketMode(
        _ configuration: SlackConfiguration, _ webSockets: (any WebSocketClient)?, _ http: any HTTPClient,
        _ listeners: SlackListeners, _ sleep: @escaping SlackWebAPI.Sleep, _ logger: Logger
    ) -> SocketModeReceiver? {
        guard let token = configuration.appToken, let webSockets else { return nil }
        let api = SlackWebAPI(apiURL: configuration.apiURL, token: token, http: http, sleep: sleep)
        return SocketModeReceiver(api: api, client: webSockets, listeners: listeners, sleep: sleep, logger: logger)
    }

    /// Looks at how the app is installed; for `doctor`.
    package var installation: InstallationCheck { InstallationCheck(api: api, configuration: configuration) }
}
