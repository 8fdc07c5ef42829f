import Domain
import Foundation

/// Reads a completion that comes as server-sent events, piece by piece.
struct ChatStreamReading: ModelStreamReading {
    private struct Call {
        var id: String?
        var name = ""
        var arguments = ""
    }

    private let reading: ChatAnswerReading
    private var events = ServerSentEvents()
    private var answer: ModelAnswer
    private var calls: [Int: Call] = [:]
    private var reason: String?
    private var isDone = false
    /// A server that doesn't stream answers whole.
    private var whole: Data?
    private var isBegun = false

    init(model: String) {
        reading = ChatAnswerReading(model: model)
        answer = ModelAnswer(text: "", model: model)
    }

    var text: String { answer.text }

    mutating func take(_ piece: Data) throws(ModelFailure) -> Bool {
        if !isBegun {
            isBegun = true
            if piece.first == UInt8(ascii: "{") { whole = Data() }
        }
        guard whole == nil else {
            whole?.append(piece)
            return false
        }
        let before = answer.text.utf8.count
        for event in events.take(piece) { try take(event: event) }
        return answer.text.utf8.count > before
    }

    mutating func end() throws(ModelFailure) -> ModelAnswer {
        if let whole { return try reading.whole(whole) }
        if let rest = events.rest() { try take(event: rest) }
        guard isDone || reason != nil else { throw reading.broken("the answer of \(reading.model) was cut off") }
        answer.toolCalls = calls.sorted { $0.key < $1.key }.map { place, call in
            ModelToolCall(
                id: call.id ?? "call_\(place)", name: call.name,
                arguments: call.arguments.isEmpty ? "{}" : call.arguments)
        }
        answer.end = ChatAnswerReading.end(reason, hasCalls: !answer.toolCalls.isEmpty)
        return try reading.checked(answer)
    }

    private mutating func take(event: Data) throws(ModelFailure) {
        if event == Data("[DONE]".utf8) {
            isDone = true
            return
        }
        let piece = try reading.decoded(event)
        if let error = piece.error ?? piece.x_groq?.error {
            throw reading.broken("\(reading.model) broke off: \(error.message.prefix(200))")
        }
        let choice = piece.choices?.first
        answer.text += choice?.delta?.content ?? ""
        for call in choice?.delta?.tool_calls ?? [] {
            var known = calls[call.index ?? calls.count] ?? Call()
            known.id = known.id ?? call.id
            known.name += call.function?.name ?? ""
            known.arguments += call.function?.arguments ?? ""
            calls[call.index ?? calls.count] = known
        }
        reason = choice?.finish_reason ?? reason
        answer.model = piece.model ?? answer.model
        if let usage = piece.usage ?? piece.x_groq?.usage { answer.usage = usage.usage }
    }
}
