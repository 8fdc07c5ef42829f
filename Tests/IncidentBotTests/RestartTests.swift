import Adapters
import Domain
import Foundation
import Rehearsal
import ServiceLifecycle
import TestSupport
import Testing
import Workflows

@testable import IncidentBot

/// The bot as a process, killed after every fact and started again, while Slack stays up.
@Suite(.serialized, .timeLimit(.minutes(10))) struct RestartTests {
    static let scenarios = TestDepth.isFull ? Array(1...7) : [7]

    @Test(arguments: scenarios)
    func `killed between any two facts, it comes to the same end with nothing twice`(number: Int) async throws {
        try await playKilling(number, onGitHub: false)
    }

    @Test func `on GitHub it is killed after every kind of call, too`() async throws {
        try await playKilling(2, onGitHub: true)
    }

    private func playKilling(_ number: Int, onGitHub: Bool) async throws {
        let scenario = try #require(try Scenario.all().first { $0.number == number })
        let theatre = try await Theatre(onGitHub: onGitHub)
        try await OwnThread.clearing({ theatre.directory.remove() }) { try await play(scenario, in: theatre) }
    }

    private func play(_ scenario: Scenario, in theatre: Theatre) async throws {
        let (incident, keys) = try await theatre.whileOpen {
            (try await theatre.playKilling(scenario), try await theatre.messageKeys())
        }

        #expect(incident.status == scenario.expect.outcome, "\(incident.escalation?.summary ?? "no word why")")
        for kind in Fact.Kind.allCases where ![.patchProposed, .assessed, .approved, .rejected].contains(kind) {
            #expect(incident.entries.count { $0.fact.kind == kind } <= 1, "\(kind.rawValue) was written twice")
        }
        #expect(incident.decisions.count == scenario.decisions.count)
        #expect(incident.proposals.count == scenario.decisions.count)
        #expect(try await theatre.database.verifyChain(of: incident.id) == nil)

        #expect(await theatre.gitHub?.standIn.pulls.count ?? 1 == 1)
        let branches = try await run(
            ["git", "for-each-ref", "--format=%(refname:short)", "refs/heads/incident"], in: theatre.published)
        #expect(branches.output.split(separator: "\n").count == 1, "one branch: \(branches.output)")
        #expect(keys.filter { $0 == "card" }.count == 1)
        #expect(Set(keys).count == keys.count, "a message stands twice: \(keys.sorted())")
    }
}
