import Adapters
import Domain
import Foundation
import Logging
import Rehearsal
import ServiceLifecycle
import TestSupport
import Testing

/// A rehearsed model server on loopback, and models that speak to it over HTTP.
struct ModelStage: Sendable {
    static let key = "gsk_rehearsal"

    let server: RehearsedModelServer
    let url: URL
    let time = FakeTime()

    /// Runs the server for as long as a closure runs.
    static func run(
        models: Set<String> = [], script: @escaping RehearsedModelServer.Script,
        _ body: @escaping @Sendable (ModelStage) async throws -> Void
    ) async throws {
        let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let server = RehearsedModelServer(port: 0, key: key, models: models, logger: quiet, script: script)
        try await ServiceGroup.run([server], logger: quiet) {
            let origin = try #require(await server.origin)
            try await body(ModelStage(server: server, url: origin.appending(path: "v1")))
        }
    }

    func model(
        _ name: String = "openai/gpt-oss-120b", key: String = key, dialect: ModelEndpoint.Dialect = .groq,
        timeoutSeconds: Double = 20, stallSeconds: Double = 20
    ) -> OpenAICompatibleLanguageModel {
        let endpoint = ModelEndpoint(
            baseURL: url, key: key, dialect: dialect, timeoutSeconds: timeoutSeconds, stallSeconds: stallSeconds,
            keySetting: "GROQ_API_KEY")
        return OpenAICompatibleLanguageModel(name: name, endpoint: endpoint, http: CurlHTTPClient())
    }

    func fallback(_ names: String..., key: String = key) -> FallbackLanguageModel {
        FallbackLanguageModel(names.map { model($0, key: key) }, time: time.modelTime)
    }
}

/// Time that passes only by sleeping.
final class FakeTime: Sendable {
    private struct State {
        var now = 0.0
        var sleeps: [Double] = []
        var isHeld = false
        /// How many have gone to sleep and not woken yet.
        var sleepers = 0
    }

    private let state = Watched(State())

    var sleeps: [Double] { state.value.sleeps }
    var now: Double { state.value.now }

    /// Nobody who sleeps wakes until `release`.
    func hold() { state.change { $0.isHeld = true } }
    func release() { state.change { $0.isHeld = false } }

    /// Returns once so many sleep.
    func sleepers(_ count: Int) async throws { try await state.wait { $0.sleepers == count } }

    var modelTime: ModelTime {
        ModelTime(
            now: { self.now },
            sleep: { seconds in
                self.state.change { $0.sleepers += 1 }
                defer { self.state.change { $0.sleepers -= 1 } }
                try await self.state.wait { !$0.isHeld }
                try Task.checkCancellation()
                self.state.change { state in
                    state.now += seconds
                    state.sleeps.append(seconds)
                }
                await Task.yield()
            },
            chance: { 0 })
    }

    func pass(_ seconds: Double) { state.change { $0.now += seconds } }
}

extension ModelRequest {
    static func plain(_ text: String = "Hello", data: String = "", schema: AnswerSchema? = nil) -> ModelRequest {
        ModelRequest(
            purpose: "test",
            messages: [
                ModelMessage(.system, [.words("Answer in JSON where asked.")]),
                ModelMessage(.user, [.words(text), .data(label: "log", data)]),
            ], schema: schema, maximumTokens: 2_048, nonce: "n0nce")
    }

    static let schema = AnswerSchema(
        name: "word",
        json:
            #"{"type":"object","additionalProperties":false,"required":["word"],"properties":{"word":{"type":"string"}}}"#
    )
}
