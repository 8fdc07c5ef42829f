import Adapters
import Domain
import Foundation
import Rehearsal
import Testing

/// What goes wrong between the bot and a model, over real HTTP: what is done about it, and the words people see.
@Suite(.timeLimit(.minutes(1))) struct ModelFaultTests {
    private static let tpm =
        "Rate limit reached for model `m` on tokens per minute (TPM): Limit 8000, Used 7000, Requested 3000. "
        + "Please try again in 11.455s. Need more tokens?"
    private static let tpd =
        "Rate limit reached for model `m` on tokens per day (TPD): Limit 100000, Used 97050, Requested 3619. "
        + "Please try again in 9m38.016s."

    private static func limit(_ message: String, type: String = "tokens") -> RehearsedReply {
        .refusal(429, headers: ["retry-after": "12"], message: message, type: type, code: "rate_limit_exceeded")
    }

    /// Asks once and returns what became of it.
    ///
    /// - Parameter hasty: the model whose silence is not borne for more than a second.
    private func outcome(
        _ replies: [RehearsedReply], names: [String] = ["openai/gpt-oss-120b"], known: Set<String> = [],
        key: String = ModelStage.key, request: ModelRequest = .plain(), impatientWith hasty: String? = nil,
        also check: @escaping @Sendable (ModelStage, Result<ModelAnswer, ModelFailure>) -> Void
    ) async throws {
        try await ModelStage.run(models: known) { _, number in
            replies[min(number, replies.count) - 1]
        } _: { stage in
            let model = FallbackLanguageModel(
                names.map { stage.model($0, key: key, stallSeconds: $0 == hasty ? 1 : 20) }, time: stage.time.modelTime)
            do throws(ModelFailure) {
                check(stage, .success(try await model.answer(request)))
            } catch {
                check(stage, .failure(error))
            }
        }
    }

    private func text(_ result: Result<ModelAnswer, ModelFailure>) -> String? { try? result.get().text }

    private func reason(_ result: Result<ModelAnswer, ModelFailure>) -> String {
        if case .failure(let failure) = result { failure.reason } else { "" }
    }

    @Test func `a minute's limit is waited for as told`() async throws {
        try await outcome([Self.limit(Self.tpm), .text("fine")]) { stage, result in
            #expect(text(result) == "fine")
            #expect(stage.time.sleeps == [11.455])
        }
    }

    @Test func `a minute's limit without a time is waited for longer and longer, and given up in the end`() async throws
    {
        let bare = RehearsedReply.refusal(429, message: "slow down (RPM)", code: "rate_limit_exceeded")
        try await outcome([bare]) { stage, result in
            #expect(reason(result) == "the limit per minute of openai/gpt-oss-120b is reached")
            #expect(stage.time.sleeps == [2, 4, 8, 16])
        }
    }

    @Test(arguments: [tpd, tpd.replacingOccurrences(of: "tokens per day (TPD)", with: "requests per day (RPD)")])
    func `a day's limit opens the circuit, and the next model answers`(message: String) async throws {
        try await outcome([Self.limit(message), .text("from the next")], names: ["m", "n"]) { stage, result in
            #expect(text(result) == "from the next")
            #expect(stage.time.sleeps == [])
            #expect(stage.server.calls.map(\.model) == ["m", "n"])
        }
    }

    @Test func `with no other model, a day's limit is said plainly, and not asked again until it is over`() async throws
    {
        try await ModelStage.run { _, number in
            number == 1 ? Self.limit(Self.tpd) : .text("back")
        } _: { stage in
            let model = stage.fallback("m")
            for _ in 1...3 {
                await #expect(throws: ModelFailure.self) { try await model.answer(.plain()) }
            }
            let failure = try await #require(throws: ModelFailure.self) { try await model.answer(.plain()) }
            #expect(failure.reason == "the daily limit of m is used up for another 10 min")
            #expect(stage.server.calls.count == 1)
            stage.time.pass(579)
            #expect(try await model.answer(.plain()).text == "back")
        }
    }

    @Test func `a request that is too large is made smaller, never sent again unchanged`() async throws {
        let refusal = RehearsedReply.refusal(
            413, message: "Request too large for model `m` on tokens per minute (TPM): Limit 8000, Requested 32979",
            type: "tokens", code: "rate_limit_exceeded")
        let data = String(repeating: "a line of the log\n", count: 2_000)
        try await outcome([refusal, refusal, .text("fits")], request: .plain(data: data)) { stage, result in
            #expect(text(result) == "fits")
            let sizes = stage.server.calls.map(\.text.utf8.count)
            #expect(sizes.count == 3 && sizes[0] > sizes[1] && sizes[1] > sizes[2])
            #expect(stage.server.calls[2].text.contains("the middle is left out"))
            #expect(stage.server.calls[2].text.contains("</data-n0nce>"))
        }
        try await outcome([refusal]) { _, result in
            #expect(reason(result) == "the request is too large for openai/gpt-oss-120b")
        }
    }

    @Test func `a wrong key asks the operator to mend it`() async throws {
        try await outcome([.text("never")], key: "wrong") { stage, result in
            #expect(reason(result) == "openai/gpt-oss-120b refused the key: check GROQ_API_KEY")
            #expect(stage.server.refused.count == 1)
        }
    }

    @Test func `a model that doesn't exist is named, and the next one answers`() async throws {
        try await outcome([.text("yes")], names: ["llama-3.3-70b-versatile", "n"], known: ["n"]) { _, result in
            #expect(text(result) == "yes")
        }
        try await outcome([.text("yes")], names: ["llama-3.3-70b-versatile"], known: ["n"]) { _, result in
            #expect(
                reason(result).hasPrefix("there is no model llama-3.3-70b-versatile at this address: check LLM_MODEL"))
        }
    }

    @Test(arguments: [500, 502, 503, 504, 498, 529])
    func `an outage is tried again a few times, then left`(status: Int) async throws {
        try await outcome([.refusal(status), .refusal(status), .text("back")]) { stage, result in
            #expect(text(result) == "back")
            #expect(stage.time.sleeps == [2, 4])
        }
        try await outcome([.refusal(status)]) { stage, result in
            #expect(reason(result) == "openai/gpt-oss-120b is not available (status \(status))")
            #expect(stage.server.calls.count == 5)
        }
    }

    @Test func `an answer without room gets more room once`() async throws {
        try await outcome([.cutAtLength(""), .text("whole")]) { stage, result in
            #expect(text(result) == "whole")
            #expect(stage.server.calls.map(\.maximumTokens) == [2_048, 4_096])
        }
        try await outcome([.cutAtLength("")]) { _, result in
            #expect(reason(result) == "openai/gpt-oss-120b ran out of room for its answer")
        }
    }

    @Test func `an empty answer is asked for again`() async throws {
        try await outcome([.text(" \n"), .text("words")]) { _, result in #expect(text(result) == "words") }
        try await outcome([.text("")]) { _, result in
            #expect(reason(result) == "openai/gpt-oss-120b gave an empty answer")
        }
    }

    @Test func `an answer that breaks off in the middle counts as none`() async throws {
        try await outcome([.brokenOff("half of it"), .text("all of it")]) { _, result in
            #expect(text(result) == "all of it")
        }
        try await outcome([.brokenOff("half of it")]) { _, result in
            #expect(
                reason(result).hasPrefix("the connection to openai/gpt-oss-120b broke off")
                    || reason(result) == "the answer of openai/gpt-oss-120b was cut off")
        }
    }

    @Test(arguments: ["<html>502</html>", "{\"choices\": []}", "{", "data: {\"choices\"\n\ndata: [DONE]\n\n"])
    func `an answer that isn't what was promised is never guessed at`(body: String) async throws {
        try await outcome([.raw(body), .text("fine")], request: .plain(schema: ModelRequest.schema)) { _, result in
            #expect(text(result) == "fine")
        }
        try await outcome([.raw(body)]) { _, result in
            #expect(reason(result).hasPrefix("openai/gpt-oss-120b gave an") || reason(result).contains("cut off"))
        }
    }

    @Test func `an error in the middle of a stream ends it`() async throws {
        let stream =
            "data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\n"
            + "data: {\"error\":{\"message\":\"over capacity\",\"type\":\"server_error\"}}\n\n"
        try await outcome([.raw(stream), .text("fine")]) { _, result in #expect(text(result) == "fine") }
    }

    @Test func `a model that says nothing for too long is left for the next one`() async throws {
        try await outcome([.stall(8), .text("awake")], names: ["m", "n"], impatientWith: "m") { _, result in
            #expect(text(result) == "awake")
        }
        try await outcome([.stall(8)], names: ["m"], impatientWith: "m") { _, result in
            #expect(reason(result) == "m did not answer in time")
        }
    }

    @Test func `a server that can't be reached is said to be that`() async throws {
        let endpoint = ModelEndpoint(baseURL: try #require(URL(string: "http://127.0.0.1:1/v1")), key: nil)
        let model = FallbackLanguageModel(
            [OpenAICompatibleLanguageModel(name: "local", endpoint: endpoint, http: CurlHTTPClient())],
            time: FakeTime().modelTime)
        let failure = try await #require(throws: ModelFailure.self) { try await model.answer(.plain()) }
        #expect(failure.reason.hasPrefix("local can't be reached ("))
    }

    @Test func `a server without schemas is asked in words`() async throws {
        let refusal = RehearsedReply.refusal(400, message: "response_format is not supported by this model")
        try await outcome([refusal, .text("{}")], request: .plain(schema: ModelRequest.schema)) { stage, result in
            #expect(text(result) == "{}")
            #expect(stage.server.calls.map(\.format) == ["json_schema", nil])
        }
    }

    @Test func `what a model wrote when it missed the schema comes back for repair`() async throws {
        let body = #"{"error":{"message":"Failed","code":"json_validate_failed","failed_generation":"{\"wrd\":1}"}}"#
        let answer = HTTPAnswer(status: 400, headers: [], body: Data(body.utf8))
        let model = OpenAICompatibleLanguageModel(
            name: "m", endpoint: ModelEndpoint(baseURL: try #require(URL(string: "http://127.0.0.1/v1")), key: nil),
            http: OneAnswer(answer: answer))
        #expect(try await model.answer(.plain(schema: ModelRequest.schema)).text == "{\"wrd\":1}")
    }
}

/// An HTTP client with one answer.
struct OneAnswer: HTTPClient {
    let answer: HTTPAnswer

    func send(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPAnswer { answer }
}
