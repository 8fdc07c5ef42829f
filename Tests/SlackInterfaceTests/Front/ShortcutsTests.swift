import Domain
import Foundation
import Rehearsal
import TestSupport
import Testing
import Workflows

@testable import SlackInterface

extension FrontTests {
    @Suite struct ShortcutsTests {
        private static let global = "start_incident"
        private static let onMessage = "start_incident_from_message"

        @Test func `the shortcut opens the form from anywhere and says where the card will be`() async throws {
            try await LiveWorkspace.run { live in
                try await live.rosa.choose(shortcut: Self.global)
                let form = try await live.form()
                #expect(try await live.rosa.submit(form, values: ["logs": "KeyError"]).isEmpty)
                let told = try await live.rosa.wait(for: "the answer") { screen in
                    screen.views.last { $0.callbackID == "incident_opened" }
                }
                #expect(told.readableText.contains("Incident 1 is open"))
                let card = try await live.card("Investigating", seenBy: live.ken)
                #expect(card.channel == LiveWorkspace.channel)
                #expect(await live.refusals == [])
            }
        }

        @Test func `a message with its file becomes logs, and the card goes where the bot may post`() async throws {
            try await LiveWorkspace.run { live in
                let text = "Look at this:\n```\nKeyError: <'transaction'> & more\n```"
                let file = FileUpload(name: "app.log", bytes: Data("KeyError".utf8))
                let ts = try await live.ken.say(text, in: LiveWorkspace.general, files: [file])
                try await live.rosa.choose(shortcut: Self.onMessage, on: live.message(ts))
                let form = try await live.form()
                #expect(form.readableText.contains("app.log"))
                #expect(form.readableText.contains("KeyError: <'transaction'> & more"))
                #expect(try await live.rosa.submit(form, values: ["title": "Checkout"]).isEmpty)
                let incident = try #require(try await live.engine.incident(IncidentID(rawValue: 1)))
                #expect(incident.intake.logs == "Look at this:\nKeyError: <'transaction'> & more")
                #expect(incident.intake.attachments.map(\.name) == ["app.log"])
                #expect(incident.intake.source == .shortcut)
                #expect(incident.intake.channel == LiveWorkspace.general)
                _ = try await live.card("Checkout", seenBy: live.rosa)
                let direct = try await live.rosa.wait(for: "the note") { screen in
                    screen.allMessages.first { $0.readableText.contains("I can't post in") }
                }
                #expect(direct.channel.hasPrefix("D"))
                #expect(await live.refusals.allSatisfy { $0.hasSuffix("not_in_channel") })
            }
        }

        @Test func `a customer's words become a complaint when the person says so`() async throws {
            try await LiveWorkspace.run { live in
                let ts = try await live.ken.say("Acme Corp was charged and got no order", in: LiveWorkspace.general)
                try await live.rosa.choose(shortcut: Self.onMessage, on: live.message(ts))
                // It doesn't look like a log: the choice is already made.
                #expect(try await live.rosa.submit(try await live.form(), values: ["logs": "KeyError"]).isEmpty)
                let intake = try await live.engine.incident(IncidentID(rawValue: 1))?.intake
                #expect(intake?.complaints == [Complaint(message: "Acme Corp was charged and got no order")])
                #expect(intake?.logs == "KeyError")
            }
        }

        @Test func `a message longer than any form is taken whole`() async throws {
            try await LiveWorkspace.run { live in
                let text = (1...900).map { "ERROR line \($0) of the log 🔥 شاشة" }.joined(separator: "\n")
                let ts = try await live.ken.say(text, in: LiveWorkspace.channel)
                try await live.rosa.choose(shortcut: Self.onMessage, on: live.message(ts))
                #expect(try await live.rosa.submit(try await live.form()).isEmpty)
                let logs = try await live.engine.incident(IncidentID(rawValue: 1))?.intake.logs
                #expect(logs == String(text.prefix(40_000)))
                #expect(await live.refusals == [])
            }
        }

        @Test func `a form that comes too late is said so in private`() async throws {
            try await LiveWorkspace.run { live in
                await live.workspace.inject(
                    Faults(calls: [.init(.refused(code: "expired_trigger_id"), on: "views.open")]))
                let ts = try await live.ken.say("KeyError", in: LiveWorkspace.general)
                try await live.rosa.choose(shortcut: Self.onMessage, on: live.message(ts))
                let note = try await live.note(holding: "could not be opened in time", in: LiveWorkspace.general)
                #expect(note.isEphemeral)
                await live.workspace.inject(
                    Faults(calls: [.init(.refused(code: "expired_trigger_id"), on: "views.open")]))
                try await live.rosa.choose(shortcut: Self.global)
                _ = try await live.rosa.wait(for: "a direct message") { screen in
                    screen.allMessages.first { $0.channel.hasPrefix("D") && $0.text.contains("in time") }
                }
                #expect(try await live.engine.incidents(limit: 1).isEmpty)
            }
        }

        @Test func `a form sent twice opens one incident`() async throws {
            try await LiveWorkspace.run { live in
                let ts = try await live.ken.say("KeyError: 1", in: LiveWorkspace.channel)
                try await live.rosa.choose(shortcut: Self.onMessage, on: live.message(ts))
                let form = try await live.form()
                await live.workspace.inject(Faults(deliveries: [.init(.repeatedAtOnce(times: 2), of: .interaction)]))
                #expect(try await live.rosa.submit(form).isEmpty)
                #expect(try await live.engine.incidents(limit: 9).count == 1)
            }
        }

        @Test func `what alert services attach is read too`() {
            let message = QuotedMessage([
                "text": "", "user": "U1",
                "attachments": [
                    [
                        "title": "High error rate", "text": "5xx > 3 % on <https://api.example|api>", "fallback": "no",
                        "fields": [["title": "Service", "value": "orders"]],
                    ], ["fallback": "only this"],
                ],
            ])
            #expect(message.text == "High error rate\n5xx > 3 % on api\nService: orders\nonly this")
            #expect(QuotedMessage(message.json) == message)
            let blocks = QuotedMessage([
                "text": "",
                "blocks": [
                    ["type": "section", "text": ["type": "mrkdwn", "text": "5xx &gt; 3 %"]],
                    [
                        "type": "actions",
                        "elements": [["type": "button", "text": ["type": "plain_text", "text": "Silence"]]],
                    ],
                ],
            ])
            #expect(blocks.text == "5xx > 3 %")
            #expect(QuotedMessage(["text": " ``` ", "files": []]).isEmpty)
        }
    }
}

extension LiveWorkspace {
    /// The form in front of Rosa.
    func form() async throws -> OpenView {
        try await rosa.wait(for: "the form") { $0.views.last }
    }

    func message(_ ts: String) async throws -> ChannelMessage {
        try #require(try await rosa.screen().allMessages.first { $0.ts == ts })
    }
}
