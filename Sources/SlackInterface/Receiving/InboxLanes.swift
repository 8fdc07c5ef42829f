import Domain
import Synchronization

/// Which requests are in memory: the first of a lane is acted on, the others wait for it. The lock is the `Mutex`.
final class InboxLanes: Sendable {
    private struct State {
        var last = 0
        var count = 0
        var isClosed = false
        var waiting: [String: [InboxItem]] = [:]
    }

    private let maximum: Int
    private let state = Mutex(State())

    init(maximum: Int) {
        self.maximum = maximum
    }

    /// The number of the last request that was taken up.
    var last: Int { state.withLock(\.last) }

    /// How many more may be taken up.
    var room: Int { state.withLock { max(0, maximum - $0.count) } }

    /// Whether its lane is free; otherwise it comes after those before it.
    func begin(_ item: InboxItem) -> Bool {
        state.withLock { state in
            state.last = item.number
            state.count += 1
            guard state.waiting[item.lane] == nil else {
                state.waiting[item.lane]?.append(item)
                return false
            }
            state.waiting[item.lane] = []
            return true
        }
    }

    /// The next one of the lane.
    func finish(_ item: InboxItem) -> InboxItem? {
        state.withLock { state in
            state.count -= 1
            guard !state.isClosed, var lane = state.waiting[item.lane], !lane.isEmpty else {
                state.waiting[item.lane] = nil
                return nil
            }
            defer { state.waiting[item.lane] = lane }
            return lane.removeFirst()
        }
    }

    /// A request waits for better times and leaves its place to others; its lane waits with it.
    func rest() { state.withLock { $0.count -= 1 } }

    /// It is tried again.
    func goOn() { state.withLock { $0.count += 1 } }

    /// What is under way is finished; nothing else is begun.
    func close() {
        state.withLock { $0.isClosed = true }
    }
}
