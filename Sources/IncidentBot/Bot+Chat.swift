import Adapters
import Domain
import Logging
import ServiceLifecycle
import SlackInterface
import Workflows

/// How the bot talks to people: through Slack with a token, or, without one, by notifications alone.
struct Chat: Sendable {
    /// Nil where nothing can come in from Slack.
    let routes: SlackRoutes?
    let services: [any Service]
    let attachments: any AttachmentSource
    /// Who watches the steps think.
    let audience: any ThinkingAudience
}

extension BotConfiguration {
    func chat(
        engine: WorkflowEngine, database: IncidentDatabase, signIn: SignInLinks, strangers: StrangerLimits,
        logger: Logger
    ) throws -> Chat {
        let http = network.httpClient()
        if isNotificationOnly, let url = notifications.webhookURL {
            logger.notice("No SLACK_BOT_TOKEN: plain notifications only, through SLACK_WEBHOOK_URL")
            let notifications = WebhookNotifications(
                engine: engine, ledger: database, http: http, url: url, links: IncidentLinks(publicURL: publicURL),
                logger: logger)
            return Chat(
                routes: nil, services: [notifications],
                attachments: SlackAttachmentSource(apiURL: slackAPIURL, token: "", http: http), audience: NoAudience())
        }
        let slack = try SlackApp(
            configuration: slack, engine: engine, stores: SlackStores(database), http: http,
            webSockets: network.webSocketClient, signIn: signIn, strangers: strangers, logger: logger)
        return Chat(
            routes: slack.routes, services: slack.services, attachments: slack.attachmentSource,
            audience: slack.audience)
    }
}
