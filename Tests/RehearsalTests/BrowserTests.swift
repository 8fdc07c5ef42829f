import BrowserTesting
import Domain
import Foundation
import Rehearsal
import Testing

@Suite(.serialized, .enabled(if: Browser.driver != nil), .timeLimit(.minutes(2)))
struct BrowserTests {
    static let incident = PreparedIncident(
        number: 2, title: "Charged, no order", description: "Payments fail.", logs: "KeyError: 'transaction'",
        complaints: "Acme: we were charged")

    /// What a hostile log may bring into a message; none of it may become part of the page.
    static let hostile = "<img src=x onerror=alert(1)> </pre><script>document.title='taken'</script> *bold* <!channel>"

    private func openForm(_ stage: Stage) async throws {
        for await request in stage.bot.deliveries where request.url.path.hasSuffix("/slack/commands") { break }
        let trigger = try #require(stage.bot.commands.last?["trigger_id"])
        let answer = try await stage.call("views.open", ["trigger_id": .string(trigger), "view": ModalTests.form])
        #expect(answer["ok"] == true)
    }

    @Test func `a newcomer picks an incident, submits the form, and approves with a second click`() async throws {
        try await Stage.set(incidents: [Self.incident]) { stage in
            try await Browser.open { browser in
                try await browser.visit(stage.origin)
                #expect(try await browser.text("#welcome-title") == "Welcome to #incidents")
                try await browser.click("#welcome-prepared")
                try await browser.click("[data-scenario='2']")
                try await openForm(stage)
                #expect(try await browser.text("#modal-title") == "Open an incident")
                try await browser.click("#modal-submit")
                for await request in stage.bot.deliveries where request.url.path.hasSuffix("/slack/interactions") {
                    break
                }
                let values = try #require(stage.bot.interactions.last?["view"]?["state"]?["values"])
                #expect(values["logs"]?["logs"]?["value"] == "KeyError: 'transaction'")
                #expect(values["complaints"]?["complaints"]?["value"] == "Acme: we were charged")

                let confirm: JSON = [
                    "title": plain("Approve?"), "text": plain("Ships it."), "confirm": plain("Approve"),
                    "deny": plain("Not yet"),
                ]
                let card = try await stage.card(confirm: confirm)
                try await browser.click("[data-action-id='approve_patch']")
                try await browser.click("#confirm-no")
                #expect(stage.bot.interactions.count == 1)
                try await browser.click("[data-action-id='approve_patch']")
                try await browser.click("#confirm-yes")
                for await request in stage.bot.deliveries where request.url.path.hasSuffix("/slack/interactions") {
                    break
                }
                #expect(stage.bot.interactions.last?["actions"]?.items?.first?["action_id"] == "approve_patch")

                try await stage.call(
                    "chat.postMessage",
                    ["channel": "C01INCIDENTS", "thread_ts": .string(card.ts), "text": "Verified."])
                try await browser.click("[data-open-thread='\(card.ts)'].thread-link")
                #expect(try await browser.text("#thread .text-body") == "Verified.")
                #expect(try await browser.errors() == [])
            }
        }
    }

    @Test func `hostile text stays text on the page`() async throws {
        try await Stage.set { stage in
            let escaped = Self.hostile.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
                .replacing(">", with: "&gt;")
            let leaf: JSON = ["type": "text", "text": .string(Self.hostile)]
            let blocks: JSON = [
                section(escaped), ["type": "header", "text": plain(Self.hostile)],
                ["type": "markdown", "text": .string(Self.hostile + " [x](javascript:alert(1))")],
                [
                    "type": "rich_text",
                    "elements": [
                        ["type": "rich_text_section", "elements": [leaf]],
                        ["type": "rich_text_preformatted", "elements": [leaf]],
                    ],
                ],
            ]
            let posted = try await stage.call(
                "chat.postMessage", ["channel": "C01INCIDENTS", "text": .string(escaped), "blocks": blocks])
            #expect(posted["ok"] == true)
            try await Browser.open(width: 390, height: 844) { browser in
                try await browser.visit(stage.origin)
                #expect(try await browser.text(".rich pre") == Self.hostile)
                #expect(try await browser.text(".section-text").contains("<script>"))
                let intruders =
                    "return document.querySelectorAll('main script, main img[onerror], a[href^=javascript]').length"
                #expect(try await browser.run(intruders) == 0)
                #expect(try await browser.run("return document.title") == "Rehearsal workspace")
                let overflow = "return document.documentElement.scrollWidth <= window.innerWidth"
                #expect(try await browser.run(overflow) == true)
                #expect(try await browser.errors() == [])
            }
        }
    }

    @Test func `shortcuts are chosen from menus, and the Home tab draws charts and tables`() async throws {
        try await Stage.set { stage in
            let cell: JSON = ["type": "raw_text", "text": "P0"]
            let view: JSON = [
                "type": "home",
                "blocks": [
                    [
                        "type": "data_visualization", "title": "By severity",
                        "chart": [
                            "type": "pie", "segments": [["label": "P0", "value": 2], ["label": "P1", "value": 1]],
                        ],
                    ], ["type": "data_table", "caption": "Times", "rows": [[cell, cell], [cell, cell]]],
                ],
            ]
            #expect(try await stage.call("views.publish", ["user_id": "U01ROSADIAZ", "view": view])["ok"] == true)
            try await stage.rosa.say("KeyError", in: "C01INCIDENTS")
            try await Browser.open(width: 390, height: 844) { browser in
                try await browser.visit(stage.origin)
                try await browser.click(".message .menu-button")
                try await browser.click("[data-shortcut='start_incident_from_message']")
                for await request in stage.bot.deliveries where request.url.path.hasSuffix("/slack/interactions") {
                    break
                }
                #expect(stage.bot.interactions.last?["type"] == "message_action")
                #expect(stage.bot.interactions.last?["message"]?["text"] == "KeyError")
                try await browser.visit(stage.origin.appending(queryItems: [URLQueryItem(name: "home", value: "")]))
                #expect(try await browser.text("#home caption") == "Times")
                #expect(try await browser.run("return document.querySelectorAll('#home .pie path').length") == 2)
                let overflow = "return document.documentElement.scrollWidth <= window.innerWidth"
                #expect(try await browser.run(overflow) == true)
                #expect(try await browser.errors() == [])
            }
        }
    }
}
