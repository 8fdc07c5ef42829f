import Adapters
import Domain
import Foundation
import Rehearsal
import TestSupport
import Testing
import Workflows

@testable import SlackInterface

@Suite(.timeLimit(.minutes(5))) struct LiveWorkspaceTests {
    let base: CommitID

    init() throws {
        base = try #require(Samples.base)
    }

    @Test func `a person takes an incident from the form to the pull request`() async throws {
        try await LiveWorkspace.run { live in
            try await live.rosa.run(command: "/incident", in: LiveWorkspace.channel)
            let form = try await live.rosa.wait(for: "the form") { $0.views.last }
            let complaints = try await live.rosa.submit(form)
            #expect(complaints["logs"]?.contains("paste logs") == true)
            let file = FileUpload(name: "app.log", bytes: Data("KeyError <!channel>".utf8))
            let mistakes = try await live.rosa.submit(
                form, values: ["complaints": "Acme: no order"], files: ["log_files": [file]])
            #expect(mistakes.isEmpty)
            _ = try await live.card("Investigating", seenBy: live.ken)
            let id = IncidentID(rawValue: 1)
            #expect(try await live.engine.incident(id)?.intake.attachments.first?.name == "app.log")
            let life = Samples.wholeLife(base)
            try await live.record(
                [.evidenceCollected([])] + Array(life.prefix { $0.kind != .rejected }), of: id)

            let card = try await live.card("Next: you.", seenBy: live.ken)
            #expect(
                card.buttons == ["approve_patch", "edit_patch", "request_changes", "reject_patch", "escalate_incident"])
            try await live.ken.click(actionID: "reject_patch", of: card)
            let question = try await live.ken.wait(for: "the question") { $0.views.last }
            #expect(try await live.ken.submit(question, values: ["feedback": "Name the order."]).isEmpty)
            _ = try await live.card("Rejected by", seenBy: live.rosa)
            try await live.record([.patchProposed(Samples.proposal(base, attempt: 2))], of: id)
            let newer = try await live.card("Patch 2", seenBy: live.rosa)
            try await live.rosa.click(actionID: "approve_patch", of: newer)
            let done = try await live.card("Approved by", seenBy: live.rosa)
            #expect(done.ts == card.ts)
            #expect(done.buttons.isEmpty)
            try await live.ken.click(actionID: "approve_patch", of: card)
            _ = try await live.ken.wait(for: "the note") { screen in
                screen.messages(in: LiveWorkspace.channel).first { $0.isEphemeral }
            }
            let second = Samples.proposal(base, attempt: 2)
            try await live.record([.verified(Samples.verification(second))] + life.suffix(4), of: id)
            let resolved = try await live.card("Resolved", seenBy: live.rosa)
            let thread = try await live.rosa.wait(for: "the whole thread") { screen in
                let thread = screen.thread(of: resolved)
                return thread.contains { $0.readableText.contains("The pull request is open") } ? thread : nil
            }
            #expect(thread.contains { $0.files.contains { $0.name == "incident-1-postmortem.md" } })
            #expect(await live.refusals == [])
        }
    }

    @Test func `through limits, lost answers and repeated deliveries nothing is said twice`() async throws {
        try await LiveWorkspace.run { live in
            await live.workspace.inject(
                Faults(
                    calls: [
                        .init(.rateLimited(retryAfterSeconds: 1), on: "chat.postMessage"),
                        .init(.droppedAfterEffect, on: "chat.postMessage", times: 2),
                        .init(.serverError(status: 503), on: "chat.update"),
                        .init(.droppedBeforeEffect, on: "chat.postMessage"),
                    ],
                    deliveries: [
                        .init(.repeatedAtOnce(times: 2), of: .command),
                        .init(.repeatedAtOnce(times: 2), of: .interaction),
                    ]))
            try await live.rosa.run(command: "/incident KeyError & more", in: LiveWorkspace.channel)
            let id = IncidentID(rawValue: 1)
            try await live.record(Samples.untilProposal(base), of: id)
            let card = try await live.card("Next: you.", seenBy: live.ken)
            try await live.ken.click(actionID: "approve_patch", of: card)
            _ = try await live.card("Approved by", seenBy: live.ken)
            let proposal = Samples.proposal(base)
            try await live.record(
                [.verified(Samples.verification(proposal))] + Samples.wholeLife(base).suffix(4), of: id)
            let resolved = try await live.card("Resolved", seenBy: live.rosa)
            let texts = try await live.rosa.wait(for: "the end of the thread") { screen in
                let thread = screen.thread(of: resolved).map(\.readableText)
                return thread.contains { $0.contains("The pull request is open") } ? thread : nil
            }
            #expect(Set(texts).count == texts.count)
            #expect(try await live.engine.incidents(limit: 9).count == 1)
            #expect(try await live.engine.incident(id)?.decisions.count == 1)
            let cards = try await live.rosa.messages(in: LiveWorkspace.channel).filter {
                $0.threadTS == nil || $0.threadTS == $0.ts
            }.filter { !$0.isEphemeral }
            #expect(cards.count == 1)
        }
    }

    @Test(arguments: 1...12) func `the strict workspace takes every message of a hostile incident`(seed: UInt64)
        async throws
    {
        var hostile = HostileIncidents(seed: seed)
        let made = hostile.incident(base: base)
        let incident = try #require(made)
        let messages = IncidentMessages.desired(
            for: incident, links: IncidentLinks(publicURL: URL(string: "https://bot.example")))
        try await LiveWorkspace.run { live in
            try await live.post(messages)
            #expect(await live.refusals == [])
        }
    }
}

extension LiveWorkspace {
    /// Posts each message and puts it there again as an update.
    fileprivate func post(_ messages: [OutgoingMessage]) async throws {
        let address = await workspace.address
        let api = SlackWebAPI(
            apiURL: try #require(URL(string: "\(address)/api/")), token: "xoxb-rehearsal", http: CurlHTTPClient())
        let poster = MessagePoster(api: api)
        for message in messages {
            let id = IncidentID(rawValue: 1)
            let name = try await poster.post(message, of: id, to: .init(channel: Self.channel, thread: nil))
            try await poster.update(message, of: id, timestamp: name, in: Self.channel)
        }
    }
}
