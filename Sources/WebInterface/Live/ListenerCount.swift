import Synchronization

/// How many pages listen at once, so that forgotten ones can't use up the server. The lock is the `Mutex`.
final class ListenerCount: Sendable {
    private let maximum: Int
    private let count = Mutex(0)

    init(maximum: Int) {
        self.maximum = maximum
    }

    /// Nil when there are too many. The place is free again when nobody holds what this returns.
    func take() -> Place? {
        let isFree = count.withLock { count in
            guard count < maximum else { return false }
            count += 1
            return true
        }
        return isFree ? Place(of: self) : nil
    }

    final class Place: Sendable {
        private let count: ListenerCount

        fileprivate init(of count: ListenerCount) {
            self.count = count
        }

        deinit {
            count.count.withLock { $0 -= 1 }
        }
    }
}
