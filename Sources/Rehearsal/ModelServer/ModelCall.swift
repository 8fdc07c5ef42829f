package import Foundation

/// A request for a chat completion, once it kept all the rules.
package struct ModelCall: Sendable, Equatable {
    package struct Message: Sendable, Equatable {
        package let role: String
        package let content: String
    }

    package let model: String
    package let messages: [Message]
    /// Names of the tools that may be called.
    package let tools: [String]
    package let isStream: Bool
    package let maximumTokens: Int
    /// Whether a strict schema, any JSON object, or nothing is asked of the answer.
    package let format: String?

    /// Everything that was sent, as one text.
    package var text: String { messages.map(\.content).joined(separator: "\n") }

    /// The word of this run in the marks around data.
    package var nonce: String {
        guard let mark = text.range(of: "<data-") else { return "" }
        return String(text[mark.upperBound...].prefix { $0.isLetter || $0.isNumber })
    }

    /// What was handed over under a label; nil where nothing was.
    package func data(_ label: String) -> String? {
        guard let start = text.range(of: "<data-\(nonce) name=\"\(label)\">\n"),
            let end = text.range(of: "\n</data-\(nonce)>", range: start.upperBound..<text.endIndex)
        else { return nil }
        return String(text[start.upperBound..<end.lowerBound])
    }
}

extension ModelCall {
    private static let fields: Set<String> = [
        "model", "messages", "temperature", "top_p", "max_completion_tokens", "max_tokens", "stop", "seed", "n",
        "stream",
        "stream_options", "response_format", "tools", "tool_choice", "parallel_tool_calls", "user", "service_tier",
        "reasoning_effort", "reasoning_format", "include_reasoning",
    ]

    /// Refuses what a strict server refuses, in its words.
    package init(_ body: Data) throws(ModelRefusal) {
        guard let tree = (try? JSONSerialization.jsonObject(with: body)) as? [String: Any] else {
            throw ModelRefusal("the body is not a JSON object")
        }
        if let unknown = tree.keys.filter({ !Self.fields.contains($0) }).sorted().first {
            throw ModelRefusal("property '\(unknown)' is unsupported")
        }
        guard let model = tree["model"] as? String, !model.isEmpty else { throw ModelRefusal("'model' is required") }
        guard let list = tree["messages"] as? [[String: Any]], !list.isEmpty else {
            throw ModelRefusal("'messages' : minimum number of items is 1")
        }
        var messages: [Message] = []
        for (place, item) in list.enumerated() { messages.append(try Self.message(item, place)) }
        if let temperature = tree["temperature"] as? Double, !(0...2).contains(temperature) {
            throw ModelRefusal("'temperature' must be from 0 to 2")
        }
        let tokens = tree["max_completion_tokens"] ?? tree["max_tokens"] ?? 1_024
        guard let tokens = tokens as? Int, tokens > 0 else {
            throw ModelRefusal("'max_completion_tokens' must be positive")
        }
        let tools = try (tree["tools"] as? [[String: Any]] ?? []).map { tool throws(ModelRefusal) in try Self.tool(tool)
        }
        let format = try Self.format(tree["response_format"], messages)
        if format == "json_schema", !tools.isEmpty {
            throw ModelRefusal("response_format `json_schema` can't be combined with tools")
        }
        let isStream = tree["stream"] as? Bool ?? false
        if isStream, format != nil { throw ModelRefusal("response_format can't be combined with stream") }
        self.init(
            model: model, messages: messages, tools: tools, isStream: isStream,
            maximumTokens: tokens, format: format)
    }

    private static func message(_ item: [String: Any], _ place: Int) throws(ModelRefusal) -> Message {
        guard let role = item["role"] as? String, ["system", "user", "assistant", "tool"].contains(role) else {
            throw ModelRefusal("'messages.\(place).role' is not one of system, user, assistant, tool")
        }
        guard let content = item["content"] as? String else {
            throw ModelRefusal("'messages.\(place).content' must be a string")
        }
        if role == "tool", item["tool_call_id"] as? String == nil {
            throw ModelRefusal("'messages.\(place).tool_call_id' is required")
        }
        return Message(role: role, content: content)
    }

    private static func tool(_ tool: [String: Any]) throws(ModelRefusal) -> String {
        guard tool["type"] as? String == "function", let function = tool["function"] as? [String: Any],
            let name = function["name"] as? String, function["parameters"] is [String: Any]
        else { throw ModelRefusal("a tool needs type, function.name and function.parameters") }
        return name
    }

    private static func format(_ value: Any?, _ messages: [Message]) throws(ModelRefusal) -> String? {
        guard let value else { return nil }
        guard let format = value as? [String: Any], let type = format["type"] as? String else {
            throw ModelRefusal("'response_format' needs a type")
        }
        switch type {
        case "json_object":
            guard messages.contains(where: { $0.content.lowercased().contains("json") }) else {
                throw ModelRefusal("'messages' must contain the word 'json' to use json_object")
            }
        case "json_schema":
            guard let schema = format["json_schema"] as? [String: Any], let name = schema["name"] as? String,
                name.count <= 64, let tree = schema["schema"] as? [String: Any]
            else { throw ModelRefusal("'response_format.json_schema' needs a name and a schema") }
            try checkStrict(tree)
        default: throw ModelRefusal("'response_format.type' is unknown")
        }
        return type
    }

    /// Strict schemas require every property and allow no other.
    private static func checkStrict(_ schema: [String: Any]) throws(ModelRefusal) {
        if let properties = schema["properties"] as? [String: Any] {
            guard schema["additionalProperties"] as? Bool == false,
                Set(schema["required"] as? [String] ?? []) == Set(properties.keys)
            else { throw ModelRefusal("invalid JSON schema: every property is required, others are not allowed") }
            for case let property as [String: Any] in properties.values { try checkStrict(property) }
        }
        if let items = schema["items"] as? [String: Any] { try checkStrict(items) }
    }
}

/// Why a request is refused.
package struct ModelRefusal: Error, Equatable {
    package let message: String

    init(_ message: String) {
        self.message = message
    }
}
