package import Domain
package import Foundation
import Synchronization

/// A clock that moves when the test says so. It starts at 2026-03-02 09:30:00 UTC, a Monday.
package final class ManualClock: Sendable {
    package static let start = Date(timeIntervalSince1970: 1_772_443_800)

    private let wall: Mutex<Date>
    private let passed = Mutex(Duration.zero)
    private let origin = ContinuousClock.now

    package init(_ start: Date = ManualClock.start) {
        wall = Mutex(start)
    }

    package var clock: WallClock { WallClock { self.wall.withLock { $0 } } }
    package var monotonic: MonotonicClock { MonotonicClock { self.origin + self.passed.withLock { $0 } } }

    /// Time passes.
    package func advance(bySeconds seconds: Double) {
        wall.withLock { $0 += seconds }
        passed.withLock { $0 += .seconds(seconds) }
    }

    /// Somebody sets the time of day, forward or back; no time passes.
    package func set(forwardBySeconds seconds: Double) {
        wall.withLock { $0 += seconds }
    }
}
