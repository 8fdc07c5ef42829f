import Domain
import Foundation
import Rehearsal
import TestSupport
import Testing
import Workflows

@testable import SlackInterface

/// What goes out to Slack, over HTTP against the strict workspace, while that goes wrong in every way it can.
@Suite(.timeLimit(.minutes(2))) struct OutboxTests {
    static let escalations = "C01ESCALATE0"
    let base: CommitID

    init() throws {
        base = try #require(Samples.base)
    }

    private func open(_ live: LiveWorkspace, in channel: String, _ facts: [Fact] = []) async throws -> IncidentID {
        let id = try await live.engine.open(
            Intake(logs: "boom", source: .slashCommand, channel: channel), by: .person(id: live.rosa.user),
            key: UUID().uuidString)
        try await live.record(facts, of: id)
        return id
    }

    private func card(_ live: LiveWorkspace, _ id: IncidentID, in channel: String) async throws -> ChannelMessage {
        try await live.ken.wait(for: "the card of \(id) in \(channel)") { screen in
            screen.messages(in: channel).first { $0.isInChannel && $0.readableText.contains("Incident \(id)") }
        }
    }

    @Test func `a storm of limits in one channel holds up no other, and loses and doubles nothing in it`() async throws
    {
        try await LiveWorkspace.run { live in
            await live.workspace.inject(
                Faults(calls: [.init(.rateLimited(retryAfterSeconds: 1), in: LiveWorkspace.channel, times: 40)]))
            var limited: [IncidentID] = []
            for _ in 1...5 {
                limited.append(try await open(live, in: LiveWorkspace.channel, Samples.untilProposal(base)))
            }
            let free = try await open(live, in: Self.escalations)
            _ = try await card(live, free, in: Self.escalations)
            for id in limited { _ = try await card(live, id, in: LiveWorkspace.channel) }
            let cards = try await live.ken.messages(in: LiveWorkspace.channel).filter(\.isInChannel)
            #expect(cards.count == 5)
            #expect(await live.workspace.calls.contains { $0.outcome == "429" })
        }
    }

    @Test(arguments: [
        [Faults.CallFault.droppedAfterEffect], [.droppedBeforeEffect], [.serverError(status: 503)],
        [.refused(code: "fatal_error")], [.droppedAfterEffect, .serverError(status: 500), .droppedAfterEffect],
    ])
    func `a call without a clear answer is looked for before it is made again`(faults: [Faults.CallFault]) async throws
    {
        try await LiveWorkspace.run { live in
            await live.workspace.inject(
                Faults(
                    calls: faults.map { .init($0, on: "chat.postMessage") }
                        + faults.map { .init($0, on: "files.completeUploadExternal") }))
            let id = try await open(live, in: LiveWorkspace.channel, Samples.wholeLife(base))
            let card = try await card(live, id, in: LiveWorkspace.channel)
            let thread = try await live.rosa.wait(for: "the end") { screen in
                let thread = screen.thread(of: card)
                return thread.contains { $0.readableText.contains("The pull request is open") } ? thread : nil
            }
            let names = thread.flatMap(\.files).map(\.name)
            #expect(Set(names).count == names.count)
            let texts = thread.filter(\.files.isEmpty).map(\.readableText)
            #expect(Set(texts).count == texts.count)
            #expect(try await live.ken.messages(in: LiveWorkspace.channel).filter(\.isInChannel).count == 1)
        }
    }

    @Test func `a channel that is archived meanwhile moves the incident to the incident channel`() async throws {
        let log = RecordedLog()
        try await LiveWorkspace.run(logger: log.logger) { live in
            let id = try await open(live, in: Self.escalations, Samples.untilProposal(base))
            _ = try await card(live, id, in: Self.escalations)
            await live.workspace.archive(Self.escalations)
            try await live.record([.approved(Samples.proposal(base).digest)], of: id)
            let moved = try await live.card("Approved by", seenBy: live.rosa)
            try await live.record([.verified(Samples.verification(Samples.proposal(base)))], of: id)
            _ = try await live.rosa.wait(for: "the thread") { screen in
                screen.thread(of: moved).first { $0.readableText.contains("after the patch") || !$0.files.isEmpty }
            }
            #expect(
                log.errors.contains { $0.contains("is_archived") && $0.contains("choose a channel that is in use") })
        }
    }

    @Test func `where the escalation channel can't be reached, the call for help goes to the incident channel`()
        async throws
    {
        try await LiveWorkspace.run { live in
            await live.workspace.archive(Self.escalations)
            let id = try await open(
                live, in: LiveWorkspace.channel,
                Samples.untilProposal(base) + [
                    .escalated(Escalation(cause: .requested, summary: "Take over.", tried: []))
                ])
            _ = try await card(live, id, in: LiveWorkspace.channel)
            _ = try await live.ken.wait(for: "the call") { screen in
                let all = screen.messages(in: LiveWorkspace.channel).filter { $0.isInChannel && !$0.isEphemeral }
                return all.count == 2 ? all : nil
            }
        }
    }

    @Test func `a revoked token is one line for the operator, whatever waits`() async throws {
        let log = RecordedLog()
        try await LiveWorkspace.run(logger: log.logger) { live in
            await live.workspace.revokeToken()
            for _ in 1...4 { _ = try await open(live, in: LiveWorkspace.channel, Samples.untilProposal(base)) }
            try await eventually("four attempts") {
                await live.workspace.calls.count { $0.method == "chat.postMessage" } < 4 ? nil : ()
            }
        }
        let lines = log.errors.filter { $0.contains("token_revoked") && $0.contains("chat.postMessage") }
        #expect(lines.count == 1)
        #expect(lines.first?.contains("reinstall the app and set the new SLACK_BOT_TOKEN") == true)
    }

    @Test func `a missing scope is named once, and holds up nothing that needs none`() async throws {
        let log = RecordedLog()
        try await LiveWorkspace.run(logger: log.logger, withoutScopes: ["files:write"]) { live in
            let id = try await open(live, in: LiveWorkspace.channel, Samples.wholeLife(base))
            let card = try await card(live, id, in: LiveWorkspace.channel)
            _ = try await live.rosa.wait(for: "the end") { screen in
                screen.thread(of: card).first { $0.readableText.contains("The pull request is open") }
            }
        }
        #expect(log.errors.filter { $0.contains("missing_scope") }.count == 1)
    }

    @Test func `an edit reaches the file with all drafts`() async throws {
        try await LiveWorkspace.run { live in
            let replies = (1...300).map { CustomerReply(customer: "Customer \($0)", text: "We are sorry, \($0).") }
            let proposal = Samples.proposal(base)
            let id = try await open(
                live, in: LiveWorkspace.channel,
                Samples.untilProposal(base) + [
                    .approved(proposal.digest), .verified(Samples.verification(proposal)), .repliesDrafted(replies),
                ])
            let card = try await card(live, id, in: LiveWorkspace.channel)
            func file(_ name: String) async throws -> String {
                let files = try await live.rosa.wait(for: name) { screen in
                    let files = screen.thread(of: card).flatMap(\.files).filter { $0.name.contains("replies") }
                    return files.map(\.name) == [name] ? files : nil
                }
                return String(decoding: try await live.rosa.download(try #require(files.first)), as: UTF8.self)
            }
            #expect(try await file("incident-1-replies.md").contains("We are sorry, 250."))
            try await live.record(
                [.replyEdited(.init(customer: "Customer 250", text: "Dear you, it is mended."))], of: id)
            let text = try await file("incident-1-replies-edit-1.md")
            #expect(
                text.contains("## Customer 250\n\nDear you, it is mended.\n") && text.contains("We are sorry, 251."))
            #expect(!text.contains("We are sorry, 250."))
            #expect(await live.refusals == [])
        }
    }
}

extension ChannelMessage {
    /// Not a reply in a thread.
    fileprivate var isInChannel: Bool { threadTS == nil || threadTS == ts }
}
