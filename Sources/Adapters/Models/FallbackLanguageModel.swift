package import Domain
import Foundation
import Synchronization

/// Several models that stand in for each other, kept within their limits.
///
/// Asks the first that isn't known to be out, waits where waiting helps, makes a request smaller where it is too large and
/// never sends that one again unchanged, and goes on to the next model where nothing else helps. One for the whole process:
/// concurrent incidents share the limits, P0 first.
package final class FallbackLanguageModel: LanguageModel {
    private struct Member {
        let model: any LanguageModel
        let limiter: RateLimiter
    }

    package let name: String
    private let members: [Member]
    private let circuits = Mutex(ModelCircuits())
    private let time: ModelTime

    /// - Parameters:
    ///   - models: in order of preference; at least one.
    ///   - tokensPerMinute: of each model; nil until its provider says so.
    package init(
        _ models: [any LanguageModel], tokensPerMinute: Int? = nil, requestsPerMinute: Int? = nil,
        time: ModelTime = .system
    ) {
        name = models.first?.name ?? "no model"
        self.time = time
        members = models.map { model in
            let window = RateWindow(tokensPerMinute: tokensPerMinute, requestsPerMinute: requestsPerMinute)
            return Member(model: model, limiter: RateLimiter(window: window, time: time))
        }
    }

    package func answer(
        _ request: ModelRequest, to listener: AnswerListener?
    ) async throws(ModelFailure) -> ModelAnswer {
        var first: ModelFailure?
        for member in members {
            if let failure = circuits.withLock({ $0.reason(member.model.name, at: time.now()) }) {
                first = first ?? failure
                continue
            }
            do throws(ModelFailure) {
                return try await answer(request, by: member, to: listener)
            } catch {
                first = first ?? error
                if Task.isCancelled { throw error }
            }
        }
        throw first ?? ModelFailure(.giveUp, "no model is configured", model: name)
    }

    /// The models that aren't asked now because they are out, of all there are.
    package var availability: (out: Int, of: Int) {
        let now = time.now()
        let out = circuits.withLock { circuits in
            members.count { circuits.reason($0.model.name, at: now) != nil }
        }
        return (out, members.count)
    }

    private func answer(
        _ request: ModelRequest, by member: Member, to listener: AnswerListener?
    ) async throws(ModelFailure) -> ModelAnswer {
        let name = member.model.name
        var request = request
        var retry = ModelRetry()
        var isLonger = false
        while true {
            do throws(ModelFailure) {
                let answer = try await call(member, with: &request, to: listener)
                // Reasoning may have taken the answer's whole share.
                guard answer.end == .length, !isLonger else {
                    circuits.withLock { $0.close(name) }
                    guard answer.end != .length || !answer.text.isEmpty else {
                        throw ModelFailure(.giveUp, "\(name) ran out of room for its answer", model: name)
                    }
                    return answer
                }
                isLonger = true
                request.maximumTokens *= 2
            } catch {
                switch retry.decide(error, chance: time.chance()) {
                case .again(let seconds): try await pause(seconds, name)
                case .shrink:
                    guard let smaller = request.shrunk() else { throw leave(name, 0, error) }
                    request = smaller
                case .withoutSchema:
                    guard request.schema != nil || !request.tools.isEmpty else { throw leave(name, 0, error) }
                    (request.schema, request.tools) = (nil, [])
                case .leave(let seconds): throw leave(name, seconds, error)
                }
            }
        }
    }

    private func call(
        _ member: Member, with request: inout ModelRequest, to listener: AnswerListener?
    ) async throws(ModelFailure) -> ModelAnswer {
        // What can't fit into a minute would be refused for ever.
        while let limit = await member.limiter.tokensPerMinute, request.estimatedTokens > limit,
            let smaller = request.shrunk()
        { request = smaller }
        let number: Int
        do {
            number = try await member.limiter.enter(tokens: request.estimatedTokens, urgency: request.urgency)
        } catch {
            throw ModelFailure(.giveUp, "the call was cancelled", model: member.model.name)
        }
        let answer = try await member.model.answer(request, to: listener)
        await member.limiter.settle(number, with: answer)
        return answer
    }

    private func pause(_ seconds: Double, _ model: String) async throws(ModelFailure) {
        do {
            try await time.sleep(seconds)
        } catch {
            throw ModelFailure(.giveUp, "the call was cancelled", model: model)
        }
    }

    private func leave(_ model: String, _ seconds: Double, _ failure: ModelFailure) -> ModelFailure {
        if seconds > 0 {
            circuits.withLock { $0.leave(model, until: time.now() + seconds, because: failure) }
        }
        return failure
    }
}
