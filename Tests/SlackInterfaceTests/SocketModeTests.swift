import Domain
import Foundation
import Logging
import ServiceLifecycle
import TestSupport
import Testing
import Workflows

@testable import SlackInterface

/// Slack's deliveries over a socket, to the same listeners.
@Suite(.timeLimit(.minutes(1))) struct SocketModeTests {
    private let slack = FakeSlack()
    private let journal = InMemoryJournal(clock: ManualClock().clock)
    private var engine: WorkflowEngine { WorkflowEngine(journal: journal, maximumAttempts: 3) }
    private let hello = #"{"type":"hello","num_connections":1}"#

    /// Plays the scripts to their end against the bot in Socket Mode without a signing secret.
    private func play(_ socket: ScriptedSocket) async throws {
        slack.fail(
            "apps.connections.open",
            .answer(FakeSlack.answer(["ok": true, "url": "wss://socket.example/?ticket=1"])),
            .answer(FakeSlack.answer(["ok": true, "url": "wss://socket.example/?ticket=2"])),
            .answer(FakeSlack.answer(["ok": true, "url": "wss://socket.example/?ticket=3"])))
        let app = try SlackApp(
            configuration: SlackConfiguration(signingSecret: "", botToken: "xoxb-1", appToken: "xapp-1"),
            engine: engine, stores: .inMemory(journal), http: slack,
            webSockets: socket, sleep: { _ in },
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        #expect(app.routes == nil)
        await withTaskGroup { group in
            for service in app.services { group.addTask { try? await service.run() } }
            await socket.played()
            group.cancelAll()
        }
    }

    private func command(_ text: String, id: String) -> String {
        let payload: JSONValue = [
            "command": "/incident", "text": .string(text), "team_id": "T1", "channel_id": "C1", "user_id": "U1",
            "trigger_id": .string("trigger-\(id)"), "response_url": "https://hooks.example/1",
        ]
        return JSONValue.object([
            "envelope_id": .string(id), "type": "slash_commands", "payload": payload, "accepts_response_payload": true,
        ]).encoded
    }

    @Test func `a command over the socket opens an incident and is answered`() async throws {
        let socket = ScriptedSocket(.init(texts: [hello, command("KeyError: 'a'", id: "e1")], answers: 1))
        try await play(socket)
        #expect(try await engine.incidents(limit: 9).map(\.intake.logs) == ["KeyError: 'a'"])
        let answer = try #require(JSONValue(bytes: Data((socket.answered.first ?? "").utf8)))
        #expect(answer["envelope_id"] == "e1")
        #expect(answer["payload"]?["text"]?.string?.contains("Incident 1 is open") == true)
        #expect(slack.calls(of: "apps.connections.open").first?.header("Authorization") == "Bearer xapp-1")
    }

    @Test func `a delivery that comes again on the next connection changes nothing`() async throws {
        let text = command("KeyError: 'a'", id: "e1")
        let again = text.replacing(#""type":"#, with: #""retry_attempt":1,"type":"#)
        let goodbye = #"{"type":"disconnect","reason":"refresh_requested"}"#
        let socket = ScriptedSocket(
            .init(texts: [hello, text, goodbye], answers: 1), .init(texts: [hello, again], answers: 1))
        try await play(socket)
        #expect(try await engine.incidents(limit: 9).count == 1)
        #expect(socket.answered.count == 2)
        #expect(socket.connected == 3)
    }

    @Test func `what can't be read is acknowledged, and the next delivery is taken`() async throws {
        let broken = #"{"envelope_id":"e0","type":"slash_commands","payload":{},"accepts_response_payload":true}"#
        let socket = ScriptedSocket(
            .init(
                texts: ["no JSON", hello, #"{"type":"from_the_future"}"#, broken, command("Error: b", id: "e1")],
                answers: 2))
        try await play(socket)
        #expect(
            Set(socket.answered.compactMap { JSONValue(bytes: Data($0.utf8))?["envelope_id"]?.string }) == ["e0", "e1"])
        #expect(try await engine.incidents(limit: 9).count == 1)
    }
}
