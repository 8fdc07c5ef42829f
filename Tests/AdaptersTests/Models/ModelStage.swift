import Adapters
import Domain
import Foundation
import Logging
import Rehearsal
import ServiceLifecycle
import Synchronization
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
        let port = try Loopback.freePort()
        let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let server = RehearsedModelServer(port: port, key: key, models: models, logger: quiet, script: script)
        let services = ServiceGroup(services: [server], logger: quiet)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try? await services.run() }
            let stage = ModelStage(server: server, url: try #require(URL(string: "http://127.0.0.1:\(port)/v1")))
            let result: Result<Void, any Error>
            do {
                try await stage.waitUntilUp(port: port)
                result = .success(try await body(stage))
            } catch {
                result = .failure(error)
            }
            await services.triggerGracefulShutdown()
            try result.get()
        }
    }

    private func waitUntilUp(port: Int) async throws {
        let health = HTTPRequest("GET", try #require(URL(string: "http://127.0.0.1:\(port)/health")), timeoutSeconds: 1)
        let http = CurlHTTPClient()
        for _ in 1...200 {
            if (try? await http.send(health))?.status == 200 { return }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    func model(
        _ name: String = "openai/gpt-oss-120b", key: String = key, dialect: ModelEndpoint.Dialect = .groq,
        timeoutSeconds: Double = 20, stallSeconds: Double = 1
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
    private let state = Mutex((now: Date(timeIntervalSince1970: 1_772_443_800), sleeps: [Double](), isHeld: false))

    var sleeps: [Double] { state.withLock { $0.sleeps } }
    var now: Date { state.withLock { $0.now } }

    /// Nobody who sleeps wakes until `release`.
    func hold() { state.withLock { $0.isHeld = true } }
    func release() { state.withLock { $0.isHeld = false } }

    var modelTime: ModelTime {
        ModelTime(
            now: { self.now },
            sleep: { seconds in
                while self.state.withLock({ $0.isHeld }) { await Task.yield() }
                try Task.checkCancellation()
                self.state.withLock { state in
                    state.now += seconds
                    state.sleeps.append(seconds)
                }
                await Task.yield()
            },
            chance: { 0 })
    }

    func pass(_ seconds: Double) { state.withLock { $0.now += seconds } }
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
