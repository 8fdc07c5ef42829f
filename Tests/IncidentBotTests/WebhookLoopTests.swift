import Domain
import Foundation
import Rehearsal
import Testing
import Workflows

@testable import IncidentBot

@Suite(.timeLimit(.minutes(3))) struct WebhookLoopTests {
    private struct Answer: Decodable {
        let incident_id: Int
        let status: String
    }

    private func report(_ logs: String, to stage: DemoStage, query: String = "") async throws -> (Int, Answer) {
        let body = try JSONEncoder().encode(["logs": logs, "source": "monitor"])
        guard let url = URL(string: "\(stage.configuration.publicURL)/webhook/incident\(query)") else {
            throw CancellationError()
        }
        let answer = try await stage.http.send(
            HTTPRequest(
                "POST", url, headers: [(name: "Content-Type", value: "application/json")], body: body,
                timeoutSeconds: 130))
        return (answer.status, try JSONDecoder().decode(Answer.self, from: answer.body))
    }

    @Test func `a report waits for its patch, asks a person, and takes the same error in`() async throws {
        try await Stage.use { stage, _ in
            let scenario = try #require(try Scenario.all().first { $0.number == 1 })
            let (status, first) = try await report(scenario.log, to: stage, query: "?wait=120")
            #expect(status == 200 && first.status == "awaitingApproval")

            // Another report of the same error, with other words around it.
            let (accepted, second) = try await report("Seen again at noon\n" + scenario.log, to: stage)
            #expect(accepted == 202 && second.incident_id == 2)
            let (_, third) = try await report(scenario.log + "\n", to: stage, query: "?wait=60")
            #expect(third.status == "cancelled")

            let older = try #require(try await stage.bot.engine.incident(IncidentID(rawValue: first.incident_id)))
            #expect(older.recurrences.count == 2 && older.pullRequest == nil)
            #expect(older.isAwaitingDecision, "a webhook decides nothing")
        }
    }
}
