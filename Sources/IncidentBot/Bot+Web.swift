import Adapters
import Domain
import Foundation
import Hummingbird
import Logging
import SlackInterface
import WebInterface
import Workflows

/// Everything the bot serves over HTTP beside Slack's addresses.
struct WebParts: Sendable {
    private let access: WebAccess
    private let isSecure: Bool
    private let webhooks: WebhookRoutes
    private let api: APIRoutes
    private let signIn: SignInRoutes
    private let pages: WebRoutes
    private let list: IncidentListRoutes
    private let events: IncidentEventRoutes
    private let analytics: AnalyticsRoutes
    private let gitHub: GitHubWebhook?
    private let operations: Operations

    init(
        _ configuration: BotConfiguration, database: IncidentDatabase, engine: WorkflowEngine,
        signIn links: SignInLinks, operations: Operations, strangers: StrangerLimits, logger: Logger
    ) {
        self.operations = operations
        let (web, url) = (configuration.web, configuration.publicURL)
        isSecure = url.scheme == "https"
        access = WebAccess(
            isOpen: web.isOpen, token: web.dashboardToken, publicURL: url, links: links,
            sessions: SignInSessions(store: database), clock: .system)
        webhooks = WebhookRoutes(
            settings: web.webhooks,
            intake: WebhookIntake(engine: engine, directory: database, evidence: database, clock: .system),
            wait: PhaseOneWait(engine: engine, clock: ContinuousClock()), ledger: database, publicURL: url,
            strangers: strangers, clock: .system, logger: logger)
        api = APIRoutes(
            incidents: engine, directory: database, ledger: database, publicURL: url,
            limiter: RateLimiter(perMinute: 1_200, clock: .system), logger: logger)
        signIn = SignInRoutes(access: access, logger: logger)
        pages = WebRoutes(incidents: engine, evidence: database, chains: database, logger: logger)
        list = IncidentListRoutes(directory: database, logger: logger)
        events = IncidentEventRoutes(incidents: engine, logger: logger)
        analytics = AnalyticsRoutes(directory: database, clock: .system, logger: logger)
        gitHub = configuration.gitHub?.webhookSecret.map {
            GitHubWebhook(secret: $0, engine: engine, strangers: strangers, logger: logger)
        }
    }

    /// All routes. The guard comes first, so that a route added later is closed unless somebody opens it.
    func router(with slack: SlackRoutes?) -> Router<BotRequestContext> {
        let router = Router(context: BotRequestContext.self)
        router.add(middleware: MeteredRequests(meter: operations.metrics))
        router.add(middleware: SecurityHeaders(isSecure: isSecure))
        router.add(middleware: AccessGuard(access: access))
        slack?.add(to: router) { request, context in context.sender(of: request) }
        webhooks.add(to: router)
        gitHub?.add(to: router)
        operations.routes.add(to: router)
        api.add(to: router)
        signIn.add(to: router)
        list.add(to: router)
        events.add(to: router)
        analytics.add(to: router)
        pages.add(to: router)
        return router
    }
}
