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

    /// Steps whose agents work by rules, and with a model beside them where there is an adviser.
    func steps(
        engine: WorkflowEngine, database: IncidentDatabase, knowledge: any KnowledgeBase,
        attachments: any AttachmentSource, code: CodePlace, adviser: ModelAdviser?, queue: SandboxQueue,
        meter: any Meter, logger: Logger
    ) -> Steps {
        let repository = code.repository
        let sandbox = MeteredSandbox(queue, meter: meter)
        let policies = RepositoryPolicyFile(repository: repository, allowedImages: sandboxSettings.allowedImages)
        let agents = IncidentAgents(
            correlation: CorrelationAgent(evidence: database, repository: repository),
            severity: SeverityAgent(),
            rootCause: SuspectSearch(
                after: RootCauseAgent(repository: repository), repository: repository, history: code.history,
                freshHours: history.freshHours),
            reproduction: ReproductionAgent(
                sandbox: sandbox, repository: repository, budgetSeconds: Double(reproductionBudgetSeconds)),
            fixGenerator: FixGeneratorAgent(
                sandbox: sandbox, repository: repository, history: code.history,
                planner: TestPlanner(timeoutSeconds: sandboxTimeoutSeconds), policies: policies,
                budgetSeconds: Double(patchBudgetSeconds)),
            assessment: AssessmentAgent(sandbox: sandbox, repository: repository),
            execution: ExecutionAgent(sandbox: sandbox, repository: repository, policies: policies),
            critic: CriticAgent(),
            customerResponse: CustomerResponseAgent(),
            incidentReport: IncidentReportAgent(),
            personalPatch: PersonalPatch(
                sandbox: sandbox, repository: repository, planner: TestPlanner(timeoutSeconds: sandboxTimeoutSeconds),
                policies: policies)
        )
        let answerer = JournalAnswerer(knowledge: knowledge, repository: repository)
        let sources = InvestigationSources(
            repository: repository, history: code.history, knowledge: knowledge, evidence: database)
        return Steps(
            agents: adviser.map { agents.asking($0, sources: sources) } ?? agents,
            evidence: database,
            attachments: attachments,
            knowledge: knowledge,
            repository: repository,
            codeHost: code.host,
            answerer: adviser.map { ModelAnswerer(rules: answerer, adviser: $0, sources: sources) } ?? answerer,
            redactor: redactor,
            publicURL: publicURL,
            recurrence: RecurrenceSearch(directory: database, windowSeconds: web.recurrenceWindowSeconds),
            returned: ReturnedErrorSearch(engine: engine, directory: database)
        )
    }
}
