import Domain
import Foundation

/// One model's requests and answers over HTTP. The lack of an answer is told as a `ModelFailure`.
struct ModelExchange: Sendable {
    let model: String
    let endpoint: ModelEndpoint
    let http: any HTTPClient

    func open(
        _ path: String, body: [String: Any], headers: [(name: String, value: String)], isStream: Bool
    ) async throws(ModelFailure) -> HTTPOpenAnswer {
        let data = try? JSONSerialization.data(withJSONObject: body, options: [.sortedKeys, .withoutEscapingSlashes])
        guard let data else {
            throw ModelFailure(.giveUp, "the request to \(model) can't be written as JSON", model: model)
        }
        do throws(HTTPFailure) {
            return try await http.open(endpoint.request(path, body: data, headers: headers, isStream: isStream))
        } catch {
            throw endpoint.failure(error, model: model)
        }
    }

    func whole(_ answer: HTTPOpenAnswer) async throws(ModelFailure) -> HTTPAnswer {
        do throws(HTTPFailure) { return try await answer.whole() } catch { throw endpoint.failure(error, model: model) }
    }

    /// Reads the body to its end, telling the listener of the text as it grows.
    func stream(
        _ answer: HTTPOpenAnswer, through reading: some ModelStreamReading, to listener: AnswerListener?
    ) async throws(ModelFailure) -> ModelAnswer {
        var reading = reading
        while let piece = try await next(of: answer) {
            if try reading.take(piece) { await listener?(reading.text) }
        }
        return try reading.end()
    }

    private func next(of answer: HTTPOpenAnswer) async throws(ModelFailure) -> Data? {
        do throws(HTTPFailure) { return try await answer.next() } catch { throw endpoint.failure(error, model: model) }
    }
}

/// Reads a provider's stream, piece by piece.
protocol ModelStreamReading: Sendable {
    /// The answer's text so far.
    var text: String { get }

    /// Takes the next piece of the body; whether there is more text now.
    mutating func take(_ piece: Data) throws(ModelFailure) -> Bool

    /// The answer, once the body has ended.
    mutating func end() throws(ModelFailure) -> ModelAnswer
}

extension ModelRequest {
    /// What an answer has cost where the provider doesn't say: a budget has to count something.
    func estimatedUsage(of answer: ModelAnswer) -> ModelUsage {
        let written = answer.text.utf8.count + answer.toolCalls.reduce(0) { $0 + $1.arguments.utf8.count }
        return ModelUsage(prompt: estimatedTokens - maximumTokens, completion: written / 3 + 1)
    }
}
