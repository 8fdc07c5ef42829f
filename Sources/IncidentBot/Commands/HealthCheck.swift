import Adapters
import Domain
import Foundation
import Logging
import SlackInterface
import Workflows

/// One thing `doctor` looks at.
struct HealthCheck {
    let name: String
    /// A few words about what was found; throws what is wrong, with the remedy.
    let perform: () async throws -> String

    /// Whether it is well, and one line about it.
    func result() async -> (isFine: Bool, words: String) {
        do {
            return (true, try await perform())
        } catch let error as PortError {
            return (false, error.reason.split(whereSeparator: \.isNewline).joined(separator: " "))
        } catch {
            return (false, "\(error)")
        }
    }
}

extension HealthCheck {
    static func all(_ configuration: BotConfiguration) -> [HealthCheck] {
        let own: [HealthCheck] = [
            HealthCheck(name: "database") {
                let database = try IncidentDatabase(path: configuration.databasePath, clock: .system)
                return "\(configuration.databasePath), open incidents: \(try await database.openIncidents().count)"
            },
            HealthCheck(name: "knowledge") {
                let index = KnowledgeIndex(database: try IncidentDatabase(inMemory: .system))
                let report = try await index.load(directory: configuration.knowledgeDirectory)
                guard report.problems.isEmpty else {
                    throw HealthProblem(
                        "mend these files: \(report.problems.map(\.description).joined(separator: "; "))")
                }
                return "\(report.added.count) documents in \(configuration.knowledgeDirectory.path)"
            },
            .sandbox(configuration), .limits(configuration),
        ]
        return own + code(configuration)
    }

    /// The repository, and on GitHub what the token may do there.
    private static func code(_ configuration: BotConfiguration) -> [HealthCheck] {
        let http = configuration.network.httpClient()
        let place = configuration.codePlace(http: http, logger: Logger.bot(level: .critical))
        let name = configuration.gitHub?.settings.repository.description ?? configuration.repositoryPath?.path ?? ""
        let branch = configuration.gitHub?.settings.baseBranch ?? configuration.baseBranch
        let repository = HealthCheck(name: "repository") {
            "\(name), \(branch) at \(try await place.repository.baseCommit().short)"
        }
        guard let gitHub = configuration.gitHub else { return [repository] }
        let access = HealthCheck(name: "GitHub access") {
            try await GitHubCheck(
                settings: gitHub.settings, credentials: gitHub.credentials(http: http), http: http
            ).access()
        }
        return [access, repository]
    }

    private static var notificationsOnly: HealthCheck {
        HealthCheck(name: "Slack") {
            "notifications only, through SLACK_WEBHOOK_URL: no cards, buttons or commands until SLACK_BOT_TOKEN is set"
        }
    }

    /// What Slack says of the token and the channels.
    static func slack(_ configuration: BotConfiguration, logger: Logger) async throws -> [HealthCheck] {
        if configuration.isNotificationOnly { return [notificationsOnly] }
        let database = try IncidentDatabase(inMemory: .system)
        let app = try SlackApp(
            configuration: configuration.slack, engine: WorkflowEngine(journal: database, maximumAttempts: 1),
            stores: SlackStores(database), http: configuration.network.httpClient(), logger: logger)
        return await app.installation.findings().map { check in
            HealthCheck(name: check.name) {
                guard check.isFine else { throw HealthProblem(check.words) }
                return check.words
            }
        }
    }
}

/// What `doctor` found wrong, and the remedy.
struct HealthProblem: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
