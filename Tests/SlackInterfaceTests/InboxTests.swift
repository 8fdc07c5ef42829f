import Domain
import Foundation
import Hummingbird
import HummingbirdTesting
import Logging
import TestSupport
import Testing
import Workflows

@testable import SlackInterface

/// Requests outlive the process between their acknowledgement and what is done about them.
@Suite(.timeLimit(.minutes(1))) struct InboxTests: InboxScene {
    let harness = SlackHarness()
    let base: CommitID

    init() throws {
        base = try #require(Samples.base)
    }

    @Test func `a click that was acknowledged before a crash is decided after it`() async throws {
        let target = try await awaitingIncident()
        try await killed { session in
            let answer = try await session.click("approve_patch", target.encoded)
            #expect(answer.status == .ok)
        }
        #expect(try await harness.engine.incident(target.incident)?.decisions.isEmpty == true)
        #expect(await kept().map(\.lane) == ["incident/1"])
        try await harness.run { _ in }
        #expect(try await harness.engine.incident(target.incident)?.decisions.map(\.answer) == [.approved])
        #expect(await kept().isEmpty)
    }

    @Test func `a decision that was written before a crash is not explained away after it`() async throws {
        let target = try await awaitingIncident()
        try await killed { session in _ = try await session.click("approve_patch", target.encoded) }
        for item in await kept() { await harness.inbox.begin(item.number) }
        _ = try await harness.engine.decide(
            .approve(target.digest), of: target.incident, by: Samples.user, in: Samples.channel,
            causedBy: try #require(await keys().first))
        try await harness.run { _ in }
        #expect(harness.slack.calls.isEmpty)
        #expect(try await harness.engine.incident(target.incident)?.decisions.count == 1)
    }

    /// What the requests that wait write into the facts they become.
    func keys() async -> [String] { await kept().compactMap { SlackInbox.delivery(in: $0)?.key } }

    @Test(arguments: [0, 1, 2]) func `of two commands alike both are in force, once, wherever the bot was killed`(
        written: Int
    ) async throws {
        let target = try await awaitingIncident()
        try await killed { session in
            _ = try await session.command("severity 1 P1 it grows", trigger: "1")
            _ = try await session.command("severity 1 P0 all are hit", trigger: "2")
        }
        let levels: [(Severity, String)] = [(.p1, "it grows"), (.p0, "all are hit")]
        for (key, level) in zip(await keys(), levels).prefix(written) {
            _ = try await harness.engine.decide(
                .setSeverity(Classification(severity: level.0, reason: level.1, signals: [])), of: target.incident,
                by: Samples.user, in: Samples.channel, causedBy: key)
        }
        try await harness.run { _ in }
        let incident = try #require(try await harness.engine.incident(target.incident))
        let set = incident.entries.filter { $0.fact.kind == .severityClassified && $0.actor.isPerson }.map(\.fact)
        #expect(set == levels.map { .severityClassified(Classification(severity: $0.0, reason: $0.1, signals: [])) })
        #expect(incident.classification?.severity == .p0)
        let notes = harness.slack.calls(of: "response_url").compactMap { $0.arguments["text"]?.string }
        #expect(notes.contains { $0.contains("Incident 1 is P1 now") } && notes.contains { $0.contains("is P0 now") })
    }

    @Test(arguments: [0, 1, 2]) func `clicks on two offers both count, once, wherever the bot was killed`(
        written: Int
    ) async throws {
        let target = try await awaitingIncident()
        let messages = ["1.0", "2.0"].map { MessageReference(channel: Samples.channel, timestamp: $0) }
        for message in messages {
            let offer = EvidenceOffer(
                message: message, kind: .log, text: "KeyError: \(message.timestamp)", attachments: [])
            _ = try await harness.engine.record(
                .evidenceOffered(offer), of: target.incident, by: .person(id: Samples.user))
        }
        try await killed { session in
            for message in messages {
                let value = OfferTarget(incident: target.incident, message: message).encoded
                _ = try await session.click(EvidenceButtons.add, value)
            }
        }
        for (key, message) in zip(await keys(), messages).prefix(written) {
            _ = try await harness.engine.record(
                .evidenceAdded(message), of: target.incident, by: .person(id: Samples.user), causedBy: key)
        }
        try await harness.run { _ in }
        let incident = try #require(try await harness.engine.incident(target.incident))
        #expect(
            incident.entries.compactMap { if case .evidenceAdded(let message) = $0.fact { message } else { nil } }
                == messages)
        #expect(harness.slack.calls.isEmpty, "nothing has to be explained")
    }

    @Test func `forms, commands and replies are all done after a crash, in their order`() async throws {
        let target = try await awaitingIncident()
        _ = try await harness.ledger.claim("card", of: target.incident, channel: Samples.channel)
        _ = try await harness.ledger.record(
            "card", of: target.incident, timestamp: "1772443801.000100", contentDigest: "d")
        let reply = try Fixture.text("thread_reply.json")
        try await killed { session in
            _ = try await session.reject(target, "use zero")
            _ = try await session.command("severity 1 P2 nobody is hit")
            #expect(try await session.post("/slack/events", reply).status == .ok)
            _ = try await session.command("list open", trigger: "2")
        }
        try await harness.run { _ in }
        let incident = try #require(try await harness.engine.incident(target.incident))
        #expect(incident.decisions.map(\.answer) == [.rejected(feedback: "use zero")])
        #expect(incident.classification?.severity == .p2)
        #expect(incident.conversation.questions.map(\.question.topic) == [.status])
        let notes = harness.slack.calls(of: "response_url").compactMap { $0.arguments["text"]?.string }
        #expect(notes.contains { $0.contains("Incident 1 is P2 now") } && notes.contains { $0.contains("1 incident") })
    }

    @Test func `what Slack delivers again after a restart is acknowledged and not done again`() async throws {
        let mention = try Fixture.text("app_mention.json")
        for _ in 1...2 {
            try await harness.run { session in
                let answer = try await session.post("/slack/events", mention)
                #expect(answer.status == .ok)
            }
        }
        #expect(harness.slack.calls(of: "chat.postEphemeral").count == 1)
    }

    @Test func `secrets don't reach the inbox`() async throws {
        let target = try await awaitingIncident()
        let secret = "AKIA" + "IOSFODNN7EXAMPLE"
        let reply = try Fixture.text("thread_reply.json").replacing("status", with: "the key is \(secret)")
        try await killed { session in
            _ = try await session.reject(target, "don't log \(secret)")
            _ = try await session.command("cancel 1 \(secret) leaked")
            _ = try await session.post("/slack/events", reply)
        }
        #expect(await kept().count == 3)
        #expect(await kept().allSatisfy { !$0.body.contains(secret) })
    }

    @Test func `what can't be kept is not acknowledged`() async throws {
        let target = try await awaitingIncident()
        let full = PortError(port: "Inbox", operation: "keep", recovery: .retry, reason: "The disk is full.")
        await harness.inbox.fail(full, full)
        let reply = try Fixture.text("thread_reply.json")
        try await harness.run { session in
            let answers = [
                try await session.click("approve_patch", target.encoded),
                try await session.post("/slack/events", reply),
            ]
            #expect(answers.map(\.status) == [.serviceUnavailable, .serviceUnavailable])
        }
        #expect(try await harness.engine.incident(target.incident)?.decisions.isEmpty == true)
    }

    @Test func `a request that ends the bot again and again is given up`() async throws {
        let target = try await awaitingIncident()
        try await killed { session in _ = try await session.click("approve_patch", target.encoded) }
        let number = try #require(await kept().first?.number)
        for _ in 1...InboxWorker.maximumUnfinished { await harness.inbox.begin(number) }
        try await harness.run { _ in }
        #expect(await kept().isEmpty)
        #expect(try await harness.engine.incident(target.incident)?.decisions.isEmpty == true)
        let words = harness.slack.calls(of: "response_url").first?.arguments["text"]?.string
        #expect(words?.contains("could not be done") == true, "and whoever clicked hears of it")
    }

    @Test func `an acknowledgement waits for nobody: not for who may decide, nor for the database's readers`()
        async throws
    {
        let gate = Gate()
        let slow = SlackHarness(directory: GatedDirectory(gate: gate))
        try await slow.run { session in
            let id = try await slow.engine.open(Samples.intake, by: .person(id: Samples.user), key: "k")
            let target = DecisionTarget(incident: id, digest: Samples.proposal(base).digest)
            for fact in Samples.untilProposal(base) {
                _ = try await slow.engine.record(fact, of: id, by: fact.kind.usualActor(person: Samples.user))
            }
            #expect(try await session.click("approve_patch", target.encoded).status == .ok)
            await gate.reached()
            #expect(try await slow.engine.incident(id)?.decisions.isEmpty == true)
            gate.open()
        }
        #expect(try await slow.engine.incident(IncidentID(rawValue: 1))?.decisions.count == 1)
    }

    @Test func `an answer whose address has expired comes in the channel`() async throws {
        harness.slack.fail("response_url", .answer(.init(status: 404, headers: [], body: Data("expired_url".utf8))))
        try await harness.run { session in _ = try await session.command("show 77") }
        let note = try #require(harness.slack.calls(of: "chat.postEphemeral").first?.arguments)
        #expect(note["text"]?.string?.contains("There is no incident 77") == true)
        #expect(note["user"]?.string == Samples.user)
    }
}

/// Says yes once somebody has opened the gate.
private struct GatedDirectory: ApproverDirectory {
    let gate: Gate

    func isMember(_ person: String, ofGroup group: String) async throws(PortError) -> Bool { true }

    func isMember(_ person: String, ofChannel channel: String) async throws(PortError) -> Bool {
        await gate.pass()
        return true
    }
}

/// Holds up whoever comes until it is opened.
private struct Gate: Sendable {
    private let arrivals = AsyncStream.makeStream(of: Void.self)
    private let openings = AsyncStream.makeStream(of: Void.self)

    func pass() async {
        arrivals.continuation.yield()
        for await _ in openings.stream { return }
    }

    func reached() async {
        for await _ in arrivals.stream { return }
    }

    func open() { openings.continuation.yield() }
}
