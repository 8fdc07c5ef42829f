import Domain
import Foundation

/// Reads answers of chat completions. What doesn't have the promised form is a failure, never a guess.
struct ChatAnswerReading {
    let model: String

    func whole(_ body: Data) throws(ModelFailure) -> ModelAnswer {
        let completion = try decoded(body)
        if let error = completion.error { throw broken("\(model) reported an error: \(error.message.prefix(200))") }
        guard let choice = completion.choices?.first, let message = choice.message else {
            throw broken("\(model) gave an answer that can't be read")
        }
        let calls = (message.tool_calls ?? []).map {
            ModelToolCall(
                id: $0.id ?? "call", name: $0.function?.name ?? "", arguments: $0.function?.arguments ?? "{}")
        }
        return try checked(
            ModelAnswer(
                text: message.content ?? "", toolCalls: calls,
                end: Self.end(choice.finish_reason, hasCalls: !calls.isEmpty),
                usage: completion.usage?.usage ?? ModelUsage(), model: completion.model ?? model))
    }

    func checked(_ answer: ModelAnswer) throws(ModelFailure) -> ModelAnswer {
        let isEmpty = answer.text.allSatisfy(\.isWhitespace) && answer.toolCalls.isEmpty
        guard isEmpty, answer.end != .length else { return answer }
        throw broken("\(model) gave an empty answer")
    }

    static func end(_ reason: String?, hasCalls: Bool) -> ModelAnswer.End {
        hasCalls ? .toolCalls : reason == "length" ? .length : .complete
    }

    func broken(_ reason: String) -> ModelFailure {
        ModelFailure(.wait(seconds: nil), reason, model: model)
    }

    func decoded(_ data: Data) throws(ModelFailure) -> ChatCompletion {
        do {
            return try JSONDecoder().decode(ChatCompletion.self, from: data)
        } catch {
            throw broken("\(model) gave an answer that isn't JSON")
        }
    }
}
