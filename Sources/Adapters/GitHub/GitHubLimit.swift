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
            let reset = answer.header("x-ratelimit-reset").flatMap(Double.init) ?? now.timeIntervalSince1970 + 60
            // A second more: the two clocks needn't agree.
            (name, seconds) = ("rate limit", max(0, reset - now.timeIntervalSince1970) + 1)
        } else if answer.status == 429 || GitHubProblem(answer).says("rate limit") {
            (name, seconds) = ("secondary rate limit", 60 * pow(2, Double(waits)))
        } else {
            return nil
        }
    }
}

/// Keeps a second between any two calls that write, as GitHub asks of its clients.
actor GitHubPace {
    private static let intervalSeconds = 1.0

    private let time: GitHubTime
    private var next = Date.distantPast

    init(time: GitHubTime) {
        self.time = time
    }

    /// Returns when it is the caller's turn.
    func turn() async throws {
        let now = time.wall.now()
        let mine = max(now, next)
        next = mine.addingTimeInterval(Self.intervalSeconds)
        if mine > now { try await time.sleep(.seconds(mine.timeIntervalSince(now))) }
    }
}
