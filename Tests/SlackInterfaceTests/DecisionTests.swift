import Domain
import Foundation
import Hummingbird
import HummingbirdTesting
import TestSupport
import Testing
import Workflows

@testable import SlackInterface

@Suite struct DecisionTests {
    let harness = SlackHarness()
    let base: CommitID

    init() throws {
        base = try #require(Samples.base)
    }

    /// An incident whose first patch waits for a decision.
    func awaitingIncident() async throws -> DecisionTarget {
        let id = try await harness.engine.open(Samples.intake, by: .person(id: Samples.user), key: "k")
        try await record(Samples.untilProposal(base), of: id)
        return DecisionTarget(incident: id, digest: Samples.proposal(base).digest)
    }

    func record(_ facts: [Fact], of id: IncidentID) async throws {
        for fact in facts {
            _ = try await harness.engine.record(fact, of: id, by: fact.kind.usualActor(person: Samples.user))
        }
    }

    var notes: [String] {
        harness.slack.calls(of: "response_url").compactMap { $0.arguments["text"]?.string }
    }

    func decisions(_ id: IncidentID) async throws -> [Incident.Decision] {
        try await harness.engine.incident(id)?.decisions ?? []
    }

    @Test func `a click on Approve becomes a decision, in silence`() async throws {
        let target = try await awaitingIncident()
        try await harness.run { session in
            let answer = try await session.click("approve_patch", target.encoded)
            #expect(answer.status == .ok)
        }
        let decision = try #require(try await decisions(target.incident).first)
        #expect(decision.answer == .approved)
        #expect(decision.digest == target.digest)
        #expect(decision.by == .person(id: Samples.user))
        #expect(notes.isEmpty)
    }

    @Test func `of two clicks at once one counts and the other person is told`() async throws {
        let target = try await awaitingIncident()
        try await harness.run { session in
            async let one = session.click("approve_patch", target.encoded, by: "U0000000A")
            async let other = session.click("approve_patch", target.encoded, by: "U0000000B")
            let statuses = try await [one.status, other.status]
            #expect(statuses == [.ok, .ok])
        }
        #expect(try await decisions(target.incident).count == 1)
        #expect(notes.count == 1)
        #expect(notes.first?.contains("approved by <@U0000000") == true)
    }

    @Test func `a click on an old card changes nothing and says that a newer patch waits`() async throws {
        let old = try await awaitingIncident()
        try await record(
            [.rejected(old.digest, feedback: "no"), .patchProposed(Samples.proposal(base, attempt: 2))],
            of: old.incident)
        try await harness.run { session in
            let other = DecisionTarget(incident: old.incident, digest: ProposalDigest(rawValue: "0000"))
            _ = try await session.click("approve_patch", other.encoded)
            _ = try await session.click("reject_patch", old.encoded)
        }
        #expect(try await decisions(old.incident).count == 1)
        #expect(notes.contains { $0.contains("This card is old") })
        #expect(notes.contains { $0.contains("rejected by <@\(Samples.user)>") })
        #expect(harness.slack.calls(of: "views.open").isEmpty)
    }

    @Test func `a click on a closed incident says how it ended`() async throws {
        let target = try await awaitingIncident()
        try await record([.cancelled(reason: "false alarm")], of: target.incident)
        try await harness.run { session in _ = try await session.click("approve_patch", target.encoded) }
        #expect(notes.first?.contains("was cancelled") == true)
    }

    @Test(arguments: [#"{"incident":99,"digest":"ab"}"#, "", "nonsense", #"{"incident":"1"}"#, "9223372036854775808"])
    func `a button that names nothing we know is answered in words`(value: String) async throws {
        try await harness.run { session in
            let approve = try await session.click("approve_patch", value)
            let reject = try await session.click("reject_patch", value)
            #expect([approve.status, reject.status] == [.ok, .ok])
        }
        #expect(notes.count == 2)
        #expect(notes.allSatisfy { $0.contains("know incident 99") || $0.contains("can't be read") })
    }

    @Test func `Reject asks for feedback, and the feedback is what the journal holds`() async throws {
        let target = try await awaitingIncident()
        try await harness.run { session in
            #expect(try await session.click("reject_patch", target.encoded).status == .ok)
            let answer = try await session.reject(target, "Name the \"order\" in the error.")
            #expect(answer.status == .ok)
            #expect(answer.body.readableBytes == 0)
        }
        let view = try #require(harness.slack.calls(of: "views.open").first?.arguments["view"])
        #expect(view["callback_id"] == "reject_patch")
        let metadata = try #require(view["private_metadata"]?.string.flatMap(DecisionTarget.init(encoded:)))
        #expect(metadata.digest == target.digest && metadata.incident == target.incident)
        #expect(metadata.channel != nil)
        #expect(view["blocks"]?.array?.last?["block_id"] == "feedback")
        #expect(view["blocks"]?.array?.last?["optional"] == false)
        #expect(
            try await decisions(target.incident).map(\.answer) == [
                .rejected(feedback: "Name the \"order\" in the error.")
            ])
    }

    @Test func `feedback of white space is asked for again`() async throws {
        let target = try await awaitingIncident()
        try await harness.run { session in
            let answer = try await session.reject(target, " \n ")
            #expect(answer.json?["response_action"] == "errors")
            #expect(answer.json?["errors"]?["feedback"] != nil)
        }
        #expect(try await decisions(target.incident).isEmpty)
    }

    @Test func `a repeated rejection counts once, and one that comes too late gives back what was written`()
        async throws
    {
        var target = try await awaitingIncident()
        target.channel = Samples.channel
        let view = UUID().uuidString
        try await harness.run { [target] session in
            for feedback in ["too broad", "too broad"] {
                let answer = try await session.reject(target, feedback, view: view)
                #expect(answer.json == nil)
            }
            let late = try await session.reject(target, "something else")
            #expect(late.json == nil)
        }
        #expect(try await decisions(target.incident).count == 1)
        let told = harness.slack.calls(of: "chat.postEphemeral").map(\.arguments)
        #expect(told.count == 1)
        #expect(told.first?.encoded.contains("rejected by <@\(Samples.user)>") == true)
        #expect(told.first?.encoded.contains("something else") == true)
    }
}
