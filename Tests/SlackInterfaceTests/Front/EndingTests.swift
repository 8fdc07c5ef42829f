import Domain
import Foundation
import Rehearsal
import TestSupport
import Testing
import Workflows

@testable import SlackInterface

extension FrontTests {
    @Suite struct EndingTests {
        let base: CommitID

        init() throws {
            base = try #require(Samples.base)
        }

        private func resolved(_ live: LiveWorkspace, _ replies: [CustomerReply]) async throws -> IncidentID {
            let id = try await live.open("boom")
            let proposal = Samples.proposal(base)
            try await live.record(
                Samples.untilProposal(base) + [
                    .approved(proposal.digest), .verified(Samples.verification(proposal)), .repliesDrafted(replies),
                    .postmortemWritten(Samples.postmortem), .pullRequestOpened(Samples.pullRequest(base)), .resolved,
                ], of: id)
            return id
        }

        private func drafts(_ live: LiveWorkspace, holding words: String) async throws -> ChannelMessage {
            try await live.rosa.wait(for: "drafts with “\(words)”") { screen in
                screen.messages(in: LiveWorkspace.channel).first {
                    $0.threadTS != nil && $0.readableText.contains("Reply drafts") && $0.readableText.contains(words)
                }
            }
        }

        @Test func `a draft is edited, marked as sent, and can't be sent twice`() async throws {
            try await LiveWorkspace.run { live in
                let id = try await resolved(
                    live,
                    [.init(customer: "Acme", text: "Sorry, Acme."), .init(customer: "Öl & Co", text: "Sorry, Öl.")])
                let message = try await drafts(live, holding: "Sorry, Acme.")
                #expect(message.buttons == ["reply_sent", "reply_edit", "reply_sent", "reply_edit"])
                try await live.rosa.click(actionID: "reply_edit", of: message)
                let form = try await live.form()
                #expect(form.readableText.contains("Acme"))
                #expect(try await live.rosa.submit(form, values: ["text": "Dear Acme <!channel> 🙏"]).isEmpty)
                let edited = try await drafts(live, holding: "Dear Acme <!channel> 🙏")
                #expect(edited.ts == message.ts)
                try await live.ken.click(actionID: "reply_sent", of: edited)
                let sent = try await drafts(live, holding: "Marked as sent by")
                #expect(sent.buttons == ["reply_sent", "reply_edit"])
                try await live.ken.click(actionID: "reply_sent", of: sent)
                let all = try await live.card("2 of 2 sent", seenBy: live.rosa)
                #expect(all.readableText.contains("Next: you. Review and merge the pull request."))
                // Rosa's screen still shows the button.
                try await live.rosa.click(actionID: "reply_sent", of: sent)
                _ = try await live.threadNote(holding: "was written to already")
                let incident = try #require(try await live.engine.incident(id))
                #expect(incident.sentReplies.keys.sorted() == ["Acme", "Öl & Co"])
                #expect(incident.sentReplies["Acme"]?.by == .person(id: live.ken.user))
                #expect(incident.status == .resolved)
                #expect(await live.refusals == [])
            }
        }

        @Test func `two people sending at once write one fact`() async throws {
            try await LiveWorkspace.run { live in
                let id = try await resolved(live, [.init(customer: "Acme", text: "Sorry.")])
                let message = try await drafts(live, holding: "Acme")
                async let one: Void = live.rosa.click(actionID: "reply_sent", of: message)
                async let other: Void = live.ken.click(actionID: "reply_sent", of: message)
                _ = try await (one, other)
                let facts = try #require(try await live.engine.incident(id)).entries.map(\.fact)
                #expect(facts.count { $0 == .replySent(customer: "Acme") } == 1)
            }
        }

        @Test func `a thousand customers are a few messages and one file`() async throws {
            try await LiveWorkspace.run { live in
                let replies = (1...1_000).map {
                    CustomerReply(
                        customer: "Customer \($0) شركة", text: String(repeating: "We are sorry, \($0). ", count: 20))
                }
                _ = try await resolved(live, replies)
                let card = try await live.card("Resolved", seenBy: live.rosa)
                let thread = try await live.rosa.wait(for: "the end") { screen in
                    let thread = screen.thread(of: card)
                    return thread.contains { $0.readableText.contains("The pull request is open") } ? thread : nil
                }
                #expect(thread.count < 20)
                let file = try #require(thread.flatMap(\.files).first { $0.name == "incident-1-replies.md" })
                let text = String(decoding: try await live.rosa.download(file), as: UTF8.self)
                #expect(replies.allSatisfy { text.contains("## \($0.customer)\n") })
                #expect(await live.refusals == [])
            }
        }

        @Test func `a diff of 50,000 characters is readable on the card and whole in a file`() async throws {
            try await LiveWorkspace.run { live in
                let diff = Samples.diff + String(repeating: "+    تحديث 🔥 line\n", count: 2_900)
                #expect(diff.count > 50_000)
                let id = try await live.open("boom")
                try await live.record(
                    Array(Samples.untilProposal(base).dropLast()) + [
                        .patchProposed(Samples.proposal(base, diff: diff))
                    ],
                    of: id)
                let card = try await live.card("The whole diff is a file in the thread", seenBy: live.rosa)
                let file = try await live.rosa.wait(for: "the file") { screen in
                    screen.thread(of: card).flatMap(\.files).first { $0.name.hasSuffix(".diff") }
                }
                #expect(try await live.rosa.download(file) == Data(diff.utf8))
                #expect(await live.refusals == [])
            }
        }

        @Test func `an escalation tells its channel what is known and what was tried`() async throws {
            try await LiveWorkspace.run { live in
                let id = try await live.open("boom")
                try await live.record(
                    Samples.untilProposal(base) + [
                        .escalated(
                            Escalation(
                                cause: .attemptsUsedUp, summary: "Take over.", tried: ["Patch 1 failed its tests"]))
                    ], of: id)
                let notice = try await live.rosa.wait(for: "the notice") { screen in
                    screen.messages(in: "C01ESCALATE0").first
                }
                for words in ["Patch 1 failed its tests", "Root cause", "KeyError", "Take over."] {
                    #expect(notice.readableText.contains(words))
                }
                #expect(notice.buttons.isEmpty)
            }
        }
    }
}

extension LiveWorkspace {
    func threadNote(holding words: String) async throws -> ChannelMessage {
        try await rosa.wait(for: "a note with “\(words)”") { screen in
            screen.allMessages.last { $0.isEphemeral && $0.readableText.contains(words) }
        }
    }
}
