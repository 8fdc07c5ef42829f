import Domain
import Foundation

/// What was used of a minute's share of tokens and requests. Pure: the time is given, in seconds of a clock that
/// nobody sets.
struct RateWindow: Sendable {
    private struct Use {
        let number: Int
        let at: Double
        var tokens: Int
    }

    private(set) var tokensPerMinute: Int?
    private let requestsPerMinute: Int?
    private var uses: [Use] = []
    private var next = 0
    /// What the provider says is left, and until when that holds: others may use the same account.
    private var told: (remaining: Int, until: Double)?

    init(tokensPerMinute: Int?, requestsPerMinute: Int?) {
        self.tokensPerMinute = tokensPerMinute
        self.requestsPerMinute = requestsPerMinute
    }

    /// Seconds until a call of this size fits; 0 when it fits now. A call larger than a whole minute's share goes alone.
    mutating func wait(for tokens: Int, at now: Double) -> Double {
        uses.removeAll { now - $0.at >= 60 }
        if let told, told.until <= now { self.told = nil }
        var until = now
        if let limit = requestsPerMinute, uses.count >= limit { until = max(until, uses[uses.count - limit].at + 60) }
        if let limit = tokensPerMinute {
            let size = min(tokens, limit)
            var used = uses.reduce(0) { $0 + $1.tokens }
            for use in uses where used + size > limit {
                used -= use.tokens
                until = max(until, use.at + 60)
            }
        }
        if let told, told.remaining < min(tokens, tokensPerMinute ?? tokens) { until = max(until, told.until) }
        return until - now
    }

    /// Takes a call into account and returns its number.
    mutating func take(_ tokens: Int, at now: Double) -> Int {
        next += 1
        uses.append(Use(number: next, at: now, tokens: tokens))
        if let left = told { told = (left.remaining - tokens, left.until) }
        return next
    }

    /// Puts what a call really used in place of its estimate.
    mutating func settle(_ number: Int, tokens: Int) {
        guard let place = uses.firstIndex(where: { $0.number == number }) else { return }
        uses[place].tokens = min(uses[place].tokens, tokens)
    }

    /// Takes the provider's word for the limit.
    mutating func learn(_ rate: ModelRate, at now: Double) {
        tokensPerMinute = min(tokensPerMinute ?? .max, rate.tokensPerMinute)
        told = (rate.remaining, now + rate.resetSeconds)
    }
}
