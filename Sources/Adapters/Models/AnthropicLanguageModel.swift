package import Domain
import Foundation

/// One model behind Anthropic's Messages. Answers are streamed; a schema is asked for in words and checked by the caller.
package struct AnthropicLanguageModel: LanguageModel {
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
        let headers = [
            (name: "x-api-key", value: endpoint.key ?? ""), (name: "anthropic-version", value: "2023-06-01"),
        ]
        let answer = try await exchange.open("messages", body: body(of: request), headers: headers, isStream: true)
        guard answer.head.status == 200 else {
            throw ChatFailureReading(try await exchange.whole(answer), model: name, keySetting: endpoint.keySetting)
                .failure
        }
        return try await exchange.stream(answer, through: AnthropicStreamReading(model: name), to: listener)
    }

    private func body(of request: ModelRequest) -> [String: Any] {
        let system = request.messages.filter { $0.role == .system }.map { $0.text(nonce: request.nonce) }
        var body: [String: Any] = [
            "model": name, "max_tokens": request.maximumTokens, "temperature": endpoint.temperature, "stream": true,
            "system": system.joined(separator: "\n\n"),
            "messages": request.messages.filter { $0.role != .system }.map { message($0, nonce: request.nonce) },
        ]
        if !request.tools.isEmpty {
            body["tools"] = request.tools.map { tool in
                [
                    "name": tool.name, "description": tool.description,
                    "input_schema": ChatRequestBody.tree(tool.parameters) ?? [:],
                ] as [String: Any]
            }
        }
        return body
    }

    private func message(_ message: ModelMessage, nonce: String) -> [String: Any] {
        let text = message.text(nonce: nonce)
        if let id = message.callID {
            let result: [String: Any] = ["type": "tool_result", "tool_use_id": id, "content": text]
            return ["role": "user", "content": [result]]
        }
        var content: [[String: Any]] = text.isEmpty ? [] : [["type": "text", "text": text]]
        content += message.toolCalls.map { call in
            [
                "type": "tool_use", "id": call.id, "name": call.name,
                "input": ChatRequestBody.tree(call.arguments) ?? [String: String](),
            ]
        }
        return ["role": message.role.rawValue, "content": content]
    }
}
