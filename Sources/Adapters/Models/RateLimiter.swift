import Domain

/// Keeps all calls to one model within a minute's share, the most urgent incident first.
actor RateLimiter {
    private struct Place: Equatable {
        let urgency: Severity
        let number: Int
    }

    private var window: RateWindow
    private var queue: [Place] = []
    private var next = 0
    private let time: ModelTime

    /// How often those behind the first look whether they are first.
    private static let turn = 0.05

    init(window: RateWindow, time: ModelTime) {
        self.window = window
        self.time = time
    }

    var tokensPerMinute: Int? { window.tokensPerMinute }

    /// Waits for its turn and its share, and returns a number to settle with. Throws when cancelled.
    func enter(tokens: Int, urgency: Severity) async throws -> Int {
        next += 1
        let place = Place(urgency: urgency, number: next)
        let position = queue.firstIndex { $0.urgency > urgency } ?? queue.count
        queue.insert(place, at: position)
        defer { queue.removeAll { $0 == place } }
        while true {
            try Task.checkCancellation()
            let isFirst = queue.first == place
            let wait = window.wait(for: tokens, at: time.now())
            if isFirst, wait <= 0 { return window.take(tokens, at: time.now()) }
            // In short steps, so that somebody more urgent who comes meanwhile goes first.
            try await time.sleep(isFirst ? min(max(wait, 0.001), 1) : Self.turn)
        }
    }

    func settle(_ number: Int, with answer: ModelAnswer) {
        if answer.usage.total > 0 { window.settle(number, tokens: answer.usage.total) }
        if let rate = answer.rate { window.learn(rate, at: time.now()) }
    }
}
