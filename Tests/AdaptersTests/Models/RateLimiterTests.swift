import Domain
import Foundation
import Testing

@testable import Adapters

@Suite struct RateLimiterTests {
    private let start = 0.0

    @Test func `a minute's share of tokens is never exceeded`() {
        var window = RateWindow(tokensPerMinute: 1_000, requestsPerMinute: nil)
        #expect(window.wait(for: 600, at: start) == 0)
        _ = window.take(600, at: start)
        #expect(window.wait(for: 400, at: start + 1) == 0)
        _ = window.take(400, at: start + 1)
        #expect(window.wait(for: 500, at: start + 10) == 50)
        #expect(window.wait(for: 500, at: start + 60) == 0)
    }

    @Test func `what a call didn't use is given back`() {
        var window = RateWindow(tokensPerMinute: 1_000, requestsPerMinute: nil)
        let number = window.take(900, at: start)
        window.settle(number, tokens: 100)
        #expect(window.wait(for: 800, at: start + 1) == 0)
    }

    @Test func `requests per minute and the provider's own word are kept too`() {
        var window = RateWindow(tokensPerMinute: nil, requestsPerMinute: 2)
        _ = window.take(1, at: start)
        _ = window.take(1, at: start + 5)
        #expect(window.wait(for: 1, at: start + 10) == 50)
        var told = RateWindow(tokensPerMinute: nil, requestsPerMinute: nil)
        told.learn(ModelRate(tokensPerMinute: 8_000, remaining: 100, resetSeconds: 7.66), at: start)
        #expect(abs(told.wait(for: 500, at: start) - 7.66) < 0.001)
        #expect(told.wait(for: 500, at: start + 8) == 0)
    }

    @Test func `P0 goes before the others`() async throws {
        let time = FakeTime()
        let limiter = RateLimiter(
            window: RateWindow(tokensPerMinute: 100, requestsPerMinute: nil), time: time.modelTime)
        _ = try await limiter.enter(tokens: 100, urgency: .p2)
        let order = Order()
        time.hold()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for severity in [Severity.p2, .p1, .p0] {
                group.addTask {
                    await order.add(severity, try await limiter.enter(tokens: 100, urgency: severity))
                }
            }
            try await time.sleepers(3)
            time.release()
            try await group.waitForAll()
        }
        #expect(await order.entered == [.p0, .p1, .p2])
    }

    private actor Order {
        private var numbers: [(Int, Severity)] = []
        /// By the number each was let in with: whoever is let in first need not be the first to say so.
        var entered: [Severity] { numbers.sorted { $0.0 < $1.0 }.map(\.1) }
        func add(_ severity: Severity, _ number: Int) { numbers.append((number, severity)) }
    }

    @Test(arguments: [("2m59.56s", 179.56), ("7.66s", 7.66), ("1h2m3s", 3_723), ("120ms", 0.12), ("45", 45)])
    func `durations are read as providers write them`(text: String, seconds: Double) {
        #expect(abs((ModelDuration.seconds(text) ?? 0) - seconds) < 0.001)
    }

    @Test func `waiting ends in bounds`() {
        var retry = ModelRetry()
        let slow = ModelFailure(.wait(seconds: 50), "", model: "m")
        #expect(retry.decide(slow, chance: 0) == .again(afterSeconds: 50))
        #expect(retry.decide(slow, chance: 0) == .leave(forSeconds: 50))
    }
}
