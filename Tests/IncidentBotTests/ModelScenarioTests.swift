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

    @Test func `what the model thinks shows in the thread while it thinks, and once in the end`() async throws {
        let thoughts = try RehearsedThoughts()
        let script: RehearsedModelServer.Script = { call, _ in thoughts.reply(to: call) }
        try await Stage.use(model: script, secondsPerPiece: 0.3) { stage, directory in
            let rosa = stage.person()
            let player = ScenarioPlayer(person: rosa, engine: stage.bot.engine, directory: directory)
            let id = try await player.open(try Scenario.all()[0])
            func thread(_ words: String) async throws -> [String] {
                try await rosa.wait(for: words) { screen in
                    guard let card = screen.messages(in: DemoStage.incidentChannel).first else { return nil }
                    let texts = screen.thread(of: card).dropFirst().map(\.readableText)
                    return texts.contains { $0.contains(words) } ? texts : nil
                }
            }
            _ = try await thread("Why it happened: a model thinks aloud")
            _ = try await thread("the lines it cites exist")
            _ = try await thread("Patch 1: a model thinks aloud")
            let final = try await thread("Digest")
            #expect(!final.contains { $0.contains("thinks aloud") })
            #expect(final.count { $0.contains("Why it happened") } == 1 && final.count { $0.contains("Patch 1") } == 1)

            let card = try #require(try await rosa.messages(in: DemoStage.incidentChannel).first)
            try await rosa.say("@incident-bot what went wrong?", in: DemoStage.incidentChannel, thread: card.ts)
            _ = try await thread("As far as the journal tells: The code takes for granted")
            _ = try #require(try await stage.bot.engine.incident(id))
            #expect(try #require(stage.modelServer).refused == [])
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
