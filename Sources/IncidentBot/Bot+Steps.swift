import Adapters
import Agents
import Domain
import Foundation
import Logging
import SlackInterface
import Workflows

extension BotConfiguration {
    var slack: SlackConfiguration {
        SlackConfiguration(
            signingSecret: slackSigningSecret, botToken: slackBotToken, apiURL: slackAPIURL,
            incidentChannel: incidentChannel, escalationChannel: escalationChannel, publicURL: publicURL)
    }

    func sandbox(logger: Logger) -> any Sandbox {
        switch sandboxMode {
        case .bubblewrap: BubblewrapSandbox()
        case .subprocess: SubprocessSandbox(logger: logger)
        }
    }

    var repository: LocalGitRepository {
        LocalGitRepository(path: repositoryPath, baseBranch: baseBranch, scratch: checkouts)
    }

    /// Checked-out commits lie beside the database.
    private var checkouts: URL { URL(filePath: databasePath + ".checkouts") }

    /// Steps whose agents work by rules, and with a model beside them where one is configured.
    func steps(
        database: IncidentDatabase, knowledge: KnowledgeIndex, attachments: any AttachmentSource,
        engine: WorkflowEngine, logger: Logger
    ) -> Steps {
        // Commits of an earlier run are of no use; what is open is checked out again.
        try? FileManager.default.removeItem(at: checkouts)
        let (repository, sandbox) = (repository, sandbox(logger: logger))
        let agents = IncidentAgents(
            correlation: CorrelationAgent(evidence: database),
            severity: SeverityAgent(),
            rootCause: RootCauseAgent(repository: repository),
            reproduction: ReproductionAgent(
                sandbox: sandbox, repository: repository, budgetSeconds: Double(reproductionBudgetSeconds)),
            fixGenerator: FixGeneratorAgent(
                sandbox: sandbox, repository: repository, planner: TestPlanner(timeoutSeconds: sandboxTimeoutSeconds)),
            execution: ExecutionAgent(sandbox: sandbox, repository: repository),
            critic: CriticAgent(),
            customerResponse: CustomerResponseAgent(),
            incidentReport: IncidentReportAgent()
        )
        return Steps(
            agents: asking(
                agents, repository: repository, knowledge: knowledge, evidence: database, engine: engine, logger: logger
            ),
            evidence: database,
            attachments: attachments,
            knowledge: knowledge,
            repository: repository,
            codeHost: LocalGitCodeHost(repository: repository, publicURL: publicURL),
            redactor: redactor
        )
    }
}
