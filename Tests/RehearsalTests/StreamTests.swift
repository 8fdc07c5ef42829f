import Domain
import Foundation
import Rehearsal
import Testing

/// Messages that grow: as strict about them as Slack.
@Suite struct StreamTests {
    private static func start(_ thread: JSON, _ more: [String: JSON] = [:]) -> JSON {
        .object(
            [
                "channel": .string(Stage.incidents), "thread_ts": thread, "recipient_team_id": "T01REHEARSE",
                "recipient_user_id": .string(Stage.rosa),
            ].merging(more) { $1 })
    }

    /// Starts a stream below a new card.
    private static func begin(_ stage: Stage, _ text: String) async throws -> (ts: JSON, card: ChannelMessage) {
        let card = try await stage.card()
        let answer = try await stage.call("chat.startStream", start(.string(card.ts), ["markdown_text": .string(text)]))
        return (try #require(answer["ts"]), card)
    }

    private static func change(_ ts: JSON, _ more: [String: JSON] = [:]) -> JSON {
        .object(["channel": .string(Stage.incidents), "ts": ts].merging(more) { $1 })
    }

    @Test func `a message grows in its thread until it is stopped, and is an ordinary one then`() async throws {
        try await Stage.set { stage in
            let (ts, card) = try await Self.begin(stage, "The key ")
            #expect(try await stage.call("chat.appendStream", Self.change(ts, ["markdown_text": "is "]))["ok"] == true)
            let chunks: JSON = [["type": "markdown_text", "text": "missing"]]
            #expect(try await stage.call("chat.appendStream", Self.change(ts, ["chunks": chunks]))["ok"] == true)
            let conflict = try await stage.call("chat.update", Self.change(ts, ["text": "other"]))
            #expect(conflict["error"] == "streaming_state_conflict")
            #expect(try await stage.call("chat.stopStream", Self.change(ts, ["markdown_text": "."]))["ok"] == true)
            let thread = try await stage.rosa.thread(of: card)
            #expect(thread.last?.readableText == "The key is missing.")
            #expect(
                try await stage.call("chat.appendStream", Self.change(ts, ["markdown_text": "x"]))["error"]
                    == "message_not_in_streaming_state")
            #expect(
                try await stage.call("chat.update", Self.change(ts, ["text": "other", "blocks": []]))["ok"] == true)
        }
    }

    @Test func `a stream needs a thread, and in a channel somebody to stream to`() async throws {
        try await Stage.set { stage in
            let card = JSON.string(try await stage.card().ts)
            for (left, error) in [
                ("thread_ts", "invalid_arguments"), ("recipient_team_id", "missing_recipient_team_id"),
                ("recipient_user_id", "missing_recipient_user_id"),
            ] {
                let arguments = (Self.start(card).fields ?? [:]).filter { $0.key != left }
                #expect(try await stage.call("chat.startStream", .object(arguments))["error"]?.text == error)
            }
            for (wrong, error) in [
                (["recipient_team_id": "T9"], "team_not_found"), (["recipient_user_id": "U9"], "user_not_found"),
                (["thread_ts": "1.1"], "invalid_arguments"), (["task_display_mode": "list"], "invalid_arguments"),
                (["chunks": [["type": "shout"]]], "invalid_chunks"), (["text": "x"], "invalid_arguments"),
            ] as [([String: JSON], String)] {
                #expect(try await stage.call("chat.startStream", Self.start(card, wrong))["error"]?.text == error)
            }
        }
    }

    @Test func `a stream that nothing is added to ends by itself, and one has a ceiling`() async throws {
        try await Stage.set { stage in
            let (ts, _) = try await Self.begin(stage, "a")
            let much = JSON.string(String(repeating: "b", count: 12_000))
            #expect(
                try await stage.call("chat.appendStream", Self.change(ts, ["markdown_text": much]))["error"]
                    == "msg_too_long")
            #expect(try await stage.call("chat.appendStream", Self.change(ts))["error"] == "no_text")
            stage.clock.advance(301)
            for method in ["chat.appendStream", "chat.stopStream"] {
                #expect(
                    try await stage.call(method, Self.change(ts, ["markdown_text": "c"]))["error"]
                        == "message_not_in_streaming_state")
            }
            #expect(
                try await stage.call("chat.update", Self.change(ts, ["text": "other", "blocks": []]))["ok"] == true)
        }
    }
}
