/// Time that only goes forward, as a dependency: for paces, limits and ages within one process.
///
/// Nobody can set it, unlike the time of day. Tests hand in their own.
package struct MonotonicClock: Sendable {
    package typealias Instant = ContinuousClock.Instant

    package let now: @Sendable () -> Instant

    package init(now: @escaping @Sendable () -> Instant) {
        self.now = now
    }

    package static let system = MonotonicClock { ContinuousClock.now }
}

extension Duration {
    /// The same as a number of seconds.
    package var inSeconds: Double { self / .seconds(1) }
}
