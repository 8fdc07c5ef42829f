import Domain
import Foundation
import Rehearsal
import TestSupport
import Testing
import Workflows

@testable import SlackInterface

/// Replies in the thread, over HTTP against the strict workspace. Answers come from scripted facts here.
@Suite(.timeLimit(.minutes(1))) struct ThreadTests {
    let base: CommitID
    let id = IncidentID(rawValue: 1)

    init() throws {
        base = try #require(Samples.base)
    }

    func waiting(_ live: LiveWorkspace) async throws -> ChannelMessage {
        try await live.rosa.run(command: "/incident KeyError", in: LiveWorkspace.channel)
        try await live.record(Samples.untilProposal(base), of: id)
        return try await live.card("Next: you.", seenBy: live.ken)
    }

    func incident(_ live: LiveWorkspace, _ isDone: @Sendable (Incident) -> Bool) async throws -> Incident {
        try await live.incident(id, isDone)
    }

    @Test func `a question is one fact and one answer, however often Slack delivers it`() async throws {
        try await LiveWorkspace.run { live in
            let card = try await waiting(live)
            await live.workspace.inject(
                Faults(deliveries: [
                    .init(.repeatedAtOnce(times: 3), of: .event), .init(.repeated(times: 2), of: .event),
                ]))
            // A mention arrives as two events with one timestamp.
            try await live.ken.say("@incident-bot why", in: LiveWorkspace.channel, thread: card.ts)
            let asked = try await incident(live) { !$0.conversation.questions.isEmpty }
            let question = try #require(asked.conversation.questions.first?.question)
            #expect(question.topic == .why)
            let answer = ThreadAnswer(
                message: question.message, title: "Root cause: <!channel> *x*", paragraphs: ["Because <@U1>."],
                code: "a\nb",
                citations: [
                    .fact(sequence: 5, kind: .diagnosed), .source(Samples.location), .knowledge(Samples.precedent),
                ])
            try await live.record([.answered(answer)], of: id)
            let shown = try await live.ken.wait(for: "the answer") { screen in
                screen.thread(of: card).first { $0.readableText.contains("Root cause: <!channel>") }
            }
            #expect(shown.readableText.contains("Journal, entry 5: diagnosed"))
            #expect(shown.readableText.contains("payment_service.py:87"))
            try await live.ken.say("thanks, I'll look", in: LiveWorkspace.channel, thread: card.ts)
            try await live.mia.say("status", in: LiveWorkspace.channel)
            try await live.mia.say("status", in: LiveWorkspace.channel, thread: card.ts)
            let later = try await incident(live) { $0.conversation.questions.count > 1 }
            #expect(later.conversation.questions.map(\.question.topic) == [.why, .status])
            #expect(await live.refusals == [])
        }
    }

    @Test func `a pasted log is offered, added by a click, and outdates the patch that waits`() async throws {
        try await LiveWorkspace.run { live in
            let card = try await waiting(live)
            let log = "2026-03-02T09:30:00Z ERROR order-service ValueError: <b> & bad"
            try await live.mia.say(log, in: LiveWorkspace.channel, thread: card.ts)
            let offer = try await live.ken.wait(for: "the offer") { screen in
                screen.thread(of: card).first { $0.buttons == ["add_evidence", "ignore_evidence"] }
            }
            #expect(offer.readableText.contains("This looks like a log"))
            try await live.ken.click(actionID: "add_evidence", of: offer)
            let added = try await incident(live) { $0.round.number == 2 }
            #expect(added.pastedLogs.last == log, "as it was typed")
            let outdated = try await live.card("is outdated", seenBy: live.rosa)
            #expect(outdated.buttons.isEmpty)
            try await live.rosa.click(actionID: "approve_patch", of: card)
            _ = try await live.rosa.wait(for: "the note") { screen in
                screen.messages(in: LiveWorkspace.channel).last {
                    $0.isEphemeral && $0.text.contains("evidence added by")
                }
            }
            _ = try await live.ken.wait(for: "the outcome") { screen in
                screen.thread(of: card).first {
                    $0.readableText.contains("Added by <@U01KENITO00>") && $0.buttons.isEmpty
                }
            }
            try await live.rosa.click(actionID: "ignore_evidence", of: offer)
            _ = try await live.rosa.wait(for: "the second note") { screen in
                screen.messages(in: LiveWorkspace.channel).last {
                    $0.isEphemeral && $0.text.contains("answered this already")
                }
            }
            #expect(await live.refusals == [])
        }
    }

    @Test func `files in the thread are offered by what they are, and an ignored one changes nothing`() async throws {
        try await LiveWorkspace.run { live in
            let card = try await waiting(live)
            let file = FileUpload(name: "more.log", bytes: Data("ERROR".utf8))
            try await live.mia.say("", in: LiveWorkspace.channel, thread: card.ts, files: [file])
            let offer = try await live.mia.wait(for: "the offer") { screen in
                screen.thread(of: card).first { $0.buttons.contains("ignore_evidence") }
            }
            #expect(offer.readableText.contains("more.log"))
            try await live.mia.click(actionID: "ignore_evidence", of: offer)
            let ignored = try await incident(live) { $0.conversation.offers.first?.outcome != nil }
            #expect(ignored.round.number == 1 && ignored.isAwaitingDecision)
            let patch = FileUpload(name: "fix.diff", bytes: Data(Samples.diff.utf8))
            try await live.ken.say("try this", in: LiveWorkspace.channel, thread: card.ts, files: [patch])
            let second = try await live.ken.wait(for: "the second offer") { screen in
                screen.thread(of: card).first { $0.readableText.contains("This looks like a patch") }
            }
            try await live.ken.click(actionID: "add_evidence", of: second)
            let submitted = try await incident(live) { $0.approval.submission != nil }
            guard case .file(let attachment) = submitted.approval.submission?.submission.source else {
                Issue.record("no file was handed in")
                return
            }
            #expect(attachment.name == "fix.diff")
            #expect(submitted.approval.submission?.by == .person(id: "U01KENITO00"))
        }
    }

    @Test func `Edit shows the patch, names what is wrong in it, and hands in what was changed`() async throws {
        try await LiveWorkspace.run { live in
            let card = try await waiting(live)
            try await live.ken.click(actionID: "edit_patch", of: card)
            let form = try await live.ken.wait(for: "the form") { $0.views.last }
            let shown = form.blocks.first { $0["block_id"] == "diff" }?["element"]?["initial_value"]?.text
            #expect(shown?.contains("+        raise PaymentDeclined(order)") == true)
            #expect(shown?.contains("diff --git") == false)
            let broken = try await live.ken.submit(form, values: ["diff": "--- a/x\n+++ b/x\n@@ -1,1 +1,1 @@\n*x\n"])
            #expect(broken["diff"]?.contains("Line 4 of the patch: hunk 1") == true)
            let edited = Samples.diff.replacing("PaymentDeclined", with: "CardDeclined")
            #expect(try await live.ken.submit(form, values: ["diff": edited, "explanation": "Better name."]).isEmpty)
            let submitted = try await incident(live) { $0.approval.submission != nil }
            #expect(submitted.approval.submission?.submission.explanation == "Better name.")
            try await live.record([.submissionRefused(.init(reason: "Hunk 1 of a.py, line 2: <!here>"))], of: id)
            let told = try await live.ken.wait(for: "the refusal") { screen in
                screen.thread(of: card).first { $0.readableText.contains("was not taken") }
            }
            #expect(told.readableText.contains("CardDeclined"), "what was written isn't lost")
            #expect(await live.refusals == [])
        }
    }

    @Test func `retry in the thread sets the patch aside and keeps the hint`() async throws {
        try await LiveWorkspace.run(policy: ApprovalPolicy(otherwise: [.person("U01KENITO00")])) { live in
            let card = try await waiting(live)
            try await live.mia.say("retry use zero", in: LiveWorkspace.channel, thread: card.ts)
            _ = try await live.mia.wait(for: "the note") { screen in
                screen.messages(in: LiveWorkspace.channel).last { $0.isEphemeral && $0.text.contains("may not decide") }
            }
            try await live.ken.say("retry use zero", in: LiveWorkspace.channel, thread: card.ts)
            let again = try await incident(live) { $0.proposal == nil }
            #expect(again.guidance == ["use zero"])
            _ = try await live.card("was set aside", seenBy: live.ken)
        }
    }

    @Test func `reminders call those who may decide, and the call for help goes to its channel`() async throws {
        let policy = ApprovalPolicy(otherwise: [.person("U01KENITO00"), .group("S01ONCALL00")])
        try await LiveWorkspace.run(policy: policy) { live in
            let card = try await waiting(live)
            let digest = Samples.proposal(base).digest
            try await live.record([.reminded(Reminder(digest: digest, number: 1)), .decisionOverdue(digest)], of: id)
            let reminder = try await live.ken.wait(for: "the reminder") { screen in
                screen.thread(of: card).first { $0.readableText.contains("still waits for a decision") }
            }
            #expect(reminder.readableText.contains("<@U01KENITO00> <!subteam^S01ONCALL00>"))
            _ = try await live.ken.wait(for: "the call") { screen in
                screen.messages(in: "C01ESCALATE0").first {
                    $0.readableText.contains("Nobody has decided on incident 1")
                }
            }
            let late = try await live.card("Nobody decided in time", seenBy: live.ken)
            #expect(late.buttons.contains("approve_patch"))
            let expired = Escalation(cause: .unanswered, summary: "Nobody decided.", tried: [])
            try await live.record([.escalated(expired)], of: id)
            _ = try await live.card("Escalated", seenBy: live.ken)
            try await live.ken.click(actionID: "approve_patch", of: card)
            _ = try await live.ken.wait(for: "the note") { screen in
                screen.messages(in: LiveWorkspace.channel).last {
                    $0.isEphemeral && $0.text.contains("the approval expired")
                }
            }
            #expect(await live.refusals == [])
        }
    }
}
