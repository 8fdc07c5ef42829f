import Adapters
import Domain
import Foundation
import Hummingbird
import Logging
import Rehearsal
import ServiceLifecycle
import TestSupport
import Workflows

@testable import SlackInterface

/// The bot's Slack side and the stand-in workspace, each on a port of its own, talking over HTTP.
struct LiveWorkspace: Sendable {
    static let channel = "C01INCIDENTS"

    let workspace: Workspace
    let engine: WorkflowEngine
    let rosa: Person
    let ken: Person

    /// Starts both, runs the story, and stops both.
    static func run(_ story: @Sendable @escaping (LiveWorkspace) async throws -> Void) async throws {
        let http = CurlHTTPClient()
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let settings = WorkspaceSettings(botToken: "xoxb-rehearsal", signingSecret: "rehearsal")
        let workspace = Workspace(settings: settings, http: http)
        let server = RehearsalServer(workspace: workspace, port: 0, logger: logger)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            guard let origin = await server.origin else { throw CancellationError() }
            let engine = WorkflowEngine(journal: InMemoryJournal(clock: .system), maximumAttempts: 3)
            let bot = try bot(engine, origin, http, logger)
            let (ports, port) = AsyncStream.makeStream(of: Int.self)
            group.addTask { try await bot.run(port) }
            for await number in ports {
                guard let address = URL(string: "http://127.0.0.1:\(number)") else { break }
                await workspace.connect(bot: address)
                try await story(
                    LiveWorkspace(
                        workspace: workspace, engine: engine,
                        rosa: Person(workspace: origin, user: "U01ROSADIAZ", http: http),
                        ken: Person(workspace: origin, user: "U01KENITO00", http: http)))
                break
            }
            group.cancelAll()
        }
    }

    private struct Bot {
        let router: Router<BasicRequestContext>
        let services: [any Service]
        let logger: Logger

        func run(_ port: AsyncStream<Int>.Continuation) async throws {
            var application = Application(
                router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
                onServerRunning: { port.yield($0.localAddress?.port ?? 0) }, logger: logger)
            for service in services { application.addServices(service) }
            try await application.run()
        }
    }

    private static func bot(
        _ engine: WorkflowEngine, _ origin: URL, _ http: any HTTPClient, _ logger: Logger
    ) throws -> Bot {
        let app = try SlackApp(
            configuration: SlackConfiguration(
                signingSecret: "rehearsal", botToken: "xoxb-rehearsal", apiURL: origin.appending(path: "api/"),
                incidentChannel: channel, escalationChannel: "C01ESCALATE0",
                publicURL: URL(string: "http://127.0.0.1:8080")),
            engine: engine, ledger: InMemoryMessageLedger(), http: http,
            // Pauses are taken for granted: the workspace forgets a limit once it was met.
            sleep: { _ in
                try Task.checkCancellation()
                await Task.yield()
            },
            logger: logger)
        let router = Router()
        app.routes.add(to: router)
        return Bot(router: router, services: app.services, logger: logger)
    }

    func record(_ facts: [Fact], of id: IncidentID) async throws {
        for fact in facts {
            _ = try await engine.record(fact, of: id, by: fact.kind.usualActor(person: rosa.user))
        }
    }

    /// The card as this person sees it once it shows the words.
    func card(_ words: String, seenBy person: Person) async throws -> ChannelMessage {
        try await person.wait(for: words, seconds: 10) { screen in
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
