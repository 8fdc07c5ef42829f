package import Domain
package import Foundation
import Synchronization

/// A clock that moves when the test says so. It starts at 2026-03-02 09:30:00 UTC, a Monday.
package final class ManualClock: Sendable {
    package static let start = Date(timeIntervalSince1970: 1_772_443_800)

    private let time: Mutex<Date>

    package init(_ start: Date = ManualClock.start) {
        time = Mutex(start)
    }

    package var clock: WallClock { WallClock { self.time.withLock { $0 } } }

    package func advance(bySeconds seconds: Double) {
        time.withLock { $0 += seconds }
    }
}
