import Domain
import Foundation
import Logging
import TestSupport
import Testing
import Workflows

@testable import SlackInterface

@Suite struct WebhookTests {
    let journal = InMemoryJournal()
    let ledger: InMemoryMessageLedger
    let slack = FakeSlack()
    let base: CommitID
    var engine: WorkflowEngine { WorkflowEngine(journal: journal, maximumAttempts: 3) }

    init() throws {
        ledger = InMemoryMessageLedger(journal)
        base = try #require(Samples.base)
    }

    private func notifications() throws -> WebhookNotifications {
        WebhookNotifications(
            engine: engine, ledger: ledger, http: slack,
            url: try #require(URL(string: "https://hooks.slack.com/services/T/B/secret")),
            links: IncidentLinks(publicURL: URL(string: "https://bot.example")), sleep: { _ in },
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    private func open(_ facts: [Fact]) async throws -> IncidentID {
        let id = try await engine.open(
            Intake(logs: "x", source: .webhook), by: .workflow, key: UUID().uuidString)
        for fact in facts {
            _ = try await engine.record(fact, of: id, by: fact.kind.usualActor(person: Samples.user))
        }
        return id
    }

    private var texts: [String] {
        slack.calls(of: "response_url").compactMap { $0.arguments["text"]?.string }
    }

    @Test func `each turn of an incident is one line, once, across restarts`() async throws {
        let id = try await open(Samples.untilProposal(base))
        try await notifications().notify(id)
        try await notifications().notify(id)
        #expect(texts.count == 2)
        #expect(texts[0].hasPrefix("*Opened:* 🔴 P0 incident 1: KeyError in process∗payment") == false)
        #expect(texts[0].contains("P0 incident 1"))
        #expect(texts[0].contains("<https://bot.example/incidents/1|Everything about this incident>"))
        #expect(texts[1].hasPrefix("*Waiting for a decision:*"))
        let escalation = Escalation(cause: .requested, summary: "Take over <!channel> *now*", tried: [])
        _ = try await engine.record(.escalated(escalation), of: id, by: .workflow)
        try await notifications().notify(id)
        #expect(texts.count == 3)
        #expect(texts[2].contains("Take over &lt;!channel&gt; ∗now∗"))
        #expect(slack.calls.allSatisfy { $0.arguments["blocks"] == nil && $0.header("Authorization") == nil })
    }

    @Test func `limits and server errors are waited out, and so is a webhook that was taken away`() async throws {
        let id = try await open(Samples.untilProposal(base))
        slack.fail(
            "response_url", .answer(.init(status: 429, headers: [("Retry-After", "2")], body: Data())),
            .answer(.init(status: 503, headers: [], body: Data())), .before(.notSent("down")))
        try await notifications().notify(id)
        #expect(texts.count == 5)
        let other = try await open([.cancelled(reason: "a drill")])
        slack.fail("response_url", .answer(.init(status: 404, headers: [], body: Data("no_service".utf8))))
        try await notifications().notify(other)
        #expect(texts.suffix(3).map { $0.hasPrefix("*Cancelled:*") } == [false, false, true])
        slack.fail("response_url", .answer(.init(status: 400, headers: [], body: Data("invalid_payload".utf8))))
        try await notifications().notify(try await open([.cancelled(reason: "never taken")]))
        #expect(texts.count { $0.contains("never taken") } == 1, "a line that is refused for itself is given up")
    }
}
