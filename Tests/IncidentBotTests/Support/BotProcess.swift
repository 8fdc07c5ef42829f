import Adapters
import Domain
import Foundation

@testable import IncidentBot

/// `incident-bot serve` as a process of its own, so that it can be killed as hard as a power cut.
final class BotProcess {
    private let process = Process()
    private let ended = AsyncStream<Never>.makeStream()

    /// The executable beside the test bundle.
    static var executable: URL {
        let bundle = URL(filePath: CommandLine.arguments[0])
        let directories = sequence(first: bundle.deletingLastPathComponent()) { $0.deletingLastPathComponent() }
        let places = directories.prefix(4).map { $0.appending(path: "incident-bot") }
        return places.first { FileManager.default.isExecutableFile(atPath: $0.path) } ?? places[places.startIndex]
    }

    init(_ configuration: BotConfiguration) throws {
        process.executableURL = Self.executable
        process.arguments = ["serve"]
        var environment = [
            "PATH": "/usr/local/bin:/usr/bin:/bin",
            "HOST": configuration.host, "PORT": String(configuration.port),
            "PUBLIC_URL": configuration.publicURL.absoluteString,
            "SLACK_SIGNING_SECRET": configuration.slackSigningSecret,
            "SLACK_BOT_TOKEN": configuration.slackBotToken,
            "SLACK_API_URL": configuration.slackAPIURL.absoluteString,
            "SLACK_INCIDENT_CHANNEL": configuration.incidentChannel,
            "SLACK_ESCALATION_CHANNEL": configuration.escalationChannel ?? "",
            "INCIDENT_DB_PATH": configuration.databasePath,
            "KNOWLEDGE_DIR": configuration.knowledgeDirectory.path,
            "REPOSITORY_PATH": configuration.repositoryPath?.path ?? "",
            "SANDBOX_TIMEOUT_SECONDS": String(configuration.sandboxTimeoutSeconds),
            "REPRODUCTION_BUDGET_SECONDS": String(configuration.reproductionBudgetSeconds),
            "LOG_LEVEL": "error",
        ]
        if let gitHub = configuration.gitHub, case .token(let token) = gitHub.identity {
            environment["GITHUB_REPO"] = gitHub.settings.repository.description
            environment["GITHUB_TOKEN"] = token
            environment["GITHUB_API_URL"] = gitHub.settings.apiURL.absoluteString
            environment["GITHUB_SERVER_URL"] = gitHub.settings.serverURL.absoluteString
        }
        process.environment = environment
        process.terminationHandler = { [ended] _ in ended.continuation.finish() }
        try process.run()
    }

    /// SIGKILL: no clean-up, no last word. Returns once the process is gone.
    func kill() async {
        signalEnd()
        for await _ in ended.stream {}
    }

    private func signalEnd() {
        guard process.isRunning else { return }
        Foundation.kill(process.processIdentifier, SIGKILL)
    }

    deinit { signalEnd() }
}
