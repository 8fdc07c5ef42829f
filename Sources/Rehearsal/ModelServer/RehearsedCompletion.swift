import Foundation

/// Answers in the form of chat completions.
struct RehearsedCompletion {
    private let call: ModelCall

    init(_ call: ModelCall) {
        self.call = call
    }

    func whole(_ text: String, end: String) -> String {
        Self.text(
            completion([
                "index": 0, "finish_reason": end, "message": ["role": "assistant", "content": text],
            ]).merging(usage(text)) { $1 })
    }

    func calling(_ calls: [(name: String, arguments: String)]) -> String {
        let list = calls.enumerated().map { place, call -> [String: Any] in
            [
                "id": "call_\(place)", "type": "function",
                "function": ["name": call.name, "arguments": call.arguments],
            ]
        }
        let message: [String: Any] = ["role": "assistant", "content": NSNull(), "tool_calls": list]
        return Self.text(
            completion(["index": 0, "finish_reason": "tool_calls", "message": message]).merging(usage("")) { $1 })
    }

    /// Server-sent events: some pieces of text, the end with the usage, and `[DONE]`. Without an end, the pieces alone.
    func pieces(_ text: String, end: String?) -> [String] {
        var events: [[String: Any]] = []
        var rest = text[...]
        repeat {
            events.append(chunk(["content": String(rest.prefix(24))], end: nil))
            rest = rest.dropFirst(24)
        } while !rest.isEmpty
        guard let end else { return Self.events(events) }
        return Self.events(events + [closing(end, text)]) + ["data: [DONE]\n\n"]
    }

    /// The same for calls of tools: name first, then the arguments in two halves.
    func piecesCalling(_ calls: [(name: String, arguments: String)]) -> [String] {
        var events: [[String: Any]] = []
        for (place, call) in calls.enumerated() {
            let half = call.arguments.index(call.arguments.startIndex, offsetBy: call.arguments.count / 2)
            let first: [String: Any] = ["name": call.name, "arguments": String(call.arguments[..<half])]
            events.append(
                chunk(
                    ["tool_calls": [["index": place, "id": "call_\(place)", "type": "function", "function": first]]],
                    end: nil))
            let second = ["arguments": String(call.arguments[half...])]
            events.append(chunk(["tool_calls": [["index": place, "function": second]]], end: nil))
        }
        return Self.events(events + [closing("tool_calls", "")]) + ["data: [DONE]\n\n"]
    }

    private func closing(_ end: String, _ text: String) -> [String: Any] {
        chunk([:], end: end).merging(["x_groq": ["id": "req_1"].merging(usage(text)) { $1 }]) { $1 }
    }

    private static func events(_ trees: [[String: Any]]) -> [String] { trees.map { "data: \(text($0))\n\n" } }

    private func chunk(_ delta: [String: Any], end: String?) -> [String: Any] {
        var choice: [String: Any] = ["index": 0, "delta": delta]
        choice["finish_reason"] = end ?? NSNull()
        return completion(choice).merging(["object": "chat.completion.chunk"]) { $1 }
    }

    private func completion(_ choice: [String: Any]) -> [String: Any] {
        ["id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": call.model, "choices": [choice]]
    }

    private func usage(_ text: String) -> [String: Any] {
        let (prompt, completion) = (call.text.utf8.count / 4, text.utf8.count / 4)
        return [
            "usage": [
                "prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": prompt + completion,
            ]
        ]
    }

    static func text(_ tree: [String: Any]) -> String {
        let data = try? JSONSerialization.data(withJSONObject: tree, options: [.sortedKeys, .withoutEscapingSlashes])
        return String(decoding: data ?? Data(), as: UTF8.self)
    }
}
