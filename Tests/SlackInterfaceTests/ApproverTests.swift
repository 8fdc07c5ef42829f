import Domain
import Foundation
import Rehearsal
import TestSupport
import Testing
import Workflows

@testable import SlackInterface

/// Who may decide, over HTTP against the strict workspace.
@Suite(.timeLimit(.minutes(1))) struct ApproverTests {
    let base: CommitID

    init() throws {
        base = try #require(Samples.base)
    }

    /// Opens an incident as rosa and brings it to its first patch; returns the card as ken sees it.
    func waiting(_ live: LiveWorkspace) async throws -> ChannelMessage {
        try await live.rosa.run(command: "/incident KeyError", in: LiveWorkspace.channel)
        try await live.record(Samples.untilProposal(base), of: IncidentID(rawValue: 1))
        return try await live.card("Next: you.", seenBy: live.ken)
    }

    func incident(_ live: LiveWorkspace) async throws -> Incident {
        try #require(try await live.engine.incident(IncidentID(rawValue: 1)))
    }

    func note(_ person: Person, _ words: String) async throws -> String {
        try await person.wait(for: words) { screen in
            screen.messages(in: LiveWorkspace.channel).last { $0.isEphemeral && $0.text.contains(words) }?.text
        }
    }

    @Test func `a user group decides, others are told privately who may, and the card says it`() async throws {
        let policy = ApprovalPolicy(bySeverity: [.p0: [.group("S01ONCALL00")]])
        try await LiveWorkspace.run(policy: policy) { live in
            let card = try await waiting(live)
            #expect(card.readableText.contains("Who may decide: <!subteam^S01ONCALL00>"))
            try await live.ken.click(actionID: "approve_patch", of: card)
            let words = try await note(live.ken, "You may not decide on incident 1")
            #expect(words.contains("<!subteam^S01ONCALL00>") && words.contains("P0"))
            #expect(
                try await live.rosa.messages(in: LiveWorkspace.channel).contains {
                    $0.isEphemeral && $0.text.contains("may not")
                } == false)
            #expect(try await incident(live).approval.refusals.map(\.refusal.reason) == [.notAnApprover])
            try await live.rosa.click(actionID: "approve_patch", of: card)
            _ = try await live.card("Approved by", seenBy: live.ken)
            let asked = await live.workspace.calls.count { $0.method == "usergroups.users.list" }
            #expect(asked == 1, "the answer is remembered")
            #expect(await live.refusals == [])
        }
    }

    @Test func `what was written in a form is given back when it is refused, with who may`() async throws {
        try await LiveWorkspace.run(policy: ApprovalPolicy(otherwise: [.person("U01ROSADIAZ")])) { live in
            let card = try await waiting(live)
            for (button, values, written) in [
                ("reject_patch", ["feedback": "not <@U1>"], "not <@U1>"),
                ("request_changes", ["feedback": "rather 0"], "rather 0"),
                ("edit_patch", ["diff": Samples.diff], "+        raise PaymentDeclined(order)"),
            ] {
                try await live.ken.click(actionID: button, of: card)
                let form = try await live.ken.wait(for: "the form") { $0.views.last }
                #expect(try await live.ken.submit(form, values: values).isEmpty)
                _ = try await live.ken.wait(for: "what was written") { screen in
                    screen.messages(in: LiveWorkspace.channel).last {
                        $0.isEphemeral && $0.readableText.contains("that is for <@U01ROSADIAZ>")
                            && $0.readableText.contains(written)
                    }
                }
            }
            #expect(try await incident(live).isAwaitingDecision)
            #expect(try await incident(live).approval.refusals.count == 3)
        }
    }

    @Test func `members of the channel decide, and who only looks in does not`() async throws {
        try await LiveWorkspace.run(joined: ["U01ROSADIAZ"]) { live in
            let card = try await waiting(live)
            #expect(card.readableText.contains("Who may decide: the members of this channel."))
            try await live.ken.click(actionID: "approve_patch", of: card)
            _ = try await note(live.ken, "the members of this channel")
            try await live.rosa.click(actionID: "approve_patch", of: card)
            _ = try await live.card("Approved by", seenBy: live.ken)
        }
    }

    @Test(arguments: [
        Faults.CallFault.rateLimited(retryAfterSeconds: 30), .refused(code: "missing_scope"), .serverError(status: 500),
        .delayed(.seconds(4)),
    ])
    func `where Slack can't be asked, the answer is no, with a clear note`(fault: Faults.CallFault) async throws {
        let policy = ApprovalPolicy(otherwise: [.group("S01ONCALL00")])
        try await LiveWorkspace.run(policy: policy, answersWithin: .seconds(2)) { live in
            let card = try await waiting(live)
            await live.workspace.inject(Faults(calls: [.init(fault, on: "usergroups.users.list", times: 4)]))
            try await live.rosa.click(actionID: "approve_patch", of: card)
            _ = try await note(live.rosa, "could not ask Slack whether you may decide")
            #expect(try await incident(live).isAwaitingDecision)
            #expect(try await incident(live).approval.refusals.map(\.refusal.reason) == [.unchecked])
        }
    }

    @Test func `two people approve a P0, and the card counts them`() async throws {
        try await LiveWorkspace.run(policy: ApprovalPolicy(secondApprover: [.p0])) { live in
            let card = try await waiting(live)
            #expect(card.readableText.contains("Approvals: 0 of 2"))
            try await live.rosa.click(actionID: "approve_patch", of: card)
            let half = try await live.card("Approvals: 1 of 2", seenBy: live.ken)
            #expect(half.readableText.contains("by <@U01ROSADIAZ>"))
            try await live.rosa.click(actionID: "approve_patch", of: card)
            _ = try await note(live.rosa, "You have approved this patch already")
            try await live.ken.click(actionID: "approve_patch", of: half)
            let done = try await live.card("Approved by", seenBy: live.ken)
            #expect(done.readableText.contains("<@U01ROSADIAZ> and <@U01KENITO00>"))
            #expect(await live.refusals == [])
        }
    }

    @Test func `a late click says what happened since and offers the card`() async throws {
        try await LiveWorkspace.run { live in
            let card = try await waiting(live)
            let first = Samples.proposal(base).digest
            try await live.record([.changesRequested(first, feedback: "no")], of: IncidentID(rawValue: 1))
            _ = try await live.card("Changes requested by", seenBy: live.ken)
            try await live.ken.click(actionID: "approve_patch", of: card)
            let words = try await note(live.ken, "Since then")
            #expect(words.contains("changes requested by <@U01ROSADIAZ>"))
            #expect(words.contains("/archives/C01INCIDENTS/p") && words.contains("|Open the current card>"))
            #expect(try await incident(live).decisions.count == 1)
        }
    }

    @Test func `Escalate hands over with what is known`() async throws {
        try await LiveWorkspace.run { live in
            let card = try await waiting(live)
            try await live.ken.click(actionID: "escalate_incident", of: card)
            let ended = try await live.card("Escalated", seenBy: live.rosa)
            #expect(ended.buttons.contains("approve_patch") == false)
            let notice = try await live.rosa.wait(for: "the notice") { screen in
                screen.messages(in: "C01ESCALATE0").first { $0.readableText.contains("somebody asked for it") }
            }
            #expect(notice.readableText.contains("KeyError in process_payment"))
            try await live.rosa.click(actionID: "approve_patch", of: card)
            _ = try await note(live.rosa, "was handed to a person")
        }
    }
}
