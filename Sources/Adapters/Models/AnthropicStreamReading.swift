import Domain
import Foundation

/// Reads a message of Anthropic's that comes as server-sent events: blocks of text and of tool calls, each in pieces.
struct AnthropicStreamReading: ModelStreamReading {
    private struct Event: Decodable {
        struct Block: Decodable {
            let type: String
            let id: String?
            let name: String?
            let text: String?
        }

        struct Delta: Decodable {
            let text: String?
            let partial_json: String?
            let stop_reason: String?
        }

        struct Usage: Decodable {
            let input_tokens: Int?
            let output_tokens: Int?
        }

        struct Message: Decodable { let usage: Usage? }
        struct Failure: Decodable { let message: String? }

        let type: String
        let index: Int?
        let message: Message?
        let content_block: Block?
        let delta: Delta?
        let usage: Usage?
        let error: Failure?
    }

    private struct Call {
        let id: String
        let name: String
        var arguments = ""
    }

    private let model: String
    private var events = ServerSentEvents()
    private var calls: [Int: Call] = [:]
    private var usage = ModelUsage()
    private var reason: String?
    private var isOver = false
    private(set) var text = ""

    init(model: String) {
        self.model = model
    }

    mutating func take(_ piece: Data) throws(ModelFailure) -> Bool {
        let before = text.utf8.count
        for event in events.take(piece) { try take(event: event) }
        return text.utf8.count > before
    }

    mutating func end() throws(ModelFailure) -> ModelAnswer {
        if let rest = events.rest() { try take(event: rest) }
        guard isOver || reason != nil else { throw broken("the answer of \(model) was cut off") }
        let isCut = reason == "max_tokens"
        guard isCut || !calls.isEmpty || !text.allSatisfy(\.isWhitespace) else {
            throw broken("\(model) gave an empty answer")
        }
        return ModelAnswer(
            text: text,
            toolCalls: calls.sorted { $0.key < $1.key }.map { _, call in
                ModelToolCall(id: call.id, name: call.name, arguments: call.arguments.isEmpty ? "{}" : call.arguments)
            },
            end: calls.isEmpty ? (isCut ? .length : .complete) : .toolCalls, usage: usage, model: model)
    }

    private mutating func take(event data: Data) throws(ModelFailure) {
        guard let event = try? JSONDecoder().decode(Event.self, from: data) else {
            throw broken("\(model) gave an answer that isn't JSON")
        }
        switch event.type {
        case "message_start": usage.prompt = event.message?.usage?.input_tokens ?? 0
        case "content_block_start": begin(event)
        case "content_block_delta":
            text += event.delta?.text ?? ""
            if let place = event.index { calls[place]?.arguments += event.delta?.partial_json ?? "" }
        case "message_delta":
            reason = event.delta?.stop_reason ?? reason
            usage.completion = event.usage?.output_tokens ?? usage.completion
        case "message_stop": isOver = true
        case "error": throw broken("\(model) broke off: \((event.error?.message ?? "").prefix(200))")
        default: break
        }
    }

    private mutating func begin(_ event: Event) {
        text += event.content_block?.text ?? ""
        guard let place = event.index, let block = event.content_block, block.type == "tool_use" else { return }
        calls[place] = Call(id: block.id ?? "call_\(place)", name: block.name ?? "")
    }

    private func broken(_ reason: String) -> ModelFailure {
        ModelFailure(.wait(seconds: nil), reason, model: model)
    }
}
