package import Domain

/// One model behind OpenAI's chat completions, as Groq, OpenAI, vLLM, Ollama and llama.cpp offer them.
///
/// Answers are streamed, so that they are heard as they come and a stall is noticed; those that keep a schema come whole.
/// Sends each request once: waiting, shrinking and other models are `FallbackLanguageModel`'s business.
package struct OpenAICompatibleLanguageModel: LanguageModel {
    package let name: String
    private let endpoint: ModelEndpoint
    private let exchange: ModelExchange

    package init(name: String, endpoint: ModelEndpoint, http: any HTTPClient) {
        self.name = name
        self.endpoint = endpoint
        exchange = ModelExchange(model: name, endpoint: endpoint, http: http)
    }

    package func answer(
        _ request: ModelRequest, to listener: AnswerListener?
    ) async throws(ModelFailure) -> ModelAnswer {
        let body = ChatRequestBody(request, model: name, endpoint: endpoint)
        let key = endpoint.key.map { [(name: "authorization", value: "Bearer \($0)")] } ?? []
        let answer = try await exchange.open(
            "chat/completions", body: body.json, headers: key, isStream: body.isStream)
        guard answer.head.status == 200 else {
            let failure = ChatFailureReading(
                try await exchange.whole(answer), model: name, keySetting: endpoint.keySetting)
            if let broken = failure.failedGeneration { return ModelAnswer(text: broken, model: name) }
            throw failure.failure
        }
        var result =
            body.isStream
            ? try await exchange.stream(answer, through: ChatStreamReading(model: name), to: listener)
            : try ChatAnswerReading(model: name).whole(try await exchange.whole(answer).body)
        if result.usage.total == 0 { result.usage = request.estimatedUsage(of: result) }
        result.rate = ModelRate(answer.head)
        return result
    }
}
