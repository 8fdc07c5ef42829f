import Adapters
import Domain
import Foundation
import Hummingbird
import Logging
import ServiceLifecycle
import SlackInterface
import WebInterface
import Workflows

/// The whole bot, wired: what `serve` runs, what the demo runs beside its workspace, and what the tests run.
struct Bot: Sendable {
    let engine: WorkflowEngine
    /// Started in this order, ended in reverse.
    let services: [any Service]
}

extension Bot {
    /// Opens the database, reads the knowledge base and builds every service. Starts nothing.
    static func build(_ configuration: BotConfiguration, logger: Logger) async throws -> Bot {
        let database = try IncidentDatabase(path: configuration.databasePath, clock: .system)
        let knowledge = try await loadKnowledge(of: configuration, into: database, logger: logger)
        let engine = WorkflowEngine(
            journal: database, maximumAttempts: configuration.maximumAttempts, redactor: configuration.redactor)
        let chat = try configuration.chat(engine: engine, database: database, logger: logger)
        let code = configuration.codePlace(http: CurlHTTPClient(), logger: logger)
        let steps = configuration.steps(
            database: database, knowledge: knowledge, attachments: chat.attachments, code: code, engine: engine,
            logger: logger)
        let runner = WorkflowRunner(
            engine: engine, steps: steps, retry: RetryPolicy(clock: ContinuousClock()), logger: logger)
        let server = server(
            configuration, slack: chat.routes, engine: engine, evidence: database, logger: logger)
        let watch = PullRequestWatch(configuration, engine: engine, host: code.host, logger: logger)
        let recurrence = RecurrenceWatch(engine: engine, logger: logger)
        return Bot(engine: engine, services: chat.services + [runner, watch, recurrence, server])
    }

    private static func server(
        _ configuration: BotConfiguration, slack: SlackRoutes?, engine: WorkflowEngine, evidence: any EvidenceStore,
        logger: Logger
    ) -> some Service {
        let router = Router()
        slack?.add(to: router)
        if let secret = configuration.gitHub?.webhookSecret {
            GitHubWebhook(secret: secret, engine: engine, logger: logger).add(to: router)
        }
        WebRoutes(incidents: engine, evidence: evidence, logger: logger).add(to: router)
        return Application(
            router: router,
            configuration: .init(
                address: .hostname(configuration.host, port: configuration.port), serverName: "incident-bot"),
            logger: logger
        )
    }

    private static func loadKnowledge(
        of configuration: BotConfiguration, into database: IncidentDatabase, logger: Logger
    ) async throws -> KnowledgeIndex {
        let index = KnowledgeIndex(database: database)
        let report = try await index.load(directory: configuration.knowledgeDirectory)
        for problem in report.problems {
            logger.warning("A knowledge file was skipped", metadata: ["problem": "\(problem)"])
        }
        return index
    }
}

extension WorkflowEngine: IncidentReading {}
