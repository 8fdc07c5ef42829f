import Adapters
import Domain
import Foundation
import Logging
import Rehearsal
import ServiceLifecycle
import TestSupport
import Testing
import Workflows

@testable import SlackInterface

/// Socket Mode end to end: the bot opens a socket to the stand-in workspace, and nothing comes in over HTTP.
@Suite(.timeLimit(.minutes(1))) struct SocketScenarioTests {
    @Test func `an incident is opened, decided and asked about over a socket`() async throws {
        let base = try #require(Samples.base)
        let (http, link) = (CurlHTTPClient(), SocketLink())
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        var settings = WorkspaceSettings(botToken: "xoxb-rehearsal", signingSecret: "rehearsal")
        // As over HTTP: a busy machine may take longer to answer than Slack would wait.
        settings.answerSeconds = 60
        let workspace = Workspace(settings: settings, http: link, bot: URL(string: "http://bot.invalid"))
        let server = RehearsalServer(workspace: workspace, port: 0, logger: logger)
        try await ServiceGroup.run([server, link], logger: logger) {
            let origin = try #require(await server.origin)
            await workspace.serveSocket(at: try #require(await link.address))
            let journal = InMemoryJournal(clock: .system)
            let engine = WorkflowEngine(journal: journal, maximumAttempts: 3)
            let app = try SlackApp(
                configuration: SlackConfiguration(
                    signingSecret: "", botToken: "xoxb-rehearsal", appToken: "xapp-rehearsal",
                    apiURL: origin.appending(path: "api/"), incidentChannel: LiveWorkspace.channel),
                engine: engine, stores: .inMemory(journal), http: http, webSockets: NIOWebSocketClient(),
                sleep: LiveWorkspace.shortened, logger: logger)
            #expect(app.routes == nil)
            try await ServiceGroup.run(app.services, logger: logger) {
                let rosa = Person(workspace: origin, user: "U01ROSADIAZ", http: http)
                try await eventually("the socket") { link.isConnected ? () : nil }
                try await rosa.run(command: "/incident", in: LiveWorkspace.channel)
                let form = try await rosa.wait(for: "the form") { $0.views.last }
                #expect(try await rosa.submit(form)["logs"]?.contains("paste logs") == true)
                #expect(try await rosa.submit(form, values: ["logs": "KeyError"]).isEmpty)
                let id = IncidentID(rawValue: 1)
                for fact in Samples.untilProposal(base) {
                    _ = try await engine.record(fact, of: id, by: fact.kind.usualActor(person: rosa.user))
                }
                let card = try await rosa.wait(for: "the patch") { screen in
                    screen.messages(in: LiveWorkspace.channel).first { $0.buttons.contains("approve_patch") }
                }
                try await rosa.say("why", in: LiveWorkspace.channel, thread: card.ts)
                try await rosa.click(actionID: "approve_patch", of: card)
                _ = try await rosa.wait(for: "the decision") { screen in
                    screen.messages(in: LiveWorkspace.channel).first { $0.readableText.contains("Approved by") }
                }
                try await eventually("the question") {
                    try await engine.incident(id)?.conversation.questions.isEmpty == true ? nil : ()
                }
            }
        }
    }
}
