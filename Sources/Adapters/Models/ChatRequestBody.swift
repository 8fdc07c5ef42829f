import Domain
import Foundation

/// A request in the words of chat completions.
struct ChatRequestBody {
    let request: ModelRequest
    let model: String
    let endpoint: ModelEndpoint

    init(_ request: ModelRequest, model: String, endpoint: ModelEndpoint) {
        self.request = request
        self.model = model
        self.endpoint = endpoint
    }

    /// An answer's format doesn't go with a stream everywhere; where tools are offered none is asked for.
    var isStream: Bool { request.schema == nil || !request.tools.isEmpty }

    var json: [String: Any] {
        var body: [String: Any] = ["model": model, "messages": request.messages.map(message)]
        body[endpoint.dialect == .other ? "max_tokens" : "max_completion_tokens"] = request.maximumTokens
        if takesTemperature { body["temperature"] = endpoint.temperature }
        if endpoint.dialect == .groq, model.hasPrefix("openai/gpt-oss") { body["reasoning_effort"] = "low" }
        if isStream { body["stream"] = true }
        // Elsewhere it comes unasked, or the field is unknown.
        if isStream, endpoint.dialect == .openAI { body["stream_options"] = ["include_usage": true] }
        if !request.tools.isEmpty {
            body["tools"] = request.tools.map(tool)
        } else if let schema = request.schema {
            body["response_format"] = format(schema)
        }
        return body
    }

    /// OpenAI's reasoning models refuse it.
    private var takesTemperature: Bool {
        endpoint.dialect != .openAI || !["o1", "o3", "o4", "gpt-5"].contains { model.hasPrefix($0) }
    }

    /// Whether the model keeps a schema to the letter.
    private var isStrict: Bool {
        switch endpoint.dialect {
        case .groq: model.hasPrefix("openai/gpt-oss")
        case .openAI: true
        case .other: false
        }
    }

    private func format(_ schema: AnswerSchema) -> [String: Any] {
        guard isStrict, let tree = Self.tree(schema.json) else { return ["type": "json_object"] }
        return [
            "type": "json_schema",
            "json_schema": ["name": String(schema.name.prefix(64)), "strict": true, "schema": tree] as [String: Any],
        ]
    }

    private func message(_ message: ModelMessage) -> [String: Any] {
        var body: [String: Any] = ["role": message.role.rawValue, "content": message.text(nonce: request.nonce)]
        if !message.toolCalls.isEmpty {
            body["tool_calls"] = message.toolCalls.map { call in
                [
                    "id": call.id, "type": "function",
                    "function": ["name": call.name, "arguments": call.arguments],
                ] as [String: Any]
            }
        }
        if let id = message.callID { body["tool_call_id"] = id }
        return body
    }

    private func tool(_ tool: ModelTool) -> [String: Any] {
        let function: [String: Any] = [
            "name": tool.name, "description": tool.description, "parameters": Self.tree(tool.parameters) ?? [:],
        ]
        return ["type": "function", "function": function]
    }

    static func tree(_ json: String) -> Any? {
        try? JSONSerialization.jsonObject(with: Data(json.utf8))
    }
}
