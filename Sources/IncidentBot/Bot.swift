import Adapters
import Agents
import Domain
import Foundation
import Hummingbird
import Logging
import ServiceLifecycle
import SlackInterface
import WebInterface
import Workflows

/// The whole bot, wired: what `serve` runs, what the demo runs beside its workspace, and what the tests run.
package struct Bot: Sendable {
    let engine: WorkflowEngine
    let knowledge: KnowledgeIndex
    /// Started in this order, ended in reverse.
    let services: [any Service]
}

extension Bot {
    /// Opens the database, reads the knowledge base and builds every service. Starts nothing.
    static func build(_ configuration: BotConfiguration, logger: Logger) async throws -> Bot {
        let database = try IncidentDatabase(path: configuration.databasePath, clock: .system)
        let knowledge = try await loadKnowledge(of: configuration, into: database, logger: logger)
        let http = CurlHTTPClient()
        let engine = WorkflowEngine(journal: database, maximumAttempts: configuration.maximumAttempts)
        let slack = try SlackInterface(
            configuration: SlackConfiguration(configuration), engine: engine, ledger: database, http: http,
            logger: logger)
        let repository = LocalGitRepository(
            path: configuration.repositoryPath, baseBranch: configuration.baseBranch,
            scratch: configuration.scratchDirectory)
        let steps = Steps(
            agents: .ruleBased(configuration, evidence: database, repository: repository, logger: logger),
            evidence: database,
            attachments: slack.attachmentSource,
            knowledge: knowledge,
            repository: repository,
            codeHost: LocalGitCodeHost(repository: repository, publicURL: configuration.publicURL)
        )
        let runner = WorkflowRunner(
            engine: engine, steps: steps, retry: RetryPolicy(clock: ContinuousClock()), logger: logger)
        let server = server(configuration, slack: slack, engine: engine, logger: logger)
        return Bot(engine: engine, knowledge: knowledge, services: slack.services + [runner, server])
    }

    private static func server(
        _ configuration: BotConfiguration, slack: SlackInterface, engine: WorkflowEngine, logger: Logger
    ) -> some Service {
        let router = Router()
        slack.routes.add(to: router)
        WebRoutes(incidents: engine).add(to: router)
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

extension IncidentAgents {
    /// Agents that need no model.
    static func ruleBased(
        _ configuration: BotConfiguration, evidence: any EvidenceStore, repository: any SourceRepository,
        logger: Logger
    ) -> Self {
        let sandbox = configuration.sandbox(logger: logger)
        return Self(
            correlation: CorrelationAgent(evidence: evidence),
            severity: SeverityAgent(),
            rootCause: RootCauseAgent(repository: repository),
            reproduction: ReproductionAgent(sandbox: sandbox, repository: repository),
            fixGenerator: FixGeneratorAgent(
                sandbox: sandbox, repository: repository, timeoutSeconds: configuration.sandboxTimeoutSeconds),
            execution: ExecutionAgent(sandbox: sandbox, repository: repository),
            critic: CriticAgent(),
            customerResponse: CustomerResponseAgent(),
            incidentReport: IncidentReportAgent()
        )
    }
}
