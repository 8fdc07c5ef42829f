package import Foundation

/// Time and chance, as the composition around models needs them. Tests hand in their own.
package struct ModelTime: Sendable {
    package let now: @Sendable () -> Date
    /// Seconds.
    package let sleep: @Sendable (Double) async throws -> Void
    /// From 0 to 1.
    package let chance: @Sendable () -> Double

    package init(
        now: @escaping @Sendable () -> Date, sleep: @escaping @Sendable (Double) async throws -> Void,
        chance: @escaping @Sendable () -> Double
    ) {
        self.now = now
        self.sleep = sleep
        self.chance = chance
    }

    package static let system = ModelTime(
        now: { Date() }, sleep: { try await Task.sleep(for: .seconds($0)) }, chance: { Double.random(in: 0...1) })
}
