import Domain
import Foundation
import Rehearsal
import Testing

@Suite struct ResponseAddressTests {
    @Test func `a response address is good for five answers`() async throws {
        try await Stage.set { stage in
            try await stage.rosa.run(command: "/incident", in: Stage.incidents)
            let address = try #require(stage.bot.commands.last?["response_url"])
            for number in 1...5 {
                #expect(try await stage.post(address, ["text": .string("\(number)")]).status == 200)
            }
            let sixth = try await stage.post(address, ["text": "6"])
            #expect(sixth.status == 404)
            #expect(try JSON(parsing: sixth.body)["error"] == "used_url")
            #expect(try await stage.rosa.messages(in: Stage.incidents).map(\.text) == ["1", "2", "3", "4", "5"])
            #expect(try await stage.ken.messages(in: Stage.incidents).isEmpty)
        }
    }

    @Test func `a response address is good for thirty minutes`() async throws {
        try await Stage.set { stage in
            try await stage.rosa.run(command: "/incident", in: Stage.incidents)
            let address = try #require(stage.bot.commands.last?["response_url"])
            stage.clock.advance(1801)
            let late = try await stage.post(address, ["text": "late"])
            #expect(late.status == 404)
            #expect(try JSON(parsing: late.body)["error"] == "expired_url")
        }
    }

    @Test func `it works in channels the bot is not in`() async throws {
        try await Stage.set { stage in
            try await stage.rosa.run(command: "/incident", in: Stage.general)
            let address = try #require(stage.bot.commands.last?["response_url"])
            #expect(
                try await stage.post(address, ["text": "see #incidents", "response_type": "in_channel"]).status == 200)
            #expect(try await stage.ken.messages(in: Stage.general).map(\.text) == ["see #incidents"])
        }
    }

    @Test func `the message that was clicked can be replaced and deleted, an ephemeral one too`() async throws {
        try await Stage.set { stage in
            try await stage.rosa.run(command: "/incident", in: Stage.incidents)
            let button: JSON = ["type": "button", "action_id": "go", "text": plain("Go")]
            let first = try #require(stage.bot.commands.last?["response_url"])
            _ = try await stage.post(
                first, ["text": "asking", "blocks": [["type": "actions", "elements": [button]]]])
            let asked = try #require(await stage.rosa.messages(in: Stage.incidents).last)
            try await stage.rosa.click(actionID: "go", of: asked)
            let payload = try #require(stage.bot.interactions.last)
            #expect(payload["message"] == nil && payload["container"]?["is_ephemeral"] == true)
            let address = try #require(payload["response_url"]?.text)
            _ = try await stage.post(address, ["text": "gone", "replace_original": true, "blocks": []])
            #expect(try await stage.rosa.messages(in: Stage.incidents).map(\.text) == ["gone"])
            _ = try await stage.post(address, ["delete_original": true])
            #expect(try await stage.rosa.messages(in: Stage.incidents).isEmpty)
        }
    }

    @Test func `what it is sent is checked`() async throws {
        try await Stage.set { stage in
            try await stage.rosa.run(command: "/incident", in: Stage.incidents)
            let address = try #require(stage.bot.commands.last?["response_url"])
            #expect(try await stage.post(address, ["text": "x", "blocks": [["type": "poem"]]]).status == 400)
            #expect(try await stage.post(address, ["txt": "x"]).status == 400)
            #expect(try await stage.post(address, [:]).status == 400)
        }
    }
}
