import Adapters
import Domain
import Foundation
import Hummingbird
import Logging
import Rehearsal
import ServiceLifecycle
import TestSupport
import Testing
import Workflows

@testable import SlackInterface

/// The bot's Slack side and the stand-in workspace, each on a port of its own, talking over HTTP.
struct LiveWorkspace: Sendable {
    static let channel = "C01INCIDENTS"

    let workspace: Workspace
    let engine: WorkflowEngine
    /// Who hears the steps think.
    let audience: any ThinkingAudience
    let rosa: Person
    let ken: Person
    let mia: Person

    /// Starts both, runs the story, and stops both.
    ///
    /// - Parameters:
    ///   - joined: who is in the incident channel; nil for everybody.
    ///   - answersWithin: how long the bot waits for Slack's word on who may decide.
    ///   - logger: what the bot says to its operator.
    ///   - missing: scopes that the bot was not granted.
    static func run(
        policy: ApprovalPolicy = ApprovalPolicy(), joined: [String]? = nil,
        answersWithin limit: Duration = .seconds(60),
        logger: Logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
        withoutScopes missing: Set<String> = [],
        _ story: @Sendable @escaping (LiveWorkspace) async throws -> Void
    ) async throws {
        let http = CurlHTTPClient()
        var settings = WorkspaceSettings(botToken: "xoxb-rehearsal", signingSecret: "rehearsal")
        settings.channels[0].joined = joined
        settings.scopes.subtract(missing)
        // These tests are about what is answered; a busy machine may take longer over it than Slack would wait.
        settings.answerSeconds = 60
        let workspace = Workspace(settings: settings, http: http)
        let server = RehearsalServer(workspace: workspace, port: 0, logger: logger)
        try await ServiceGroup.run([server], logger: logger) {
            let origin = try #require(await server.origin)
            let asking = SlackWebAPI(
                apiURL: origin.appending(path: "api/"), token: "xoxb-rehearsal", http: http, sleep: { _ in })
            let journal = InMemoryJournal(clock: .system)
            let engine = WorkflowEngine(
                journal: journal, maximumAttempts: 3, policy: policy,
                directory: SlackDirectory(api: asking, limit: limit, logger: logger))
            let (ports, port) = AsyncStream.makeStream(of: Int.self)
            let (bot, audience) = try bot(engine, .inMemory(journal), origin, http, port, logger)
            try await ServiceGroup.run(bot, logger: logger) {
                let number = await ports.first { _ in true }
                await workspace.connect(bot: try #require(URL(string: "http://127.0.0.1:\(number ?? 0)")))
                try await story(
                    LiveWorkspace(
                        workspace: workspace, engine: engine, audience: audience,
                        rosa: Person(workspace: origin, user: "U01ROSADIAZ", http: http),
                        ken: Person(workspace: origin, user: "U01KENITO00", http: http),
                        mia: Person(workspace: origin, user: "U01MIABERG0", http: http)))
            }
        }
    }

    /// Pauses are taken for granted: the workspace forgets a limit once it was met. They are cut short, not left out: what
    /// looks again after every pause would leave no thread to anybody else.
    static let shortened: SlackWebAPI.Sleep = { _ in try await Task.sleep(for: .milliseconds(5)) }

    private static func bot(
        _ engine: WorkflowEngine, _ stores: SlackStores, _ origin: URL, _ http: any HTTPClient,
        _ port: AsyncStream<Int>.Continuation,
        _ logger: Logger
    ) throws -> (services: [any Service], audience: any ThinkingAudience) {
        let app = try SlackApp(
            configuration: SlackConfiguration(
                signingSecret: "rehearsal", botToken: "xoxb-rehearsal", apiURL: origin.appending(path: "api/"),
                incidentChannel: channel, escalationChannel: "C01ESCALATE0",
                publicURL: URL(string: "http://127.0.0.1:8080")),
            engine: engine, stores: stores, http: http,
            sleep: shortened, logger: logger)
        let router = Router()
        app.routes?.add(to: router)
        let server = Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { port.yield($0.localAddress?.port ?? 0) }, logger: logger)
        return (app.services + [server], app.audience)
    }

    func record(_ facts: [Fact], of id: IncidentID) async throws {
        for fact in facts {
            _ = try await engine.record(fact, of: id, by: fact.kind.usualActor(person: rosa.user))
        }
    }

    /// The incident once it is as wanted.
    func incident(_ id: IncidentID, _ isDone: @Sendable (Incident) -> Bool) async throws -> Incident {
        // Subscribed before reading, so that no change falls between the two.
        let changes = await engine.changes()
        if let incident = try await engine.incident(id), isDone(incident) { return incident }
        for await changed in changes where changed == id {
            if let incident = try await engine.incident(id), isDone(incident) { return incident }
        }
        throw NeverFound(what: "the incident as it was wanted")
    }

    /// The card as this person sees it once it shows the words.
    func card(_ words: String, seenBy person: Person) async throws -> ChannelMessage {
        try await person.wait(for: words) { screen in
            screen.messages(in: Self.channel).first { $0.readableText.contains(words) && $0.blocks.count > 2 }
        }
    }

    /// Calls of the bot that the workspace refused.
    var refusals: [String] {
        get async {
            await workspace.calls.filter { $0.outcome != "ok" && $0.outcome != "200" }.map {
                "\($0.method): \($0.outcome)"
            }
        }
    }
}
