import Domain
import Foundation
import Rehearsal
import TestSupport
import Testing
import Workflows

@testable import SlackInterface

/// Deliveries that come late, and in another order than they were made.
@Suite(.timeLimit(.minutes(1))) struct DeliveryOrderTests {
    private let id = IncidentID(rawValue: 1)
    let base: CommitID

    init() throws {
        base = try #require(Samples.base)
    }

    private func waiting(_ live: LiveWorkspace) async throws -> ChannelMessage {
        try await live.rosa.run(command: "/incident KeyError", in: LiveWorkspace.channel)
        try await live.record(Samples.untilProposal(base), of: id)
        return try await live.card("Next: you.", seenBy: live.ken)
    }

    @Test func `a question that comes after a later one is answered all the same`() async throws {
        try await LiveWorkspace.run { live in
            let card = try await waiting(live)
            await live.workspace.inject(Faults(deliveries: [.init(.late, of: .event, holding: "why")]))
            try await live.ken.say("why", in: LiveWorkspace.channel, thread: card.ts)
            try await live.mia.say("diff", in: LiveWorkspace.channel, thread: card.ts)
            _ = try await live.incident(id) { $0.conversation.questions.map(\.question.topic) == [.diff] }
            await live.workspace.deliverLate()
            _ = try await live.incident(id) { $0.conversation.questions.map(\.question.topic) == [.diff, .why] }
            #expect(await live.refusals == [])
        }
    }

    @Test func `a click that comes after the decision of somebody else changes nothing, and is told so`() async throws {
        try await LiveWorkspace.run { live in
            let card = try await waiting(live)
            await live.workspace.inject(Faults(deliveries: [.init(.late, of: .interaction)]))
            async let late: Void = live.ken.click(actionID: "approve_patch", of: card)
            try await live.heldBack()
            try await live.rosa.click(actionID: "escalate_incident", of: card)
            _ = try await live.incident(id) { $0.status == .escalated }
            await live.workspace.deliverLate()
            try await late
            _ = try await live.ken.wait(for: "the note") { screen in
                screen.messages(in: LiveWorkspace.channel).last {
                    $0.isEphemeral && $0.text.contains("Nothing was changed")
                }
            }
            #expect(try await live.engine.incident(id)?.decisions.isEmpty == true)
        }
    }

    @Test func `an incident's command that comes late opens it once`() async throws {
        try await LiveWorkspace.run { live in
            await live.workspace.inject(
                Faults(deliveries: [.init(.late, of: .command), .init(.repeated(times: 2), of: .command)]))
            async let late: Void = live.rosa.run(command: "/incident open one", in: LiveWorkspace.channel)
            try await live.heldBack()
            try await live.rosa.run(command: "/incident open two", in: LiveWorkspace.channel)
            await live.workspace.deliverLate()
            try await late
            let logs = try await live.engine.incidents(limit: 9).map(\.intake.logs)
            #expect(logs == ["one", "two"])
        }
    }

    @Test func `a form whose trigger has expired is said so, and nothing else is lost`() async throws {
        try await LiveWorkspace.run { live in
            let card = try await waiting(live)
            await live.workspace.inject(Faults(calls: [.init(.refused(code: "expired_trigger_id"), on: "views.open")]))
            try await live.ken.click(actionID: "reject_patch", of: card)
            _ = try await live.ken.wait(for: "the note") { screen in
                screen.messages(in: LiveWorkspace.channel).last {
                    $0.isEphemeral && $0.text.contains("could not be opened in time")
                }
            }
            try await live.ken.click(actionID: "reject_patch", of: card)
            _ = try await live.ken.wait(for: "the form") { $0.views.last }
        }
    }

    @Test func `right-to-left text and emoji stay within their lines, on the card and in the thread`() async throws {
        try await LiveWorkspace.run { live in
            let title = "شاشة الدفع \u{202E}evil\u{202C} 🔥👩‍👩‍👧‍👦 <!channel> *bold*"
            let logs = "خطأ: لا يوجد مفتاح 'معاملة' 🔥"
            try await live.rosa.run(command: "/incident open \(logs)", in: LiveWorkspace.channel)
            try await live.record([.correlated(Samples.correlation(title: title))], of: id)
            let card = try await live.card("شاشة الدفع", seenBy: live.ken)
            #expect(!card.readableText.unicodeScalars.contains("\u{202E}"))
            #expect(card.readableText.contains("🔥👩‍👩‍👧‍👦") && card.readableText.contains("<!channel>"))
            #expect(try await live.engine.incident(id)?.intake.logs == logs)
            try await live.mia.say("@incident-bot ما السبب؟ 🤔", in: LiveWorkspace.channel, thread: card.ts)
            let asked = try await live.incident(id) { !$0.conversation.questions.isEmpty }
            #expect(asked.conversation.questions.first?.question.text == "ما السبب؟ 🤔")
            #expect(await live.refusals == [])
        }
    }
}

extension LiveWorkspace {
    /// Returns when a delivery is held back.
    fileprivate func heldBack() async throws {
        try await eventually("a late delivery") { await workspace.lateDeliveries > 0 ? () : nil }
    }
}
