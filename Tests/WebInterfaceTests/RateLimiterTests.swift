import TestSupport
import Testing

@testable import WebInterface

@Suite struct RateLimiterTests {
    private let time = ManualClock()

    @Test(arguments: [-7_200, 4 * 86_400.0])
    func `a time of day that is set back or forward neither shuts the door nor opens it`(seconds: Double) {
        let limiter = RateLimiter(perMinute: 2, clock: time.monotonic)
        #expect([limiter.take("a"), limiter.take("a"), limiter.take("a")] == [nil, nil, 30])
        time.set(forwardBySeconds: seconds)
        #expect(limiter.take("a") == 30)
        time.advance(bySeconds: 30)
        #expect([limiter.take("a"), limiter.take("a")] == [nil, 30])
    }
}
