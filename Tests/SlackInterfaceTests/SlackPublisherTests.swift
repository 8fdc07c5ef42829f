import Domain
import Foundation
import Logging
import TestSupport
import Testing
import Workflows

@testable import SlackInterface

@Suite(.timeLimit(.minutes(5))) struct SlackPublisherTests {
    let journal = InMemoryJournal()
    let ledger: InMemoryMessageLedger
    let slack = FakeSlack()
    let base: CommitID
    let configuration = SlackConfiguration(
        signingSecret: "s", botToken: "xoxb-t", incidentChannel: "C0INCIDENTS", escalationChannel: "C0ESCALATE",
        publicURL: URL(string: "https://bot.example"))

    init() throws {
        ledger = InMemoryMessageLedger(journal)
        base = try #require(Samples.base)
    }

    var engine: WorkflowEngine { WorkflowEngine(journal: journal, maximumAttempts: 3) }

    func publisher(lifeline: Lifeline? = nil, sleep: SlackWebAPI.Sleep? = nil) -> SlackPublisher {
        let http: any HTTPClient = lifeline.map { slack.seen(by: $0) } ?? slack
        let ledger: any MessageLedger = lifeline.map { MortalLedger(ledger: self.ledger, lifeline: $0) } ?? self.ledger
        let sleep: SlackWebAPI.Sleep =
            sleep ?? { _ in if let lifeline, !lifeline.isAlive { throw CancellationError() } }
        return SlackPublisher(
            engine: engine, ledger: ledger,
            api: SlackWebAPI(token: "xoxb-t", http: http, sleep: sleep), configuration: configuration, sleep: sleep,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    func open(_ facts: [Fact] = [], channel: String? = Samples.channel) async throws -> IncidentID {
        let intake = Intake(logs: "x", source: .modal, channel: channel)
        let id = try await engine.open(intake, by: .person(id: Samples.user), key: UUID().uuidString)
        try await record(facts, of: id)
        return id
    }

    func record(_ facts: [Fact], of id: IncidentID) async throws {
        for fact in facts {
            _ = try await engine.record(fact, of: id, by: fact.kind.usualActor(person: Samples.user))
        }
    }

    var keys: [String] { slack.standing.compactMap(\.key) }

    @Test func `the card is one message, updated in place`() async throws {
        let id = try await open()
        let publisher = publisher()
        await publisher.deliver(id)
        try await record(Samples.untilProposal(base), of: id)
        await publisher.deliver(id)
        await publisher.deliver(id)
        #expect(keys == ["card", "reproduction"])
        #expect(slack.calls(of: "chat.update").count == 1)
        let card = try #require(slack.standing.first)
        #expect(card.channel == Samples.channel)
        #expect(slack.standing[1].thread == card.timestamp)
        #expect(slack.calls(of: "chat.postMessage").allSatisfy { $0.arguments["unfurl_links"] == false })
    }

    @Test func `a whole life is told in order, each message once`() async throws {
        let id = try await open(Samples.wholeLife(base))
        await publisher().deliver(id)
        #expect(
            keys == [
                "card", "reproduction", "decision-1", "patch-2", "decision-2", "proof-1", "incident-1-proof-1.txt",
                "critique-1", "patch-3", "proof-2", "incident-1-proof-2.txt", "decision-3", "replies", "postmortem",
                "incident-1-postmortem.md", "pull-request",
            ])
        let uploaded = slack.calls(of: "upload").last?.request.body
        #expect(uploaded == Data(Samples.postmortem.markdown.utf8))
    }

    @Test func `an escalation is also told in its channel`() async throws {
        let escalation = Escalation(cause: .noCodeCause, summary: "Restart the pool.", tried: ["read the log"])
        let id = try await open([.correlated(Samples.correlation()), .escalated(escalation)])
        await publisher().deliver(id)
        #expect(keys == ["card", "escalation", "escalation-notice"])
        #expect(slack.standing.last?.channel == "C0ESCALATE")
        #expect(slack.standing.last?.thread == nil)
    }

    @Test(arguments: [true, false])
    func `killed at any point and started again, it says nothing twice`(takesEffect: Bool) async throws {
        for steps in 1... {
            let fresh = try SlackPublisherTests()
            let copy = try await fresh.open(Samples.wholeLife(base))
            let lifeline = Lifeline(steps: steps, dyingStepTakesEffect: takesEffect)
            await fresh.publisher(lifeline: lifeline).deliver(copy)
            let wasKilled = !lifeline.isAlive
            await fresh.publisher().deliver(copy)
            #expect(fresh.keys.sorted() == Set(fresh.keys).sorted(), "killed at step \(steps)")
            #expect(fresh.keys.count == 16, "killed at step \(steps)")
            #expect(fresh.keys.first == "card")
            let unfinished = try await fresh.ledger.messages(of: copy).filter { $0.timestamp == nil }
            #expect(unfinished.isEmpty, "killed at step \(steps)")
            if !wasKilled { break }
        }
    }

    @Test func `a post without an answer is looked for before it is posted again`() async throws {
        let id = try await open(Samples.untilProposal(base))
        slack.fail("chat.postMessage", .after(.timedOut), .after(.noAnswer("reset")))
        await publisher().deliver(id)
        #expect(keys == ["card", "reproduction"])
        #expect(!slack.calls(of: "conversations.history").isEmpty)
        #expect(!slack.calls(of: "conversations.replies").isEmpty)
    }

    @Test func `where the bot can't speak, the card goes to the incident channel and the person is told`() async throws
    {
        slack.allow(["C0INCIDENTS", Samples.user])
        let id = try await open(Samples.untilProposal(base))
        await publisher().deliver(id)
        await publisher().deliver(id)
        #expect(keys == ["card", "moved-note", "reproduction"])
        #expect(slack.standing.map(\.channel) == ["C0INCIDENTS", Samples.user, "C0INCIDENTS"])
        #expect(slack.standing[2].thread == slack.standing[0].timestamp)
        try await record([.cancelled(reason: "x")], of: id)
        await publisher().deliver(id)
        #expect(slack.standing.count == 3)
    }

    @Test func `an incident without a channel lives in the configured one`() async throws {
        let id = try await open(channel: nil)
        await publisher().deliver(id)
        #expect(slack.standing.map(\.channel) == ["C0INCIDENTS"])
    }

    @Test func `a refusal for good is not tried again until something changes`() async throws {
        slack.fail("chat.postMessage", .refusal("invalid_blocks"))
        let id = try await open()
        await publisher().deliver(id)
        #expect(slack.standing.isEmpty)
        await publisher().deliver(id)
        #expect(keys == ["card"])
    }

    @Test func `one refused message holds up none of the others`() async throws {
        slack.fail("files.getUploadURLExternal", .refusal("missing_scope"))
        let id = try await open(Samples.wholeLife(base))
        await publisher().deliver(id)
        #expect(keys.last == "incident-1-proof-1.txt", "and comes once the scope is granted")
        #expect(keys.filter { $0 == "pull-request" }.count == 1)
    }

    @Test func `facts are shown as they are written, and those from before the start too`() async throws {
        let before = try await open()
        let publisher = publisher()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await publisher.run() }
            try await slack.wait { !$0.standing.isEmpty }
            try await record([.correlated(Samples.correlation())], of: before)
            let after = try await open()
            try await slack.wait { slack in
                slack.standing.count == 2 && slack.calls.contains { $0.method == "chat.update" }
            }
            group.cancelAll()
            #expect(after.rawValue == 2)
        }
        #expect(keys == ["card", "card"])
    }

    /// Runs the publisher until Slack shows what is wanted.
    private func run(
        sleep: SlackWebAPI.Sleep? = nil, until isShown: @escaping @Sendable (FakeSlack.State) -> Bool
    ) async throws {
        let publisher = publisher(sleep: sleep)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await publisher.run() }
            try await slack.wait(until: isShown)
            group.cancelAll()
        }
    }

    @Test func `what ended while the bot stood still is shown when it starts, however much that is`() async throws {
        try await ledger.begin("slack")
        for _ in 1...120 { _ = try await open([.cancelled(reason: "a drill")]) }
        try await run { $0.standing.count == 120 }
        #expect(Set(keys) == ["card"])
    }

    @Test func `a bot that gets its first channel doesn't fill it with the past`() async throws {
        _ = try await open([.cancelled(reason: "long ago")])
        let now = try await open()
        try await run { !$0.standing.isEmpty }
        #expect(slack.standing.map { $0.arguments["metadata"]?["event_payload"]?["incident"] } == [.int(now.rawValue)])
    }

    @Test func `after a token was revoked for hours, everything is caught up by itself`() async throws {
        slack.refuseEverything("token_revoked")
        let time = ManualClock()
        for _ in 1...60 { _ = try await open([.cancelled(reason: "ended meanwhile")]) }
        try await ledger.begin("slack")
        let help = Escalation(cause: .requested, summary: "Take over.", tried: [])
        for _ in 1...60 { _ = try await open([.escalated(help)]) }
        let start = time.monotonic.now()
        try await run(
            sleep: { pause in
                time.advance(bySeconds: pause.inSeconds)
                if time.monotonic.now() - start > .seconds(4 * 3_600) { slack.refuseEverything(nil) }
                await Task.yield()
            },
            until: { $0.standing.count { $0.channel == "C0ESCALATE" } == 60 })
        #expect(keys.count { $0 == "card" } == 60)
        #expect(Set(try await ledger.unshown(in: "slack")).count <= 60, "the last may not be written down yet")
        let refused = slack.calls(of: "chat.postMessage").count - slack.standing.count
        #expect(refused <= 60, "Slack is asked once for all, and not by posting")
    }

    @Test func `a channel the bot was asked into meanwhile gets its card`() async throws {
        slack.allow(["C0ELSEWHERE"])
        _ = try await open()
        try await run(
            sleep: { pause in if pause > .seconds(200) { slack.allow(["C0INCIDENTS"]) } },
            until: { !$0.standing.isEmpty })
        #expect(slack.standing.map(\.channel) == ["C0INCIDENTS"])
    }

    @Test func `a limit that one channel meets holds up no other`() async throws {
        slack.fail(
            "chat.postMessage",
            .answer(HTTPAnswer(status: 429, headers: [(name: "Retry-After", value: "120")], body: Data())))
        let first = try await open()
        let publisher = publisher(sleep: { _ in try await sleepUntilCancelled() })
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await publisher.run() }
            try await slack.wait { !$0.calls.isEmpty }
            let second = try await open(channel: "C0OTHER")
            try await slack.wait { !$0.standing.isEmpty }
            group.cancelAll()
            let incident = slack.standing.first?.arguments["metadata"]?["event_payload"]?["incident"]
            #expect(incident == .int(second.rawValue))
            #expect(try await ledger.messages(of: first).map(\.timestamp) == [nil])
        }
    }
}
