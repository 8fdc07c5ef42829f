package import Domain
import Foundation

/// One model behind OpenAI's chat completions, as Groq, OpenAI, vLLM, Ollama and llama.cpp offer them.
///
/// Plain text is streamed, so that a stall is noticed; answers with a schema or tools come whole. Sends each request once:
/// waiting, shrinking and other models are `FallbackLanguageModel`'s business.
package struct OpenAICompatibleLanguageModel: LanguageModel {
    package let name: String
    private let endpoint: ModelEndpoint
    private let http: any HTTPClient

    package init(name: String, endpoint: ModelEndpoint, http: any HTTPClient) {
        self.name = name
        self.endpoint = endpoint
        self.http = http
    }

    package func answer(_ request: ModelRequest) async throws(ModelFailure) -> ModelAnswer {
        let body = ChatRequestBody(request, model: name, endpoint: endpoint)
        let key = endpoint.key.map { [(name: "authorization", value: "Bearer \($0)")] } ?? []
        let answer: HTTPAnswer
        do throws(HTTPFailure) {
            answer = try await http.send(
                endpoint.request("chat/completions", body: try encoded(body), headers: key, isStream: body.isStream))
        } catch {
            throw endpoint.failure(error, model: name)
        }
        let reading = ChatAnswerReading(model: name)
        guard answer.status == 200 else {
            let failure = ChatFailureReading(answer, model: name, keySetting: endpoint.keySetting)
            if let broken = failure.failedGeneration { return ModelAnswer(text: broken, model: name) }
            throw failure.failure
        }
        var result = body.isStream ? try reading.stream(answer.body) : try reading.whole(answer.body)
        result.rate = ModelRate(answer)
        return result
    }

    private func encoded(_ body: ChatRequestBody) throws(HTTPFailure) -> Data {
        do {
            return try JSONSerialization.data(
                withJSONObject: body.json, options: [.sortedKeys, .withoutEscapingSlashes])
        } catch {
            throw .notSent("the request can't be written as JSON")
        }
    }
}
