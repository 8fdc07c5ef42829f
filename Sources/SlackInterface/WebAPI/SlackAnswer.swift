import Domain
import Foundation

/// Reads what Slack answered: a result, a refusal, a limit, or nothing that can be relied on.
enum SlackAnswer {
    static func read(
        _ answer: Result<HTTPAnswer, HTTPFailure>, of method: SlackMethod
    ) -> Result<JSONValue, SlackAPIError> {
        switch answer {
        case .failure(.notSent(let reason)): .failure(.unavailable(method: method.name, reason: reason))
        case .failure(.noAnswer(let reason)): .failure(.ambiguous(method: method.name, reason: reason))
        case .failure(.timedOut): .failure(.ambiguous(method: method.name, reason: "no answer in time"))
        case .failure(.cancelled): .failure(.ambiguous(method: method.name, reason: "cancelled"))
        case .failure(.answerTooLarge(let limit)):
            .failure(.ambiguous(method: method.name, reason: "the answer is over \(limit) bytes"))
        case .success(let answer): read(answer, of: method)
        }
    }

    private static func read(_ answer: HTTPAnswer, of method: SlackMethod) -> Result<JSONValue, SlackAPIError> {
        if answer.status == 429 {
            let seconds = answer.header("Retry-After").flatMap { Int($0.trimmingCharacters(in: .whitespaces)) } ?? 1
            return .failure(.rateLimited(method: method.name, seconds: min(max(seconds, 1), 3_600)))
        }
        guard answer.status == 200, let value = JSONValue(bytes: answer.body), let ok = value["ok"]?.bool else {
            return .failure(.ambiguous(method: method.name, reason: "status \(answer.status) without a result"))
        }
        return ok ? .success(value) : .failure(refusal(value, of: method))
    }

    /// Codes under which part of the call may have been done.
    private static let unclearCodes: Set = ["fatal_error", "internal_error", "request_timeout", "service_unavailable"]

    private static func refusal(_ value: JSONValue, of method: SlackMethod) -> SlackAPIError {
        let code = value["error"]?.string ?? "unknown_error"
        if unclearCodes.contains(code) { return .ambiguous(method: method.name, reason: code) }
        if code == "ratelimited" || code == "rate_limited" { return .rateLimited(method: method.name, seconds: 1) }
        let details = value["response_metadata"]?["messages"]?.array?.prefix(5).compactMap(\.string) ?? []
        return .refused(
            method: method.name, code: code, neededScope: value["needed"]?.string,
            details: details.map { VisibleText.clip($0, to: 200) })
    }
}
