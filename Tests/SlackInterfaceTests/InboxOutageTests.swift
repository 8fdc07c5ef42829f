import Domain
import Foundation
import Logging
import TestSupport
import Testing
import Workflows

@testable import SlackInterface

/// What can't be done just now, or not at all, is never lost in silence.
@Suite(.timeLimit(.minutes(1))) struct InboxOutageTests: InboxScene {
    let harness = SlackHarness()
    let base: CommitID

    init() throws {
        base = try #require(Samples.base)
    }

    /// A process that takes up what waits, finds the database or Slack out, and is ended while it waits for them.
    private func outage() async {
        let inbox = SlackInbox(store: harness.inbox, redactor: Redactor(salt: [1]))
        inbox.close()
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let out = PortError(port: "Journal", operation: "write", recovery: .retry, reason: "out")
        let worker = InboxWorker(
            inbox: inbox, sleep: { _ in throw CancellationError() }, logger: logger,
            work: .init(act: { (_) throws(PortError) in throw out }, giveUp: { _ in Issue.record("given up") }))
        await worker.run()
    }

    @Test func `however often the bot is started while a click waits for an outage to end, it is carried out`()
        async throws
    {
        let target = try await awaitingIncident()
        try await killed { session in _ = try await session.click("approve_patch", target.encoded) }
        for _ in 1...40 { await outage() }
        #expect(await kept().map(\.begun) == [40])
        #expect(await kept().map(\.unfinished) == [0])
        try await harness.run { _ in }
        #expect(try await harness.engine.incident(target.incident)?.decisions.map(\.answer) == [.approved])
    }

    @Test func `an answer that Slack doesn't take waits for Slack`() async throws {
        let down = FakeSlack.Fault.before(.notSent("down"))
        harness.slack.fail("response_url", down, down, down, down)
        try await harness.run { session in _ = try await session.command("show 77") }
        #expect(harness.slack.calls(of: "response_url").count == 5)
        #expect(harness.slack.calls.allSatisfy { $0.method == "response_url" }, "and is said once")
    }

    @Test func `what waits for better times holds up nobody else`() async throws {
        for number in 1...40 {
            _ = try await harness.inbox.keep(
                InboxRequest(key: "\(number)", lane: "\(number)", body: try waiting(number)))
        }
        let acted = Watched<Set<String>>([])
        let inbox = SlackInbox(store: harness.inbox, redactor: Redactor(salt: [1]))
        let out = PortError(port: "Slack", operation: "look up", recovery: .retry, reason: "out")
        let worker = InboxWorker(
            inbox: inbox, sleep: { _ in try await sleepUntilCancelled() },
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            work: .init(
                act: { (delivery) throws(PortError) in
                    acted.change { _ = $0.insert(delivery.key) }
                    throw out
                }, giveUp: { _ in }))
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await worker.run() }
            try await acted.wait { $0.count == 40 }
            group.cancelAll()
        }
    }

    private func waiting(_ number: Int) throws -> String {
        let note = PrivateNote(
            id: "\(number)", recipient: .init(user: Samples.user, channel: nil, thread: nil, responseURL: nil),
            content: ["text": "x"], isReplacing: false)
        return String(decoding: try JSONEncoder().encode(SlackDelivery.note(note)), as: UTF8.self)
    }

    @Test func `whoever asked in words of another version is told all the same`() async throws {
        let body = #"{"levitate":{"_0":{"user":"\#(Samples.user)","channel":"\#(Samples.channel)"}}}"#
        _ = try await harness.inbox.keep(InboxRequest(key: "k", lane: "l", body: body))
        try await harness.run { _ in }
        let note = harness.slack.calls(of: "chat.postEphemeral").first?.arguments
        #expect(note?["user"]?.string == Samples.user && note?["channel"]?.string == Samples.channel)
    }

    @Test func `a note that waits for Slack is kept without the secrets that a person typed`() async throws {
        let secret = "ghp_" + String(repeating: "a1B2", count: 9)
        let note = PrivateNote(
            id: "1", recipient: .init(user: Samples.user, channel: nil, thread: nil, responseURL: nil),
            content: [
                "blocks": [["type": "section", "text": ["type": "mrkdwn", "text": .string("token=\(secret)")]]]
            ],
            isReplacing: false)
        try await SlackInbox(store: harness.inbox, redactor: Redactor(salt: [1])).keep(.note(note))
        #expect(await kept().map(\.body).contains { $0.contains(secret) } == false)
        #expect(await kept().count == 1)
    }
}
