import Domain

/// When the bot may post to a channel: Slack takes about a message a second in each, and some more at once.
///
/// Turns are given in the order in which they are asked for. A limit that Slack sets in one channel holds up no other.
actor ChannelPace {
    /// Messages at once, as at the end of an incident, before one a second is the rule.
    private static let burst = 10
    private static let perMessage = Duration.seconds(1)

    private struct Channel {
        /// When everything posted so far would have gone out at a message a second.
        var settled: MonotonicClock.Instant
        /// Slack takes nothing before.
        var heldUntil: MonotonicClock.Instant
    }

    private let clock: MonotonicClock
    private let sleep: SlackWebAPI.Sleep
    private var channels: [String: Channel] = [:]

    init(clock: MonotonicClock, sleep: @escaping SlackWebAPI.Sleep) {
        self.clock = clock
        self.sleep = sleep
    }

    /// Returns when a message may be posted.
    func turn(in name: String) async throws(SlackAPIError) {
        let now = clock.now()
        forgetSettled(at: now)
        var channel = channels[name] ?? Channel(settled: now, heldUntil: now)
        channel.settled = max(channel.settled, now) + Self.perMessage
        channels[name] = channel
        try await pause(channel.settled - now - Self.perMessage * Self.burst)
        try await standing(in: name)
    }

    /// Returns when a message that stands may be changed: a limit that Slack set is over.
    func standing(in name: String) async throws(SlackAPIError) {
        guard let until = channels[name]?.heldUntil else { return }
        try await pause(until - clock.now())
    }

    /// Slack asks for a pause.
    func hold(_ name: String, seconds: Int) {
        let now = clock.now()
        let until = now + .seconds(seconds)
        var channel = channels[name] ?? Channel(settled: now, heldUntil: now)
        channel.heldUntil = max(channel.heldUntil, until)
        channels[name] = channel
    }

    private func pause(_ duration: Duration) async throws(SlackAPIError) {
        guard duration > .zero else { return }
        do { try await sleep(duration) } catch {
            throw .unavailable(method: SlackMethod.postMessage.name, reason: "cancelled")
        }
    }

    private func forgetSettled(at now: MonotonicClock.Instant) {
        guard channels.count > 1_000 else { return }
        channels = channels.filter { $0.value.settled > now || $0.value.heldUntil > now }
    }
}
