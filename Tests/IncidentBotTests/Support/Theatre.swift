import Adapters
import Domain
import Foundation
import Rehearsal
import ServiceLifecycle
import TestSupport
import Testing
import Workflows

@testable import IncidentBot

/// A workspace that stays up, and a bot process that doesn't.
struct Theatre: Sendable {
    let directory: DemoDirectory
    let database: IncidentDatabase
    /// Nil where the repository is on this machine.
    let gitHub: DemoGitHub?
    let player: ScenarioPlayer
    private let configuration: BotConfiguration
    private let server: RehearsalServer
    private let person: Person
    private let http = CurlHTTPClient()

    init(onGitHub: Bool = false) async throws {
        directory = try DemoDirectory.make(keeping: nil)
        try await SampleRepository.make(at: directory.repository)
        let (botPort, workspacePort) = (try LoopbackPort.free(), try LoopbackPort.free())
        let bot = try #require(URL(string: "http://127.0.0.1:\(botPort)"))
        let workspaceURL = try #require(URL(string: "http://127.0.0.1:\(workspacePort)"))
        var configuration = BotConfiguration(
            demo: directory, url: bot, port: botPort, workspace: workspaceURL, knowledge: Stage.knowledge)
        // A busy machine is no reason to give up: a search that is cut short finds nothing, and a person is called.
        (configuration.sandboxTimeoutSeconds, configuration.reproductionBudgetSeconds) = (600, 120)
        gitHub =
            onGitHub
            ? try await DemoGitHub.make(in: directory, port: try LoopbackPort.free(), logger: Stage.logger) : nil
        if let gitHub { (configuration.gitHub, configuration.repositoryPath) = (gitHub.configuration, nil) }
        self.configuration = configuration
        var settings = WorkspaceSettings(
            botToken: configuration.slackBotToken, signingSecret: configuration.slackSigningSecret)
        settings.answerSeconds = 60
        let workspace = Workspace(settings: settings, http: http, bot: bot)
        server = RehearsalServer(workspace: workspace, port: workspacePort, logger: Stage.logger)
        person = Person(workspace: workspaceURL, user: "U01ROSADIAZ", http: http)
        database = try IncidentDatabase(path: configuration.databasePath, clock: .system)
        player = ScenarioPlayer(
            person: person, engine: WorkflowEngine(journal: database, maximumAttempts: 3), directory: directory)
    }

    var engine: WorkflowEngine { player.engine }

    /// The repository that branches are pushed to.
    var published: URL {
        gitHub == nil ? directory.repository : directory.root.appending(path: "github/order-platform.git")
    }

    func whileOpen<Value: Sendable>(_ act: @escaping @Sendable () async throws -> Value) async throws -> Value {
        try await ServiceGroup.run([server] + (gitHub.map { [$0.server] } ?? []), logger: Stage.logger) {
            _ = try #require(await server.origin)
            if let gitHub { _ = try #require(await gitHub.server.origin) }
            return try await act()
        }
    }

    /// Kills the process whenever the journal has grown or something was written to GitHub, until the incident has ended
    /// and Slack says so.
    func playKilling(_ scenario: Scenario) async throws -> Incident {
        var bot = try await start()
        let id = try await player.open(scenario)
        var decisions = scenario.decisions[...]
        var (count, calls) = (1, Set<String>())
        while true {
            await bot.kill()
            let incident = try #require(try await engine.incident(id))
            guard incident.status.isOpen else { break }
            bot = try await start()
            if incident.isAwaitingDecision, let digest = incident.proposal?.digest, let decision = decisions.popFirst()
            {
                try await player.decide(decision, digest: digest)
            }
            count = max(count, incident.entries.count)
            try await waitForMore(id, than: count, calls: &calls)
        }
        bot = try await start()
        let incident = try await player.ended(id)
        await bot.kill()
        return incident
    }

    func start() async throws -> BotProcess {
        let bot = try BotProcess(configuration)
        let health = HTTPRequest("GET", configuration.publicURL.appending(path: "health"), timeoutSeconds: 2)
        try await eventually("the bot process") { (try? await http.send(health))?.status == 200 ? () : nil }
        return bot
    }

    /// Another process writes, so its journal is looked at again and again, and what it has asked GitHub for.
    private func waitForMore(_ id: IncidentID, than count: Int, calls: inout Set<String>) async throws {
        let known = calls
        let call = try await eventually("more than \(count) facts of incident \(id)") { () -> String?? in
            if try await database.entries(of: id).count > count { return .some(nil) }
            let records = await gitHub?.standIn.records ?? []
            return records.map(\.call).first { $0.hasPrefix("POST") && !known.contains($0) }.map(Optional.some)
        }
        if let call { calls.insert(call) }
    }

    /// The key of every message of the bot that stands in the workspace, as its metadata names it.
    func messageKeys() async throws -> [String] {
        let request = HTTPRequest(
            "POST", configuration.slackAPIURL.appending(path: "conversations.history"),
            headers: [
                ("Authorization", "Bearer \(configuration.slackBotToken)"),
                ("Content-Type", "application/x-www-form-urlencoded"),
            ],
            body: Data("channel=\(DemoStage.incidentChannel)&include_all_metadata=true&limit=200".utf8))
        let top = try JSON(parsing: try await http.send(request).body)["messages"]?.items ?? []
        var keys: [String] = []
        for message in top {
            let ts = message["ts"]?.text ?? ""
            var replies = request
            replies.url = configuration.slackAPIURL.appending(path: "conversations.replies")
            replies.body = Data(
                "channel=\(DemoStage.incidentChannel)&ts=\(ts)&include_all_metadata=true&limit=200".utf8)
            let thread = try JSON(parsing: try await http.send(replies).body)["messages"]?.items ?? [message]
            keys += thread.map { message in
                message["metadata"]?["event_payload"]?["key"]?.text
                    ?? message["files"]?.items?.first?["title"]?.text ?? "no key: \(message["text"]?.text ?? "")"
            }
        }
        return keys
    }
}
