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
            signingSecret: slackSigningSecret, botToken: slackBotToken, appToken: slackAppToken, apiURL: slackAPIURL,
            incidentChannel: incidentChannel, escalationChannel: escalationChannel, publicURL: publicURL)
    }

    var repository: LocalGitRepository {
        LocalGitRepository(path: repositoryPath, baseBranch: baseBranch, scratch: checkouts)
    }

    /// Checked-out commits lie beside the database.
    private var checkouts: URL { URL(filePath: databasePath + ".checkouts") }

    /// Steps whose agents work by rules, without a model.
    func steps(
        database: IncidentDatabase, knowledge: KnowledgeIndex, attachments: any AttachmentSource, logger: Logger
    ) -> Steps {
        // Commits of an earlier run are of no use; what is open is checked out again.
        try? FileManager.default.removeItem(at: checkouts)
        let (repository, sandbox) = (repository, sandbox(logger: logger))
        let policies = RepositoryPolicyFile(repository: repository)
        let agents = IncidentAgents(
            correlation: CorrelationAgent(evidence: database),
            severity: SeverityAgent(),
            rootCause: RootCauseAgent(repository: repository),
            reproduction: ReproductionAgent(
                sandbox: sandbox, repository: repository, budgetSeconds: Double(reproductionBudgetSeconds)),
            fixGenerator: FixGeneratorAgent(
                sandbox: sandbox, repository: repository, planner: TestPlanner(timeoutSeconds: sandboxTimeoutSeconds),
                policies: policies),
            execution: ExecutionAgent(sandbox: sandbox, repository: repository, policies: policies),
            critic: CriticAgent(),
            customerResponse: CustomerResponseAgent(),
            incidentReport: IncidentReportAgent()
        )
        return Steps(
            agents: agents,
            evidence: database,
            attachments: attachments,
            knowledge: knowledge,
            repository: repository,
            codeHost: LocalGitCodeHost(repository: repository, publicURL: publicURL),
            recurrence: RecurrenceSearch(directory: database, windowSeconds: web.recurrenceWindowSeconds)
        )
    }
}
