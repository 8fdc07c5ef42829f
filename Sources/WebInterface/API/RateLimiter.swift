package import Domain
import Synchronization

/// Lets so many requests a minute through, for each name apart. A burst of a minute's worth may come at once.
///
/// Lives in memory: a restart lets another burst through, which does no harm. The lock is the `Mutex`.
package final class RateLimiter: Sendable {
    private struct Bucket {
        var tokens: Double
        var filledAt: MonotonicClock.Instant
    }

    private let perMinute: Double
    private let clock: MonotonicClock
    private let buckets = Mutex<[String: Bucket]>([:])

    package init(perMinute: Int, clock: MonotonicClock) {
        self.perMinute = Double(max(1, perMinute))
        self.clock = clock
    }

    /// Nil when the request may pass; otherwise the seconds until the next one may.
    func take(_ name: String) -> Int? {
        let now = clock.now()
        return buckets.withLock { buckets in
            var bucket = buckets[name] ?? Bucket(tokens: perMinute, filledAt: now)
            let seconds = (now - bucket.filledAt).inSeconds
            bucket.tokens = min(perMinute, bucket.tokens + seconds * perMinute / 60)
            bucket.filledAt = now
            defer { if buckets[name] != nil || buckets.count < 10_000 { buckets[name] = bucket } }
            guard bucket.tokens >= 1 else { return Int(((1 - bucket.tokens) * 60 / perMinute).rounded(.up)) }
            bucket.tokens -= 1
            return nil
        }
    }

    func check(_ name: String) throws(Problem) {
        if let seconds = take(name) { throw .rateLimited(seconds: max(1, seconds)) }
    }
}
