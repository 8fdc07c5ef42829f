import Adapters
import Domain
import Foundation
import Synchronization
import TestSupport
import Testing

@Suite struct MeteredPortsTests {
    /// Writes down what it is told. The lock is the `Mutex`.
    private final class Notebook: Meter {
        private let notes = Mutex<[String: Double]>([:])

        func add(_ amount: Double, to metric: Metric, _ labels: [String]) {
            notes.withLock { $0[Self.name(metric, labels), default: 0] += amount }
        }

        func set(_ metric: Metric, _ labels: [String], to value: Double) {
            notes.withLock { $0[Self.name(metric, labels)] = value }
        }

        func observe(_ seconds: Double, in metric: Metric, _ labels: [String]) {
            notes.withLock { $0[Self.name(metric, labels), default: 0] += 1 }
        }

        var all: [String: Double] { notes.withLock { $0 } }

        private static func name(_ metric: Metric, _ labels: [String]) -> String {
            "\(metric.name) \(labels.joined(separator: " "))"
        }
    }

    private struct Model: LanguageModel {
        let name = "m"
        let result: Result<ModelAnswer, ModelFailure>

        func answer(
            _ request: ModelRequest, to listener: AnswerListener?
        ) async throws(ModelFailure) -> ModelAnswer { try result.get() }
    }

    private let request = ModelRequest(purpose: "test", messages: [], nonce: "1")

    @Test func `calls of a model are counted with their tokens and the provider's limit`() async throws {
        let notebook = Notebook()
        let answer = ModelAnswer(
            text: "yes", usage: ModelUsage(prompt: 30, completion: 4), model: "m",
            rate: ModelRate(tokensPerMinute: 8_000, remaining: 7_000, resetSeconds: 9))
        let model = MeteredLanguageModel(Model(result: .success(answer)), meter: notebook)
        for _ in 1...2 { _ = try await model.answer(request) }
        #expect(
            notebook.all == [
                "incident_bot_model_calls_total m answered": 2, "incident_bot_model_tokens_total m prompt": 60,
                "incident_bot_model_tokens_total m completion": 8, "incident_bot_model_minute_tokens_left m": 7_000,
                "incident_bot_model_minute_tokens_limit m": 8_000,
            ])
    }

    @Test(arguments: [
        (ModelFailure.Remedy.wait(seconds: 3), "limited"), (.nextModel(forSeconds: 9), "out"), (.shrink, "too_large"),
        (.withoutSchema, "refused"), (.operatorError, "misconfigured"), (.giveUp, "failed"),
    ])
    func `calls that fail are counted by what went wrong`(remedy: ModelFailure.Remedy, outcome: String) async throws {
        let notebook = Notebook()
        let failure = ModelFailure(remedy, "no", model: "m")
        let model = MeteredLanguageModel(Model(result: .failure(failure)), meter: notebook)
        await #expect(throws: failure) { try await model.answer(request) }
        #expect(notebook.all == ["incident_bot_model_calls_total m \(outcome)": 1])
    }

    @Test func `searches are timed by kind and by whether anything was found`() async throws {
        let notebook = Notebook()
        let knowledge = MeteredKnowledgeBase(InMemoryKnowledgeBase(), meter: notebook)
        _ = try await knowledge.search(KnowledgeQuery(prose: "nothing"), kind: .runbook, limit: 3)
        #expect(notebook.all == ["incident_bot_retrieval_seconds runbook nothing": 1])
    }
}
