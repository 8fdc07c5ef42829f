/// Time and chance, as the composition around models needs them. Tests hand in their own.
package struct ModelTime: Sendable {
    /// Seconds of a clock that nobody sets.
    package let now: @Sendable () -> Double
    /// Seconds.
    package let sleep: @Sendable (Double) async throws -> Void
    /// From 0 to 1.
    package let chance: @Sendable () -> Double

    package init(
        now: @escaping @Sendable () -> Double, sleep: @escaping @Sendable (Double) async throws -> Void,
        chance: @escaping @Sendable () -> Double
    ) {
        self.now = now
        self.sleep = sleep
        self.chance = chance
    }

    private static let start = ContinuousClock.now

    package static let system = ModelTime(
        now: { (ContinuousClock.now - start) / .seconds(1) }, sleep: { try await Task.sleep(for: .seconds($0)) },
        chance: { Double.random(in: 0...1) })
}
