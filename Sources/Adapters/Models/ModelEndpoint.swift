import Domain
package import Foundation

/// Where a provider's models are reached, and how they are spoken to.
package struct ModelEndpoint: Sendable {
    /// Which fields a chat-completions server understands beyond the common ones.
    package enum Dialect: Sendable {
        case groq, openAI, other
    }

    /// Up to and including `/v1`.
    package var baseURL: URL
    /// Sent as a header only; nil for servers that need none.
    package var key: String?
    package var dialect: Dialect
    package var temperature: Double
    /// Limit of a whole call.
    package var timeoutSeconds: Double
    /// A streamed answer that pauses for longer counts as dead.
    package var stallSeconds: Double
    /// Names the setting that holds the key, for the sentence that asks to mend it.
    package var keySetting: String

    package init(
        baseURL: URL, key: String?, dialect: Dialect? = nil, temperature: Double = 0.2, timeoutSeconds: Double = 90,
        stallSeconds: Double = 30, keySetting: String = "LLM_API_KEY"
    ) {
        self.baseURL = baseURL
        self.key = key
        self.dialect = dialect ?? Self.dialect(of: baseURL)
        self.temperature = temperature
        self.timeoutSeconds = timeoutSeconds
        self.stallSeconds = stallSeconds
        self.keySetting = keySetting
    }

    private static func dialect(of url: URL) -> Dialect {
        switch url.host() {
        case "api.groq.com": .groq
        case "api.openai.com": .openAI
        default: .other
        }
    }

    /// A body beyond this is no answer.
    static let maximumAnswerBytes = 4 << 20
}

extension ModelEndpoint {
    func request(_ path: String, body: Data, headers: [(name: String, value: String)], isStream: Bool) -> HTTPRequest {
        var request = HTTPRequest(
            "POST", baseURL.appending(path: path),
            headers: [
                ("content-type", "application/json"), ("accept", isStream ? "text/event-stream" : "application/json"),
            ]
                + headers,
            body: body, timeoutSeconds: timeoutSeconds, maximumAnswerBytes: Self.maximumAnswerBytes)
        request.stallSeconds = isStream ? stallSeconds : nil
        return request
    }

    /// What the lack of an answer means.
    func failure(_ failure: HTTPFailure, model: String) -> ModelFailure {
        switch failure {
        case .notSent(let reason):
            ModelFailure(.wait(seconds: nil), "\(model) can't be reached (\(reason))", model: model)
        case .noAnswer(let reason):
            ModelFailure(.wait(seconds: nil), "the connection to \(model) broke off (\(reason))", model: model)
        case .timedOut: ModelFailure(.nextModel(forSeconds: 60), "\(model) did not answer in time", model: model)
        case .answerTooLarge: ModelFailure(.giveUp, "\(model) answered without end", model: model)
        case .cancelled: ModelFailure(.giveUp, "the call was cancelled", model: model)
        }
    }
}
