import Adapters
import Domain
import Logging
import SlackInterface
import Workflows

extension BotConfiguration {
    /// The engine, with the policy and a way to ask Slack who belongs to what.
    func engine(over database: IncidentDatabase, logger: Logger) -> WorkflowEngine {
        let api = SlackWebAPI(apiURL: slackAPIURL, token: slackBotToken, http: network.httpClient())
        return WorkflowEngine(
            journal: database, maximumAttempts: maximumAttempts, policy: approval,
            directory: SlackDirectory(api: api, logger: logger), redactor: redactor)
    }
}
