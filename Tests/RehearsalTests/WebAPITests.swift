import Domain
import Foundation
import Rehearsal
import Testing

@Suite struct WebAPITests {
    @Test func `a method nobody knows is refused`() async throws {
        try await Stage.set { stage in
            let answer = try await stage.call("chat.whisper", [:])
            #expect(answer["error"] == "unknown_method")
        }
    }

    @Test func `a call needs the bot's token`() async throws {
        try await Stage.set { stage in
            #expect(try await stage.call("auth.test", [:], token: nil)["error"] == "not_authed")
            #expect(try await stage.call("auth.test", [:], token: "xoxb-other")["error"] == "invalid_auth")
            let known = try await stage.call("auth.test", [:])
            #expect(known["user_id"] == "U01INCIDENT" && known["bot_id"] == "B01INCIDENT")
        }
    }

    @Test func `missing and misspelt arguments are named`() async throws {
        try await Stage.set { stage in
            let answer = try await stage.call("chat.postMessage", ["chanel": "C01INCIDENTS", "text": "hello"])
            #expect(answer["error"] == "invalid_arguments")
            #expect(
                answer["response_metadata"]?["messages"] == [
                    "[ERROR] missing required field: channel", "[ERROR] unknown argument: chanel",
                ])
        }
    }

    @Test func `reading methods do not see a JSON body`() async throws {
        try await Stage.set { stage in
            let ignored = try await stage.call("conversations.info", ["channel": "C01INCIDENTS"])
            #expect(ignored["error"] == "invalid_arguments")
            let seen = try await stage.call("conversations.info", form: ["channel": "C01INCIDENTS"])
            #expect(seen["channel"]?["name"] == "incidents")
        }
    }

    @Test func `writing methods take blocks as JSON inside a form, too`() async throws {
        try await Stage.set { stage in
            let blocks = String(decoding: JSON.array([section("hello")]).encoded, as: UTF8.self)
            let answer = try await stage.call("chat.postMessage", form: ["channel": "C01INCIDENTS", "blocks": blocks])
            #expect(answer["message"]?["blocks"]?.items?.count == 1)
            let broken = try await stage.call("chat.postMessage", form: ["channel": "C01INCIDENTS", "blocks": "[{"])
            #expect(broken["error"] == "invalid_blocks_format")
        }
    }

    @Test func `a body of another type is refused and a missing charset is remarked upon`() async throws {
        try await Stage.set { stage in
            let xml = try await stage.answer("auth.test", Data("<a/>".utf8), type: "text/xml", Stage.token)
            #expect(try JSON(parsing: xml.body)["error"] == "invalid_post_type")
            let bare = try await stage.answer("auth.test", Data("{}".utf8), type: "application/json", Stage.token)
            #expect(try JSON(parsing: bare.body)["warning"] == "missing_charset")
            let broken = try await stage.answer("auth.test", Data("{".utf8), type: "application/json", Stage.token)
            #expect(try JSON(parsing: broken.body)["error"] == "invalid_json")
        }
    }

    @Test func `the bot posts only where it is a member`() async throws {
        try await Stage.set { stage in
            let away = try await stage.call("chat.postMessage", ["channel": "C01GENERAL00", "text": "hello"])
            #expect(away["error"] == "not_in_channel")
            let nowhere = try await stage.call("chat.postMessage", ["channel": "C0NOWHERE", "text": "hello"])
            #expect(nowhere["error"] == "channel_not_found")
            let byName = try await stage.call("chat.postMessage", ["channel": "#incidents", "text": "hello"])
            #expect(byName["channel"] == "C01INCIDENTS")
        }
    }

    @Test func `a message must say something`() async throws {
        try await Stage.set { stage in
            let answer = try await stage.call("chat.postMessage", ["channel": "C01INCIDENTS"])
            #expect(answer["error"] == "no_text")
        }
    }

    @Test func `a reply needs the first message of its thread`() async throws {
        try await Stage.set { stage in
            let parent = try await stage.card()
            let reply: JSON = ["channel": "C01INCIDENTS", "text": "reply", "thread_ts": .string(parent.ts)]
            let first = try await stage.call("chat.postMessage", reply)
            let nested = reply.merging(["thread_ts": first["ts"] ?? .null])
            #expect(try await stage.call("chat.postMessage", nested)["error"] == "cannot_reply_to_message")
            let replies = try await stage.call(
                "conversations.replies", form: ["channel": "C01INCIDENTS", "ts": parent.ts])
            #expect(replies["messages"]?.items?.count == 2)
            #expect(replies["messages"]?.items?.first?["reply_count"] == 1)
            let history = try await stage.call("conversations.history", form: ["channel": "C01INCIDENTS"])
            #expect(history["messages"]?.items?.count == 1)
        }
    }

    @Test func `an update is 4,000 bytes at most, on the bot's own messages, by channel id`() async throws {
        try await Stage.set { stage in
            let card = try await stage.card()
            let base: JSON = ["channel": "C01INCIDENTS", "ts": .string(card.ts)]
            let long = base.merging(["text": .string(String("é", 2001))])
            #expect(try await stage.call("chat.update", long)["error"] == "msg_too_long")
            let escaped = base.merging(["text": .string(String("&", 801))])
            #expect(try await stage.call("chat.update", escaped)["error"] == "msg_too_long")
            #expect(
                try await stage.call("chat.update", base.merging(["text": .string(String("é", 2000))]))["ok"] == true)
            #expect(try await stage.call("chat.update", base)["error"] == "no_text")
            let byName = base.merging(["text": "x", "channel": "#incidents"])
            #expect(try await stage.call("chat.update", byName)["error"] == "channel_not_found")
            let spoken = try await stage.rosa.say("hello", in: Stage.incidents)
            let foreign = base.merging(["text": "x", "ts": .string(spoken)])
            #expect(try await stage.call("chat.update", foreign)["error"] == "cant_update_message")
            let missing = base.merging(["text": "x", "ts": "1.000001"])
            #expect(try await stage.call("chat.update", missing)["error"] == "message_not_found")
        }
    }

    @Test func `an update leaves standing what it does not mention`() async throws {
        try await Stage.set { stage in
            let card = try await stage.card()
            let base: JSON = ["channel": "C01INCIDENTS", "ts": .string(card.ts), "text": "new"]
            let kept = try await stage.call("chat.update", base)
            #expect(kept["message"]?["blocks"]?.items?.count == 1)
            let emptied = try await stage.call("chat.update", base.merging(["blocks": []]))
            #expect(emptied["message"]?["blocks"] == nil && emptied["message"]?["text"] == "new")
        }
    }

    @Test func `metadata comes back where it is asked for`() async throws {
        try await Stage.set { stage in
            let metadata: JSON = ["event_type": "incident_card", "event_payload": ["key": "card", "incident": 7]]
            let base: JSON = ["channel": "C01INCIDENTS", "text": "card"]
            try await stage.call("chat.postMessage", base.merging(["metadata": metadata]))
            let plainly = try await stage.call("conversations.history", form: ["channel": "C01INCIDENTS"])
            #expect(plainly["messages"]?.items?.first?["metadata"] == nil)
            let asked = try await stage.call(
                "conversations.history", form: ["channel": "C01INCIDENTS", "include_all_metadata": "true"])
            #expect(asked["messages"]?.items?.first?["metadata"] == metadata)
            let nested: JSON = ["event_type": "x", "event_payload": ["list": ["a", "b"]]]
            #expect(
                try await stage.call("chat.postMessage", base.merging(["metadata": nested]))["error"]
                    == "invalid_metadata_schema")
            let huge: JSON = ["event_type": "x", "event_payload": ["text": .string(String("x", 9000))]]
            #expect(
                try await stage.call("chat.postMessage", base.merging(["metadata": huge]))["error"]
                    == "metadata_too_large")
        }
    }

    @Test func `history comes in pages`() async throws {
        try await Stage.set { stage in
            for number in 1...5 {
                try await stage.call("chat.postMessage", ["channel": "C01INCIDENTS", "text": .string("\(number)")])
            }
            let first = try await stage.call("conversations.history", form: ["channel": "C01INCIDENTS", "limit": "3"])
            #expect(first["messages"]?.items?.compactMap { $0["text"]?.text } == ["5", "4", "3"])
            let cursor = try #require(first["response_metadata"]?["next_cursor"]?.text)
            let second = try await stage.call(
                "conversations.history", form: ["channel": "C01INCIDENTS", "limit": "3", "cursor": cursor])
            #expect(second["messages"]?.items?.compactMap { $0["text"]?.text } == ["2", "1"])
            #expect(second["has_more"] == false)
        }
    }

    @Test func `an ephemeral message is seen by one person and found by no method`() async throws {
        try await Stage.set { stage in
            let base: JSON = ["channel": "C01INCIDENTS", "text": "psst", "user": .string(Stage.rosa)]
            let answer = try await stage.call("chat.postEphemeral", base)
            let ts = try #require(answer["message_ts"]?.text)
            #expect(try await stage.rosa.messages(in: Stage.incidents).contains { $0.ts == ts && $0.isEphemeral })
            #expect(try await stage.ken.messages(in: Stage.incidents).isEmpty)
            let update: JSON = ["channel": "C01INCIDENTS", "ts": .string(ts), "text": "x"]
            #expect(try await stage.call("chat.update", update)["error"] == "message_not_found")
            let stranger = base.merging(["user": "U0NOBODY"])
            #expect(try await stage.call("chat.postEphemeral", stranger)["error"] == "user_not_in_channel")
        }
    }

    @Test func `people, groups and permalinks are found`() async throws {
        try await Stage.set { stage in
            let user = try await stage.call("users.info", form: ["user": Stage.rosa])
            #expect(user["user"]?["real_name"] == "Rosa Diaz")
            #expect(try await stage.call("users.info", form: ["user": "U0"])["error"] == "user_not_found")
            let group = try await stage.call("usergroups.users.list", form: ["usergroup": "S01ONCALL00"])
            #expect(group["users"] == [.string(Stage.rosa)])
            let members = try await stage.call("conversations.members", form: ["channel": "C01INCIDENTS"])
            #expect(members["members"]?.items?.count == 4)
            let card = try await stage.card()
            let link = try await stage.call(
                "chat.getPermalink", form: ["channel": "C01INCIDENTS", "message_ts": card.ts])
            let address = try #require(link["permalink"]?.text.flatMap(URL.init(string:)))
            #expect(try await stage.get(address.path).status == 200)
        }
    }

    @Test func `a direct message is opened once`() async throws {
        try await Stage.set { stage in
            let first = try await stage.call("conversations.open", form: ["users": Stage.ken])
            let again = try await stage.call("conversations.open", form: ["users": Stage.ken])
            #expect(first["channel"]?["id"] == again["channel"]?["id"])
            let id = try #require(first["channel"]?["id"]?.text)
            try await stage.call("chat.postMessage", ["channel": .string(Stage.ken), "text": "hello"])
            #expect(try await stage.ken.messages(in: id).map(\.text) == ["hello"])
            #expect(try await stage.rosa.messages(in: id).isEmpty)
        }
    }
}
