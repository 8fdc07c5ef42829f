import Adapters
import Domain
import Foundation
import Logging
import Rehearsal
import ServiceLifecycle
import UnixSignals

/// A local Slack workspace and a bot beside it, both on loopback, talking over HTTP only.
struct DemoStage: Sendable {
    static let incidentChannel = "C01INCIDENTS"
    static let escalationChannel = "C01ESCALATE0"

    let bot: Bot
    let configuration: BotConfiguration
    let workspaceURL: URL
    let http: any HTTPClient
    /// Nil when the sample service is a repository on this machine only.
    let gitHub: DemoGitHub?
    private let workspaceServer: RehearsalServer
    /// Nil where the agents work by rules alone.
    let modelServer: RehearsedModelServer?

    /// Makes a GitHub for a demo.
    typealias GitHubMaking = @Sendable (DemoDirectory) async throws -> DemoGitHub

    private var servers: [any Service] { gitHub.map { [$0.server] } ?? [] }

    /// Builds both over a fresh clone of the sample service. Starts nothing.
    ///
    /// - Parameters:
    ///   - secondsPerPiece: how long the model takes for every few words.
    ///   - answerSeconds: how long the workspace waits for the bot, and how long a trigger lives; Slack's 3 s.
    static func build(
        in directory: DemoDirectory, botPort: Int, workspacePort: Int, gitHub makeGitHub: GitHubMaking? = nil,
        scenarios: [Scenario], knowledge: URL, model script: RehearsedModelServer.Script? = nil,
        secondsPerPiece: Double = 0, answerSeconds: Double = 3, logger: Logger
    ) async throws -> Self {
        try await SampleRepository.make(at: directory.repository)
        let gitHub = try await makeGitHub?(directory)
        let workspaceURL = try loopbackURL(port: workspacePort)
        var configuration = BotConfiguration(
            demo: directory, url: try loopbackURL(port: botPort), port: botPort, workspace: workspaceURL,
            knowledge: knowledge)
        var modelServer: RehearsedModelServer?
        if let script {
            let port = try LoopbackPort.free()
            configuration.model = ModelConfiguration(rehearsedAt: try loopbackURL(port: port))
            modelServer = RehearsedModelServer(
                port: port, secondsPerPiece: secondsPerPiece, logger: logger, script: script)
        }
        if let gitHub { (configuration.gitHub, configuration.repositoryPath) = (gitHub.configuration, nil) }
        var settings = WorkspaceSettings(
            botToken: configuration.slackBotToken, signingSecret: configuration.slackSigningSecret)
        settings.answerSeconds = answerSeconds
        let http = CurlHTTPClient()
        let workspace = Workspace(settings: settings, http: http, bot: configuration.publicURL)
        let server = RehearsalServer(
            workspace: workspace, port: workspacePort, incidents: scenarios.map(PreparedIncident.init), logger: logger)
        let bot = try await Bot.build(configuration, logger: logger)
        return Self(
            bot: bot, configuration: configuration, workspaceURL: workspaceURL, http: http, gitHub: gitHub,
            workspaceServer: server, modelServer: modelServer)
    }

    /// Runs both until a signal stops them, and says when they answer.
    func serve(logger: Logger, whenReady say: @escaping @Sendable () -> Void) async throws {
        // A browser that holds a connection open must not keep the process.
        try await perform(endingWithin: .seconds(20), logger: logger) {
            say()
            try await gracefulShutdown()
        }
    }

    /// Runs both for as long as `act` takes.
    func perform(
        endingWithin limit: Duration = .seconds(60), logger: Logger, _ act: @escaping @Sendable () async throws -> Void
    ) async throws {
        var services: [any Service] = [workspaceServer]
        if let modelServer { services.append(modelServer) }
        try await ServiceGroup.run(
            services + servers + bot.services, stoppingOn: [.sigterm, .sigint], endingWithin: limit, logger: logger
        ) {
            if try await isReady() { try await act() }
        }
    }

    /// Waits until workspace and bot answer; false when they were stopped before.
    private func isReady() async throws -> Bool {
        guard await workspaceServer.origin != nil else { return false }
        if let gitHub, await gitHub.server.origin == nil { return false }
        let health = HTTPRequest("GET", configuration.publicURL.appending(path: "health"), timeoutSeconds: 2)
        // A visitor's machine may be slow or busy: a minute.
        for _ in 1...1_200 {
            if let answer = try? await http.send(health), answer.status == 200 { return true }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw DemoError("The bot does not answer at \(configuration.publicURL).")
    }

    private static func loopbackURL(port: Int) throws -> URL {
        guard let url = URL(string: "http://127.0.0.1:\(port)") else { throw DemoError("\(port) is not a port.") }
        return url
    }
}

extension ModelConfiguration {
    /// A model that is played on this machine.
    init(rehearsedAt url: URL) {
        self.init(
            api: .openai, baseURL: url.appending(path: "v1"), keySetting: "LLM_API_KEY", models: [Self.defaultModel])
    }
}

extension BotConfiguration {
    /// What the demo's bot is told: secrets made up for this run, everything else as a team would set it.
    init(demo directory: DemoDirectory, url: URL, port: Int, workspace: URL, knowledge: URL) {
        self.init(
            host: "127.0.0.1", port: port, publicURL: url,
            slackSigningSecret: HexadecimalText.of((0..<16).map { _ in UInt8.random(in: 0...255) }),
            slackBotToken: "xoxb-" + HexadecimalText.of((0..<16).map { _ in UInt8.random(in: 0...255) }),
            slackAPIURL: workspace.appending(path: "api/"),
            incidentChannel: DemoStage.incidentChannel,
            escalationChannel: DemoStage.escalationChannel,
            databasePath: directory.database.path,
            knowledgeDirectory: knowledge,
            repositoryPath: directory.repository, baseBranch: "main",
            maximumAttempts: 3, sandboxMode: .bubblewrap, sandboxTimeoutSeconds: 60,
            // A visitor's machine may be slow or busy: better a longer search than a bug that is not reproduced.
            reproductionBudgetSeconds: 60, logLevel: .info, web: .demo)
    }
}

extension PreparedIncident {
    init(_ scenario: Scenario) {
        self.init(
            number: scenario.number, title: scenario.title, description: scenario.description, logs: scenario.log,
            complaints: scenario.complaintText)
    }
}
