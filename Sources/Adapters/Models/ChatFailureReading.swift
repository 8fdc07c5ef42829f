import Domain
import Foundation

/// Tells from status, headers and body what is to be done about a refusal.
///
/// A minute's limit and a day's limit come with the same status and code; only the message tells them apart.
struct ChatFailureReading {
    private struct Body: Decodable {
        struct Details: Decodable {
            let message: String?
            let type: String?
            let code: String?
            let failed_generation: String?

            init(from decoder: any Decoder) throws {
                if let text = try? decoder.singleValueContainer().decode(String.self) {
                    (message, type, code, failed_generation) = (text, nil, nil, nil)
                    return
                }
                let fields = try decoder.container(keyedBy: CodingKeys.self)
                message = try? fields.decode(String.self, forKey: .message)
                type = try? fields.decode(String.self, forKey: .type)
                code = try? fields.decode(String.self, forKey: .code)
                failed_generation = try? fields.decode(String.self, forKey: .failed_generation)
            }

            private enum CodingKeys: String, CodingKey { case message, type, code, failed_generation }
        }

        let error: Details
    }

    private let status: Int
    private let retryAfter: Double?
    private let model: String
    private let keySetting: String
    private let details: Body.Details?

    init(_ answer: HTTPAnswer, model: String, keySetting: String) {
        status = answer.status
        retryAfter = answer.header("retry-after").flatMap(Double.init)
        self.model = model
        self.keySetting = keySetting
        details = try? JSONDecoder().decode(Body.self, from: answer.body).error
    }

    /// What the model wrote when it failed to keep the schema; worth a request for repair.
    var failedGeneration: String? {
        status == 400 && details?.code == "json_validate_failed" ? details?.failed_generation : nil
    }

    var failure: ModelFailure {
        switch status {
        case 429: limit
        case 413: ModelFailure(.shrink, "the request is too large for \(model)", model: model)
        case 400, 422: refusal
        case 401, 403:
            ModelFailure(.operatorError, "\(model) refused the key: check \(keySetting)", model: model)
        case 404:
            ModelFailure(
                .operatorError,
                "there is no model \(model) at this address: check LLM_MODEL, LLM_FALLBACK_MODELS and LLM_BASE_URL",
                model: model)
        case 408, 409, 424, 498, 500...:
            ModelFailure(.wait(seconds: retryAfter), "\(model) is not available (status \(status))", model: model)
        default: ModelFailure(.giveUp, "\(model) answered with status \(status)", model: model)
        }
    }

    private var limit: ModelFailure {
        let message = details?.message ?? ""
        let wait = ModelDuration.afterWords("try again in", in: message) ?? retryAfter
        if details?.code == "insufficient_quota" || details?.type == "insufficient_quota" {
            return ModelFailure(
                .nextModel(forSeconds: 3_600), "the account for \(model) has no quota left: look at its billing",
                model: model)
        }
        let isDaily = ["(TPD)", "(RPD)", "per day"].contains { message.contains($0) }
        guard isDaily || (wait ?? 0) > 60 else {
            return ModelFailure(.wait(seconds: wait), "the limit per minute of \(model) is reached", model: model)
        }
        let seconds = wait ?? 3_600
        return ModelFailure(
            .nextModel(forSeconds: seconds),
            "the \(isDaily ? "daily " : "")limit of \(model) is used up for another \(ModelDuration.words(seconds))",
            model: model)
    }

    private var refusal: ModelFailure {
        let message = (details?.message ?? "").lowercased()
        let code = details?.code ?? ""
        if code == "context_length_exceeded"
            || ["context length", "too large", "reduce the length", "too many tokens"].contains(where: message.contains)
        {
            return ModelFailure(.shrink, "the request is too large for \(model)", model: model)
        }
        if code == "json_validate_failed"
            || ["response_format", "json", "schema", "tool"].contains(where: message.contains)
        {
            return ModelFailure(.withoutSchema, "\(model) can't keep the answer's format", model: model)
        }
        return ModelFailure(.giveUp, "\(model) refused the request (status \(status))", model: model)
    }
}

/// Durations as providers write them: `2m59.56s`, `7.66s`, `1h2m`, `120ms`.
enum ModelDuration {
    static func seconds(_ text: some StringProtocol) -> Double? {
        var total = 0.0
        var number = ""
        var isAny = false
        var rest = Substring(text)
        while let letter = rest.first {
            if letter.isNumber || letter == "." {
                number.append(letter)
                rest.removeFirst()
                continue
            }
            let unit = rest.hasPrefix("ms") ? "ms" : String(letter)
            guard let value = Double(number),
                let factor = ["h": 3_600, "m": 60, "s": 1, "ms": 0.001, "d": 86_400][unit]
            else { break }
            total += value * factor
            (number, isAny) = ("", true)
            rest = rest.dropFirst(unit.count)
        }
        return isAny ? total : Double(number)
    }

    static func afterWords(_ words: String, in message: String) -> Double? {
        guard let range = message.range(of: words) else { return nil }
        let text = message[range.upperBound...].drop { $0 == " " }.prefix {
            $0.isNumber || $0 == "." || "hmsd".contains($0)
        }
        return seconds(text.hasSuffix(".") ? text.dropLast() : text)
    }

    /// `9 min`, `2 h 5 min`, `40 s`.
    static func words(_ seconds: Double) -> String {
        let whole = Int(seconds.rounded(.up))
        if whole < 120 { return "\(whole) s" }
        let minutes = (whole + 59) / 60
        return minutes < 120 ? "\(minutes) min" : "\(minutes / 60) h \(minutes % 60) min"
    }
}

extension ModelRate {
    /// From the headers of an answer. At Groq, the limit of tokens is per minute, that of requests per day.
    init?(_ answer: HTTPAnswer) {
        guard let limit = answer.header("x-ratelimit-limit-tokens").flatMap(Int.init) else { return nil }
        self.init(
            tokensPerMinute: limit,
            remaining: answer.header("x-ratelimit-remaining-tokens").flatMap(Int.init) ?? limit,
            resetSeconds: answer.header("x-ratelimit-reset-tokens").flatMap { ModelDuration.seconds($0) } ?? 60)
    }
}
