import Domain
import Foundation
import Hummingbird
import HummingbirdTesting
import TestSupport
import Testing
import Workflows

@testable import SlackInterface

@Suite struct OpeningIncidentsTests {
    let harness = SlackHarness()

    @Test func `the bare command opens the form with the channel in it`() async throws {
        try await harness.run { session in
            let answer = try await session.command("")
            #expect(answer.status == .ok)
            #expect(answer.body.readableBytes == 0)
        }
        let call = try #require(harness.slack.calls(of: "views.open").first)
        #expect(call.arguments["trigger_id"] == "13345224609.738474920.8088930838d88f008e0")
        let view = try #require(call.arguments["view"])
        #expect(view["callback_id"] == "open_incident")
        #expect(view["private_metadata"]?.string?.contains(Samples.channel) == true)
        let fields = view["blocks"]?.array?.map { $0["block_id"] == $0["element"]?["action_id"] ? $0["block_id"] : nil }
        #expect(fields == ["logs", "log_files", "complaints", "title"])
        #expect(call.header("Content-Type") == "application/json; charset=utf-8")
    }

    @Test func `a form that can't be opened in time is said so`() async throws {
        harness.slack.fail("views.open", .refusal("expired_trigger_id"))
        try await harness.run { session in _ = try await session.command("") }
        #expect(harness.slack.calls(of: "response_url").first?.arguments["text"]?.string?.contains("again") == true)
    }

    @Test func `help is explained in private and opens nothing`() async throws {
        try await harness.run { session in
            let answer = try await session.command(" HELP ")
            #expect(answer.json?["response_type"] == "ephemeral")
            #expect(answer.json?["text"]?.string?.contains("/incident") == true)
        }
        #expect(try await harness.engine.incidents(limit: 9).isEmpty)
    }

    @Test func `text behind the command is taken as logs, as it was typed`() async throws {
        try await harness.run { session in
            let answer = try await session.command("TypeError: List&lt;A&gt; &amp;&amp; &amp;lt; + 100%\nline 2")
            #expect(answer.json?["text"]?.string?.contains("Incident 1") == true)
        }
        let incident = try #require(try await harness.engine.incident(IncidentID(rawValue: 1)))
        #expect(incident.intake.logs == "TypeError: List<A> && &lt; + 100%\nline 2")
        #expect(incident.intake.source == .slashCommand)
        #expect(incident.intake.channel == Samples.channel)
        #expect(incident.openedBy == .person(id: Samples.user))
    }

    @Test func `a command delivered twice opens one incident`() async throws {
        try await harness.run { session in
            for _ in 1...3 {
                let answer = try await session.command("boom")
                #expect(answer.json?["text"]?.string?.contains("Incident 1") == true)
            }
        }
        #expect(try await harness.engine.incidents(limit: 9).count == 1)
    }

    @Test func `a journal that fails is said so in private`() async throws {
        await harness.journal.fail(
            with: PortError(port: "Journal", operation: "write", recovery: .retry, reason: "disk full"))
        try await harness.run { session in
            let answer = try await session.command("boom")
            #expect(answer.status == .ok)
            #expect(answer.json?["text"]?.string?.contains("could not be stored") == true)
        }
    }

    @Test func `the form becomes an intake with its files and complaints`() async throws {
        let submission = try Fixture.text("view_submission_open.json")
        try await harness.run { session in
            for _ in 1...2 {
                let answer = try await session.interaction(submission)
                #expect(answer.status == .ok)
                #expect(answer.body.readableBytes == 0)
            }
        }
        let incidents = try await harness.engine.incidents(limit: 9)
        #expect(incidents.count == 1)
        let intake = try #require(incidents.first?.intake)
        #expect(intake.logs == "KeyError: 'transaction'")
        #expect(intake.title == nil)
        #expect(intake.complaints == [Complaint(message: "Acme Corp: charged, no order")])
        #expect(intake.channel == Samples.channel)
        let file = try #require(intake.attachments.first)
        #expect(file.id == "F0001")
        #expect(file.bytes == 2048)
        #expect(file.url.absoluteString == "https://files.slack.com/files-pri/T0001-F0001/download/app.log")
    }

    @Test func `an empty form says what to do`() async throws {
        let empty = try Fixture.text("view_submission_open.json")
            .replacing("\"KeyError: 'transaction'\"", with: "\" \\n \"")
            .replacing("\"Acme Corp: charged, no order\"", with: "null")
            .replacing(/"files": \[[^\]]*\]/.dotMatchesNewlines(), with: "\"files\": []")
        try await harness.run { session in
            let answer = try await session.interaction(empty)
            #expect(answer.json?["response_action"] == "errors")
            #expect(answer.json?["errors"]?["logs"]?.string?.contains("paste logs") == true)
        }
        #expect(try await harness.engine.incidents(limit: 9).isEmpty)
    }

    @Test func `a file over 10 MB is refused by name`() async throws {
        let large = try Fixture.text("view_submission_open.json").replacing("2048", with: "10485761")
        try await harness.run { session in
            let answer = try await session.interaction(large)
            #expect(answer.json?["response_action"] == "errors")
            #expect(answer.json?["errors"]?["log_files"]?.string?.contains("app.log is over 10 MB") == true)
        }
    }

    @Test func `the second-best download address will do`() async throws {
        let other = try Fixture.text("view_submission_open.json").replacing("url_private_download", with: "permalink")
        try await harness.run { session in _ = try await session.interaction(other) }
        let file = try await harness.engine.incidents(limit: 1).first?.intake.attachments.first
        #expect(file?.url.absoluteString == "https://files.slack.com/files-pri/T0001-F0001/app.log")
    }
}
