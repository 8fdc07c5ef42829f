package import Domain
import Foundation

/// One model behind Anthropic's Messages. Answers come whole; a schema is asked for in words and checked by the caller.
package struct AnthropicLanguageModel: LanguageModel {
    package let name: String
    private let endpoint: ModelEndpoint
    private let http: any HTTPClient

    package init(name: String, endpoint: ModelEndpoint, http: any HTTPClient) {
        self.name = name
        self.endpoint = endpoint
        self.http = http
    }

    package func answer(_ request: ModelRequest) async throws(ModelFailure) -> ModelAnswer {
        let headers = [
            (name: "x-api-key", value: endpoint.key ?? ""), (name: "anthropic-version", value: "2023-06-01"),
        ]
        let answer: HTTPAnswer
        do throws(HTTPFailure) {
            answer = try await http.send(
                endpoint.request("messages", body: try body(of: request), headers: headers, isStream: false))
        } catch {
            throw endpoint.failure(error, model: name)
        }
        guard answer.status == 200 else {
            throw ChatFailureReading(answer, model: name, keySetting: endpoint.keySetting).failure
        }
        return try read(answer.body)
    }

    private func body(of request: ModelRequest) throws(HTTPFailure) -> Data {
        let system = request.messages.filter { $0.role == .system }.map { $0.text(nonce: request.nonce) }
        var body: [String: Any] = [
            "model": name, "max_tokens": request.maximumTokens, "temperature": endpoint.temperature,
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
        do {
            return try JSONSerialization.data(withJSONObject: body, options: [.sortedKeys, .withoutEscapingSlashes])
        } catch {
            throw .notSent("the request can't be written as JSON")
        }
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

    private func read(_ data: Data) throws(ModelFailure) -> ModelAnswer {
        guard let tree = (try? JSONSerialization.jsonObject(with: data)) as? [String: Any],
            let content = tree["content"] as? [[String: Any]]
        else { throw ModelFailure(.wait(seconds: nil), "\(name) gave an answer that isn't JSON", model: name) }
        let usage = tree["usage"] as? [String: Any]
        let calls = content.filter { $0["type"] as? String == "tool_use" }.compactMap { call -> ModelToolCall? in
            guard let id = call["id"] as? String, let name = call["name"] as? String,
                let input = call["input"], let data = try? JSONSerialization.data(withJSONObject: input)
            else { return nil }
            return ModelToolCall(id: id, name: name, arguments: String(decoding: data, as: UTF8.self))
        }
        let text = content.compactMap { $0["text"] as? String }.joined()
        let isCut = tree["stop_reason"] as? String == "max_tokens"
        guard isCut || !calls.isEmpty || !text.allSatisfy(\.isWhitespace) else {
            throw ModelFailure(.wait(seconds: nil), "\(name) gave an empty answer", model: name)
        }
        return ModelAnswer(
            text: text, toolCalls: calls, end: calls.isEmpty ? (isCut ? .length : .complete) : .toolCalls,
            usage: ModelUsage(
                prompt: usage?["input_tokens"] as? Int ?? 0, completion: usage?["output_tokens"] as? Int ?? 0),
            model: name)
    }
}
