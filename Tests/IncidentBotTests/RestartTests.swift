import Adapters
import Domain
import Foundation
import Rehearsal
import ServiceLifecycle
import TestSupport
import Testing
import Workflows

@testable import IncidentBot

/// The bot as a process, killed after every fact and started again, while Slack stays up.
@Suite(.serialized, .timeLimit(.minutes(10))) struct RestartTests {
    static let scenarios = TestDepth.isFull ? Array(1...7) : [7]

    @Test(arguments: scenarios)
    func `killed between any two facts, it comes to the same end with nothing twice`(number: Int) async throws {
        let scenario = try #require(try Scenario.all().first { $0.number == number })
        let theatre = try await Theatre()
        defer { theatre.directory.remove() }
        let (incident, keys) = try await theatre.whileOpen {
            (try await theatre.playKilling(scenario), try await theatre.messageKeys())
        }

        #expect(incident.status == .resolved)
        for kind in Fact.Kind.allCases where ![.patchProposed, .approved, .rejected].contains(kind) {
            #expect(incident.entries.count { $0.fact.kind == kind } <= 1, "\(kind.rawValue) was written twice")
        }
        #expect(incident.decisions.count == scenario.decisions.count)
        #expect(incident.proposals.count == scenario.decisions.count)
        #expect(try await theatre.database.verifyChain(of: incident.id) == nil)

        let branches = try run(
            ["git", "for-each-ref", "--format=%(refname:short)", "refs/heads/incident"],
            in: theatre.directory.repository)
        #expect(branches.output.split(separator: "\n").count == 1, "one branch: \(branches.output)")
        #expect(keys.filter { $0 == "card" }.count == 1)
        #expect(Set(keys).count == keys.count, "a message stands twice: \(keys.sorted())")
    }
}

/// A workspace that stays up, and a bot process that doesn't.
private struct Theatre: Sendable {
    let directory: DemoDirectory
    let database: IncidentDatabase
    private let configuration: BotConfiguration
    private let server: RehearsalServer
    private let person: Person
    private let http = CurlHTTPClient()

    init() async throws {
        directory = try DemoDirectory.make(keeping: nil)
        try SampleRepository.make(at: directory.repository)
        let (botPort, workspacePort) = (try LoopbackPort.free(), try LoopbackPort.free())
        let bot = try #require(URL(string: "http://127.0.0.1:\(botPort)"))
        let workspaceURL = try #require(URL(string: "http://127.0.0.1:\(workspacePort)"))
        configuration = BotConfiguration(
            demo: directory, url: bot, port: botPort, workspace: workspaceURL, knowledge: Stage.knowledge)
        var settings = WorkspaceSettings(
            botToken: configuration.slackBotToken, signingSecret: configuration.slackSigningSecret)
        settings.answerSeconds = 60
        let workspace = Workspace(settings: settings, http: http, bot: bot)
        server = RehearsalServer(workspace: workspace, port: workspacePort, logger: Stage.logger)
        person = Person(workspace: workspaceURL, user: "U01ROSADIAZ", http: http)
        database = try IncidentDatabase(path: configuration.databasePath, clock: .system)
    }

    func whileOpen<Value: Sendable>(_ act: @escaping @Sendable () async throws -> Value) async throws -> Value {
        try await ServiceGroup.run([server], logger: Stage.logger) {
            _ = try #require(await server.origin)
            return try await act()
        }
    }

    /// Kills the process whenever the journal has grown, until the incident has ended and Slack says so.
    func playKilling(_ scenario: Scenario) async throws -> Incident {
        let engine = WorkflowEngine(journal: database, maximumAttempts: 3)
        let player = ScenarioPlayer(person: person, engine: engine, directory: directory)
        var bot = try await start()
        let id = try await player.open(scenario)
        var decisions = scenario.decisions[...]
        var count = 1
        while true {
            bot.kill()
            let incident = try #require(try await engine.incident(id))
            guard incident.status.isOpen else { break }
            bot = try await start()
            if incident.isAwaitingDecision, let digest = incident.proposal?.digest, let decision = decisions.popFirst()
            {
                try await player.decide(decision, digest: digest)
            }
            count = try await grown(id, from: max(count, incident.entries.count))
        }
        bot = try await start()
        defer { bot.kill() }
        return try await player.ended(id)
    }

    private func start() async throws -> BotProcess {
        let bot = try BotProcess(configuration)
        let health = HTTPRequest("GET", configuration.publicURL.appending(path: "health"), timeoutSeconds: 2)
        for _ in 1...500 {
            if let answer = try? await http.send(health), answer.status == 200 { return bot }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw DemoError("the bot process did not start")
    }

    /// Another process writes, so its journal is looked at again and again.
    private func grown(_ id: IncidentID, from count: Int) async throws -> Int {
        for _ in 1...6_000 {
            let now = try await database.entries(of: id).count
            if now > count { return now }
            try await Task.sleep(for: .milliseconds(10))
        }
        throw DemoError("incident \(id) does not go on after \(count) facts")
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
