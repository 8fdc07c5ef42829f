import Adapters
import Domain
import Foundation
import Hummingbird
import HummingbirdCore
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
        var configuration = configuration
        try configuration.keepRedactionKey()
        let connections = try OpenFiles.connections()
        let strangers = StrangerLimits()
        let database = try IncidentDatabase(path: configuration.databasePath, clock: .system, for: .working)
        await configuration.clearAway(logger: logger)
        let knowledge = try await loadKnowledge(of: configuration, into: database, logger: logger)
        let engine = configuration.engine(over: database, logger: logger)
        let signIn = SignInLinks(store: database, publicURL: configuration.publicURL)
        let chat = try configuration.chat(
            engine: engine, database: database, signIn: signIn, strangers: strangers, logger: logger)
        let code = configuration.codePlace(http: configuration.network.httpClient(), logger: logger)
        let metrics = MetricsRegistry()
        let model = configuration.model?.languageModel
        let adviser = configuration.adviser(
            model.map { MeteredLanguageModel($0, meter: metrics) }, engine: engine, evidence: database,
            audience: chat.audience, logger: logger)
        let queue = configuration.sandboxQueue(logger: logger)
        let steps = configuration.steps(
            engine: engine, database: database, knowledge: MeteredKnowledgeBase(knowledge, meter: metrics),
            attachments: chat.attachments, code: code, adviser: adviser, queue: queue, meter: metrics, logger: logger)
        let runner = WorkflowRunner(
            engine: engine, steps: steps, retry: RetryPolicy(clock: ContinuousClock()), starts: database,
            meter: metrics, logger: logger)
        let operations = try await configuration.operations(
            metrics: metrics, database: database, repository: code.repository, model: model, queue: queue,
            logger: logger)
        let web = WebParts(
            configuration, database: database, engine: engine, signIn: signIn, operations: operations,
            strangers: strangers, logger: logger)
        let server = server(
            configuration, router: web.router(with: chat.routes), connections: connections, logger: logger)
        let watch = PullRequestWatch(
            configuration, engine: engine, directory: database, host: code.host, logger: logger)
        let timers = ApprovalTimers(engine: engine, logger: logger)
        return Bot(engine: engine, services: chat.services + [runner, timers, watch, server])
    }

    private static func server(
        _ configuration: BotConfiguration, router: Router<BotRequestContext>, connections: Int, logger: Logger
    ) -> some Service {
        Application(
            router: router,
            server: .http1(
                configuration: .init(
                    additionalChannelHandlers: [HeadDeadline(.seconds(15))], idleTimeout: .seconds(60),
                    httpDecoderConfiguration: .init(
                        maxHeaderFieldSize: 16 << 10, maxHeaderListSize: 32 << 10, maxHeaderFieldCount: 100))),
            configuration: .init(
                address: .hostname(configuration.host, port: configuration.port), serverName: "incident-bot",
                availableConnectionsDelegate: MaximumAvailableConnections(connections)),
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

extension WorkflowEngine: IncidentReading, IncidentWatching {}
