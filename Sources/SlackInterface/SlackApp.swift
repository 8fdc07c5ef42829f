package import Domain
package import Logging
package import ServiceLifecycle
package import Workflows

/// Slack in and out, wired: routes for the server, services for the group, and the source of attached files.
package struct SlackApp: Sendable {
    package let routes: SlackRoutes
    /// To be run beside the server.
    package let services: [any Service]
    package let attachmentSource: SlackAttachmentSource
    private let api: SlackWebAPI
    private let configuration: SlackConfiguration

    /// Refuses an empty signing secret.
    package init(
        configuration: SlackConfiguration,
        engine: WorkflowEngine,
        ledger: any MessageLedger,
        http: any HTTPClient,
        clock: WallClock = .system,
        sleep: @escaping SlackWebAPI.Sleep = { try await Task.sleep(for: $0) },
        logger: Logger
    ) throws(SlackSignature.EmptySecret) {
        let api = SlackWebAPI(apiURL: configuration.apiURL, token: configuration.botToken, http: http, sleep: sleep)
        let work = SlackWork()
        let listeners = SlackListeners(engine: engine, api: api, work: work, logger: logger)
        routes = SlackRoutes(
            signature: try SlackSignature(secret: configuration.signingSecret), listeners: listeners, clock: clock,
            logger: logger)
        services = [
            work,
            SlackPublisher(
                engine: engine, ledger: ledger, api: api, configuration: configuration, sleep: sleep, logger: logger),
        ]
        attachmentSource = SlackAttachmentSource(
            apiURL: configuration.apiURL, token: configuration.botToken, http: http)
        self.api = api
        self.configuration = configuration
    }
}

extension SlackApp {
    /// Looks at how the app is installed; for `doctor`.
    package var installation: InstallationCheck { InstallationCheck(api: api, configuration: configuration) }
}
