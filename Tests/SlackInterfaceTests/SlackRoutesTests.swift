import Hummingbird
import HummingbirdTesting
import Testing

@testable import SlackInterface

@Suite struct SlackRoutesTests {
    let harness = SlackHarness()

    @Test(arguments: ["/slack/commands", "/slack/interactions", "/slack/events"])
    func `an unsigned request is refused, whatever it holds`(path: String) async throws {
        try await harness.run { session in
            let unsigned = try await session.client.execute(uri: path, method: .post, body: ByteBuffer(string: "{}"))
            #expect(unsigned.status == .unauthorized)
            let refused1 = try await session.post(path, "{}", secret: "another secret")
            #expect(refused1.status == .unauthorized)
            let refused2 = try await session.post(path, "{}", age: 301)
            #expect(refused2.status == .unauthorized)
            let refused3 = try await session.post(path, "{}", age: -301)
            #expect(refused3.status == .unauthorized)
        }
    }

    @Test(arguments: [
        ("/slack/commands", "%zz=1"), ("/slack/commands", "a=%ff"), ("/slack/commands", "text=x"),
        ("/slack/interactions", "nothing=1"), ("/slack/interactions", "payload=%7B"),
        ("/slack/interactions", "payload=%7B%7D"),
        ("/slack/interactions", "payload=%7B%22type%22%3A%22block_actions%22%7D"),
        ("/slack/events", "not json"), ("/slack/events", "{}"), ("/slack/events", #"{"type":"event_callback"}"#),
    ])
    func `a body that can't be read is a bad request`(path: String, body: String) async throws {
        try await harness.run { session in
            let answer = try await session.post(path, body)
            #expect(answer.status == .badRequest)
        }
    }

    @Test func `a body nested without end is a bad request`() async throws {
        let body = String(repeating: "[", count: 200_000)
        try await harness.run { session in
            let answer = try await session.post("/slack/events", body)
            #expect(answer.status == .badRequest)
        }
    }

    @Test func `a body over a megabyte is refused`() async throws {
        let body = String(repeating: "x", count: SlackRoutes.maximumBodyBytes + 1)
        try await harness.run { session in
            let answer = try await session.post("/slack/commands", body)
            #expect(answer.status == .contentTooLarge)
        }
    }

    @Test func `Slack's probe of the command address is answered unsigned`() async throws {
        try await harness.run { session in
            let answer = try await session.client.execute(
                uri: "/slack/commands", method: .post, body: ByteBuffer(string: "ssl_check=1&token=x"))
            #expect(answer.status == .ok)
            #expect(answer.body.readableBytes == 0)
        }
    }

    @Test func `Slack's check of the event address gets its challenge back`() async throws {
        try await harness.run { session in
            let answer = try await session.post(
                "/slack/events", #"{"type":"url_verification","token":"x","challenge":"3eZbrw1aB"}"#)
            #expect(answer.status == .ok)
            #expect(answer.json?["challenge"] == "3eZbrw1aB")
        }
    }

    @Test func `a repeated event is answered and acted on once`() async throws {
        let event = try Fixture.text("app_mention.json")
        try await harness.run { session in
            for _ in 1...3 {
                let answer = try await session.post("/slack/events", event)
                #expect(answer.status == .ok)
            }
        }
        let notes = harness.slack.calls(of: "chat.postEphemeral")
        #expect(notes.count == 1)
        #expect(notes.first?.arguments["user"] == "U2147483697")
    }

    @Test func `an unknown button is answered with a private note`() async throws {
        try await harness.run { session in
            let answer = try await session.click("old_button", "1")
            #expect(answer.status == .ok)
        }
        let note = try #require(harness.slack.calls(of: "response_url").first?.arguments)
        #expect(note["response_type"] == "ephemeral")
        #expect(note["text"]?.string?.contains("don't know this button") == true)
    }

    @Test func `a button that only opens a page is acknowledged in silence`() async throws {
        try await harness.run { session in
            let answer = try await session.click(ActionName.openPage, "")
            #expect(answer.status == .ok)
        }
        #expect(harness.slack.calls.isEmpty)
    }
}
