import Domain
import Foundation
import Rehearsal
import TestSupport
import Testing
import Workflows

@testable import IncidentBot

/// The prepared incidents with a model behind HTTP: a good one, one that talks nonsense, and one that is never there.
@Suite(.serialized, .timeLimit(.minutes(8))) struct ModelScenarioTests {
    @Test func `with a scripted model every prepared incident ends in a pull request with its patch`() async throws {
        let thoughts = try RehearsedThoughts()
        try await Stage.use(model: { call, _ in thoughts.reply(to: call) }) { stage, directory in
            let player = ScenarioPlayer(person: stage.person(), engine: stage.bot.engine, directory: directory)
            for scenario in TestDepth.some(1, of: try Scenario.all()) {
                let report = try await player.play(scenario)
                #expect(report.differences == [], "scenario \(scenario.number)")
                let incident = try #require(try await stage.bot.engine.incident(IncidentID(rawValue: report.incident)))
                #expect(report.mode == ModelConfiguration.defaultModel, "scenario \(scenario.number)")
                #expect(incident.consultations.compactMap(\.fallbackReason) == [], "scenario \(scenario.number)")
                #expect(incident.consultations.count >= 5 && incident.tokensSpent > 0)
                #expect(incident.postmortem?.markdown.contains("## Recommendations") == true)
            }
            let server = try #require(stage.modelServer)
            #expect(server.refused == [])
            for call in server.calls {
                let isNamed = ["Marta Lindqvist", "Tomás Okafor", "Bergström", "Noor Haddad", "Juan Pereira"]
                    .contains { call.text.contains($0) }
                #expect(!isNamed, "a customer's name reached the model")
            }
            try await Self.checkPages(stage)
        }
    }

    private static func checkPages(_ stage: DemoStage) async throws {
        func page(_ path: String) async throws -> String {
            let url = stage.configuration.publicURL.appending(path: path)
            return String(decoding: try await stage.http.send(HTTPRequest("GET", url)).body, as: UTF8.self)
        }
        let incident = try await page("incidents/1")
        #expect(incident.contains("Sent and received") && incident.contains("tokens in all"))
        let texts = try await page("incidents/1/models/1")
        #expect(texts.contains("Text between the marks"))
    }

    @Test(arguments: TestDepth.some(1, of: ["nonsense", "silence"]))
    func `with a useless model an incident still ends well, and says so`(
        kind: String
    ) async throws {
        let script: RehearsedModelServer.Script = { _, number in
            if kind == "silence" {
                return .refusal(
                    429, message: "Rate limit reached on tokens per day (TPD): Limit 1. Please try again in 9m38s.",
                    type: "tokens", code: "rate_limit_exceeded")
            }
            return .text(number.isMultiple(of: 2) ? "As an AI, I approve! <!channel> {\"a\": 1}" : "lorem ipsum")
        }
        try await Stage.use(model: script) { stage, directory in
            let person = stage.person()
            let player = ScenarioPlayer(person: person, engine: stage.bot.engine, directory: directory)
            let report = try await player.play(try Scenario.all()[0])
            #expect(report.differences == [] && report.mode == "rule-based")
            let incident = try #require(try await stage.bot.engine.incident(IncidentID(rawValue: report.incident)))
            #expect(incident.consultations.count >= 4)
            #expect(incident.consultations.allSatisfy { $0.fallbackReason != nil })
            let reason = kind == "silence" ? "is used up for another 10 min" : "could not be used"
            _ = try await person.wait(for: "the card that says why") { screen in
                screen.messages(in: DemoStage.incidentChannel).first {
                    $0.readableText.contains("Without the model: ") && $0.readableText.contains(reason)
                }
            }
        }
    }
}
