import Domain
import Foundation
import HummingbirdTesting
import TestSupport
import Testing
import Workflows

@testable import SlackInterface

@Suite struct WebLinkTests {
    let harness = SlackHarness()

    @Test func `the link to the pages is told to the person alone, and lets that person in once`() async throws {
        try await harness.run { session in
            let answer = try await session.command("web")
            #expect(answer.json?["response_type"] == "ephemeral")
            let text = try #require(answer.json?["text"]?.string)
            let address = try #require(
                text.firstMatch(of: /<(https:\/\/bot\.example\/login\/link\?key=([0-9a-f]{64}))\|/))
            let signIn = try #require(harness.signIn)
            #expect(try await signIn.use(String(address.2)) == Samples.user)
            #expect(try await signIn.use(String(address.2)) == nil)
        }
        #expect(try await harness.engine.incidents(limit: 9).isEmpty)
    }

    @Test func `the word drill opens an exercise with the rest as logs`() async throws {
        try await harness.run { session in
            let answer = try await session.command("drill KeyError: 'x'")
            #expect(answer.json?["text"]?.string?.contains("Incident 1") == true)
        }
        let incident = try #require(try await harness.engine.incident(IncidentID(rawValue: 1)))
        #expect(incident.intake.isDrill && incident.intake.logs == "KeyError: 'x'")
        let card = try #require(IncidentMessages.desired(for: incident, links: IncidentLinks(publicURL: nil)).first)
        guard case .message(let body) = card.content else { throw CancellationError() }
        #expect(body.fallback.contains("DRILL"))
        #expect(JSONValue.object(body.json).encoded.contains("DRILL · "))
    }
}

@Suite struct RecurrenceViewTests {
    private func messages(_ facts: [Fact], source: Intake.Source = .modal) throws -> [OutgoingMessage] {
        let incident = try #require(Incident.made(of: facts, from: Intake(logs: "", source: source)))
        return IncidentMessages.desired(for: incident, links: IncidentLinks(publicURL: nil))
    }

    private func recurrence(_ number: Int) -> Fact {
        .recurred(
            Recurrence(
                incident: IncidentID(rawValue: number), source: .alertmanager, count: 1, alertKey: nil, customers: []))
    }

    @Test func `what a program opened is shown once it stands for itself`() throws {
        #expect(try messages([], source: .alertmanager).isEmpty)
        #expect(try messages([.joined(IncidentID(rawValue: 1))], source: .alertmanager).isEmpty)
        #expect(try messages([.precedentsFound([])], source: .alertmanager).map(\.key) == ["card"])
        #expect(try messages([]).map(\.key) == ["card"])
    }

    @Test func `a person whose incident joined another one is told where it goes on`() throws {
        let card = try #require(try messages([.joined(IncidentID(rawValue: 7))]).first)
        guard case .message(let body) = card.content else { throw CancellationError() }
        #expect(JSONValue.object(body.json).encoded.contains("Joined incident 7"))
    }

    @Test func `a storm is one message that changes at milestones`() throws {
        var contents: Set<String> = []
        for count in 1...100 {
            let all = try messages((1...count).map { recurrence($0 + 1) })
            #expect(all.map(\.key) == ["card", "recurrences"])
            contents.insert(all[1].contentDigest)
        }
        #expect(contents.count == 9)
        #expect(
            [1, 2, 3, 4, 5, 9, 10, 29, 100, 4_711].map(RecurrenceView.milestone) == [
                1, 2, 3, 3, 5, 5, 10, 20, 100, 3_000,
            ])
    }
}
