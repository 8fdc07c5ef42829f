import Domain
import Foundation
import Rehearsal
import Testing

@Suite(.timeLimit(.minutes(1))) struct DeliveryTests {
    @Test func `the signature is Slack's`() {
        let body =
            "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&"
            + "channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&"
            + "response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&"
            + "trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
        let signature = RequestSignature.sign(
            Data(body.utf8), timestamp: 1_531_420_618, secret: "8f742231b10e8888abcd99yyyzzz85a5")
        #expect(signature == "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503")
    }

    @Test func `a command arrives signed and complete`() async throws {
        try await Stage.set { stage in
            try await stage.rosa.run(command: "/incident it <broke> & @ken saw it", in: Stage.incidents)
            let request = try #require(stage.bot.received.first)
            #expect(request.url.absoluteString == "http://bot.test/slack/commands")
            let timestamp = try #require(request.header("X-Slack-Request-Timestamp").flatMap { Int($0) })
            #expect(
                request.header("X-Slack-Signature")
                    == RequestSignature.sign(request.body, timestamp: timestamp, secret: Stage.secret))
            let fields = try #require(stage.bot.commands.first)
            #expect(fields["command"] == "/incident")
            #expect(fields["text"] == "it &lt;broke&gt; &amp; <@\(Stage.ken)> saw it")
            #expect(fields["channel_id"] == Stage.incidents && fields["channel_name"] == "incidents")
            #expect(fields["user_id"] == Stage.rosa && fields["user_name"] == "rosa")
            #expect(fields["response_url"]?.hasPrefix(stage.origin.absoluteString) == true)
            #expect(
                Set(fields.keys).isSuperset(of: [
                    "token", "team_id", "team_domain", "api_app_id", "is_enterprise_install",
                ]))
        }
    }

    @Test(arguments: [
        (ScriptedBot.Answer.timeOut, "operation_timeout"), (.refuseConnection, "dispatch_failed"),
        (.status(500), "dispatch_failed"), (.status(404), "dispatch_failed"),
    ])
    func `a command the bot fails on is shown as failed`(_ answer: ScriptedBot.Answer, _ word: String) async throws {
        try await Stage.set { stage in
            stage.bot.answers(answer)
            try await stage.rosa.run(command: "/incident", in: Stage.incidents)
            let shown = try #require(await stage.rosa.messages(in: Stage.incidents).last)
            #expect(shown.text == "/incident failed with the error \"\(word)\"")
            #expect(shown.isEphemeral)
            #expect(try await stage.ken.messages(in: Stage.incidents).isEmpty)
        }
    }

    @Test func `an acknowledgement may speak to one or to all`() async throws {
        try await Stage.set { stage in
            stage.bot.answers(json: ["text": "on it"])
            try await stage.rosa.run(command: "/incident", in: Stage.incidents)
            #expect(try await stage.rosa.messages(in: Stage.incidents).map(\.isEphemeral) == [true])
            stage.bot.answers(json: ["response_type": "in_channel", "text": "everyone"])
            try await stage.rosa.run(command: "/incident", in: Stage.incidents)
            #expect(try await stage.ken.messages(in: Stage.incidents).map(\.text) == ["/incident", "everyone"])
            stage.bot.answers(json: ["text": "x", "blocks": [["type": "poem"]]])
            try await stage.rosa.run(command: "/incident", in: Stage.incidents)
            let last = try await stage.rosa.messages(in: Stage.incidents).last
            #expect(last?.text.contains("invalid_blocks") == true)
        }
    }

    @Test func `a click carries message, channel, trigger and response address`() async throws {
        try await Stage.set { stage in
            let card = try await stage.card()
            try await stage.ken.click(actionID: "approve_patch", of: card)
            let payload = try #require(stage.bot.interactions.last)
            #expect(payload["type"] == "block_actions" && payload["user"]?["id"] == .string(Stage.ken))
            #expect(
                payload["container"]?["type"] == "message" && payload["container"]?["message_ts"] == .string(card.ts))
            #expect(payload["channel"] == ["id": .string(Stage.incidents), "name": "incidents"])
            #expect(payload["message"]?["blocks"]?.items?.count == 1)
            #expect(payload["message"]?["bot_id"] == "B01INCIDENT")
            #expect(payload["response_url"]?.text != nil && payload["trigger_id"]?.text != nil)
            let action = try #require(payload["actions"]?.items?.first)
            #expect(action["action_id"] == "approve_patch" && action["block_id"] == "decide" && action["value"] == "7")
        }
    }

    @Test func `a click on a button that was just taken away still arrives`() async throws {
        try await Stage.set { stage in
            let card = try await stage.card()
            try await stage.call(
                "chat.update", ["channel": "C01INCIDENTS", "ts": .string(card.ts), "text": "done", "blocks": []])
            try await stage.rosa.click(actionID: "approve_patch", of: card)
            #expect(stage.bot.interactions.last?["actions"]?.items?.first?["value"] == "7")
            await #expect(throws: PersonError.refused("action_not_found")) {
                try await stage.rosa.click(actionID: "never_there", of: card)
            }
        }
    }

    @Test func `a click in an attachment names the attachment`() async throws {
        try await Stage.set { stage in
            let button: JSON = ["type": "button", "action_id": "reject_patch", "text": plain("Reject")]
            let blocks: JSON = [["type": "actions", "elements": [button]]]
            let answer = try await stage.call(
                "chat.postMessage",
                ["channel": "C01INCIDENTS", "text": "x", "attachments": [["color": "danger", "blocks": blocks]]])
            let message = try #require(await stage.rosa.messages(in: Stage.incidents).last)
            #expect(answer["ts"] == .string(message.ts) && message.buttons == ["reject_patch"])
            try await stage.rosa.click(actionID: "reject_patch", of: message)
            let container = try #require(stage.bot.interactions.last?["container"])
            #expect(container["type"] == "message_attachment" && container["attachment_id"] == 1)
        }
    }

    @Test func `what people write reaches the bot as events, and a mention twice`() async throws {
        try await Stage.set { stage in
            let first = try await stage.rosa.say("@incident-bot hello", in: Stage.incidents)
            try await stage.rosa.say("reply", in: Stage.incidents, thread: first)
            try await stage.rosa.say("not for the bot", in: Stage.general)
            let events = try await stage.events(3)
            #expect(Set(events.compactMap { $0["type"]?.text }) == ["event_callback"])
            let inner = events.compactMap { $0["event"] }
            #expect(inner.count { $0["type"] == "app_mention" } == 1)
            let messages = inner.filter { $0["type"] == "message" }
            #expect(messages.count == 2 && messages.allSatisfy { $0["channel_type"] == "channel" })
            #expect(messages.contains { $0["thread_ts"] == .string(first) && $0["text"] == "reply" })
            #expect(Set(events.compactMap { $0["event_id"]?.text }).count == 3)
        }
    }

    @Test func `an event the bot fails on is delivered again, until it forbids that`() async throws {
        try await Stage.set { stage in
            stage.bot.answers(.status(500), .status(500, headers: ["X-Slack-No-Retry": "1"]))
            try await stage.rosa.say("hello", in: Stage.incidents)
            let events = try await stage.events(2)
            #expect(events[0] == events[1])
            let retry = stage.bot.received[1]
            #expect(retry.header("X-Slack-Retry-Num") == "1" && retry.header("X-Slack-Retry-Reason") == "http_error")
        }
    }
}

extension Stage {
    /// The first events the bot gets, once there are that many.
    func events(_ count: Int) async throws -> [JSON] {
        var events: [JSON] = []
        for await request in bot.deliveries where request.url.path.hasSuffix("/slack/events") {
            events.append(try JSON(parsing: request.body))
            if events.count == count { break }
        }
        return events
    }
}
