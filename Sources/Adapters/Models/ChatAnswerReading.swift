import Domain
import Foundation

/// Reads answers of chat completions, whole or streamed. What doesn't have the promised form is a failure, never a guess.
struct ChatAnswerReading {
    let model: String

    func whole(_ body: Data) throws(ModelFailure) -> ModelAnswer {
        let completion = try decoded(Completion.self, body)
        if let error = completion.error { throw broken("\(model) reported an error: \(error.message.prefix(200))") }
        guard let choice = completion.choices?.first, let message = choice.message else {
            throw broken("\(model) gave an answer that can't be read")
        }
        let calls = (message.tool_calls ?? []).map {
            ModelToolCall(id: $0.id ?? "call", name: $0.function.name, arguments: $0.function.arguments)
        }
        return try checked(
            ModelAnswer(
                text: message.content ?? "", toolCalls: calls,
                end: Self.end(choice.finish_reason, hasCalls: !calls.isEmpty),
                usage: completion.usage.usage, model: completion.model ?? model))
    }

    func stream(_ body: Data) throws(ModelFailure) -> ModelAnswer {
        // A server that doesn't stream answers whole.
        if body.first == UInt8(ascii: "{") { return try whole(body) }
        var answer = ModelAnswer(text: "", model: model)
        var reason: String?
        var isDone = false
        for line in String(decoding: body, as: UTF8.self).split(whereSeparator: \.isNewline) {
            guard line.hasPrefix("data:") else { continue }
            let data = line.dropFirst(5).drop { $0 == " " }
            if data == "[DONE]" {
                isDone = true
                continue
            }
            let chunk = try decoded(Completion.self, Data(data.utf8))
            if let error = chunk.error ?? chunk.x_groq?.error {
                throw broken("\(model) broke off: \(error.message.prefix(200))")
            }
            answer.text += chunk.choices?.first?.delta?.content ?? ""
            reason = chunk.choices?.first?.finish_reason ?? reason
            answer.model = chunk.model ?? answer.model
            if let usage = chunk.usage ?? chunk.x_groq?.usage { answer.usage = usage.usage }
        }
        guard isDone || reason != nil else { throw broken("the answer of \(model) was cut off") }
        answer.end = Self.end(reason, hasCalls: false)
        return try checked(answer)
    }

    private func checked(_ answer: ModelAnswer) throws(ModelFailure) -> ModelAnswer {
        let isEmpty = answer.text.allSatisfy(\.isWhitespace) && answer.toolCalls.isEmpty
        guard isEmpty, answer.end != .length else { return answer }
        throw broken("\(model) gave an empty answer")
    }

    private static func end(_ reason: String?, hasCalls: Bool) -> ModelAnswer.End {
        hasCalls ? .toolCalls : reason == "length" ? .length : .complete
    }

    private func broken(_ reason: String) -> ModelFailure {
        ModelFailure(.wait(seconds: nil), reason, model: model)
    }

    private func decoded<Value: Decodable>(_ type: Value.Type, _ data: Data) throws(ModelFailure) -> Value {
        do {
            return try JSONDecoder().decode(type, from: data)
        } catch {
            throw broken("\(model) gave an answer that isn't JSON")
        }
    }
}

/// The parts of a completion, or of one piece of it, that are read.
private struct Completion: Decodable {
    struct Choice: Decodable {
        let message: Message?
        let delta: Message?
        let finish_reason: String?
    }

    struct Message: Decodable {
        let content: String?
        let tool_calls: [Call]?
    }

    struct Call: Decodable {
        struct Function: Decodable {
            let name: String
            let arguments: String
        }

        let id: String?
        let function: Function
    }

    struct Usage: Decodable {
        let prompt_tokens: Int?
        let completion_tokens: Int?
    }

    struct Groq: Decodable {
        let usage: Usage?
        let error: Failure?
    }

    /// Text, or an object with a message.
    struct Failure: Decodable {
        let message: String

        private enum CodingKeys: String, CodingKey { case message }

        init(from decoder: any Decoder) throws {
            if let text = try? decoder.singleValueContainer().decode(String.self) {
                message = text
            } else {
                message = try decoder.container(keyedBy: CodingKeys.self).decode(String.self, forKey: .message)
            }
        }
    }

    let model: String?
    let choices: [Choice]?
    let usage: Usage?
    let x_groq: Groq?
    let error: Failure?
}

extension Completion.Usage {
    fileprivate var usage: ModelUsage { ModelUsage(prompt: prompt_tokens ?? 0, completion: completion_tokens ?? 0) }
}

extension Completion.Usage? {
    fileprivate var usage: ModelUsage { self?.usage ?? ModelUsage() }
}
