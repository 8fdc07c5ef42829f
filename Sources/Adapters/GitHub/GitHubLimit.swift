import Domain
import Foundation

/// A rate limit that turned a call away, and how long GitHub asks to wait.
struct GitHubLimit: Sendable {
    let name: String
    let seconds: Double

    /// Nil for an answer that isn't about limits.
    ///
    /// - Parameter waits: how often this call has waited before; where GitHub names no time, each wait is longer.
    init?(_ answer: HTTPAnswer, now: Date, waits: Int) {
        guard answer.status == 403 || answer.status == 429 else { return nil }
        if let seconds = answer.header("retry-after").flatMap(Double.init), seconds >= 0 {
            (name, self.seconds) = ("secondary rate limit", seconds)
        } else if answer.header("x-ratelimit-remaining") == "0" {
            // By GitHub's own clock where it tells: ours may have been set. Its limits are renewed every hour.
            let now = answer.header("date").flatMap(Self.date) ?? now
            let reset = answer.header("x-ratelimit-reset").flatMap(Double.init) ?? now.timeIntervalSince1970 + 60
            // A second more: what is rounded needn't agree.
            (name, seconds) = ("rate limit", min(3_600, max(0, reset - now.timeIntervalSince1970)) + 1)
        } else if answer.status == 429 || GitHubProblem(answer).says("rate limit") {
            (name, seconds) = ("secondary rate limit", 60 * pow(2, Double(waits)))
        } else {
            return nil
        }
    }

    /// `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, section 5.6.7).
    private static func date(_ text: String) -> Date? {
        let format: Date.FormatString = """
            \(weekday: .abbreviated), \(day: .twoDigits) \(month: .abbreviated) \(year: .defaultDigits) \
            \(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased)):\(minute: .twoDigits):\
            \(second: .twoDigits) GMT
            """
        let locale = Locale(identifier: "en_US_POSIX")
        return try? Date(text, strategy: Date.ParseStrategy(format: format, locale: locale, timeZone: .gmt))
    }
}

/// Keeps a second between any two calls that write, as GitHub asks of its clients.
actor GitHubPace {
    private static let interval = Duration.seconds(1)

    private let time: GitHubTime
    private var next: MonotonicClock.Instant?

    init(time: GitHubTime) {
        self.time = time
    }

    /// Returns when it is the caller's turn.
    func turn() async throws {
        let now = time.monotonic.now()
        let mine = max(now, next ?? now)
        next = mine + Self.interval
        if mine > now { try await time.sleep(mine - now) }
    }
}
