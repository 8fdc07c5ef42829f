import Synchronization

/// Which things are under way, so that each is done by one task at a time, and no change is missed. The lock is the `Mutex`.
final class KeyedTasks<Key: Hashable & Sendable>: Sendable {
    /// True when it was asked for again since its task began the present round.
    private let asked = Mutex<[Key: Bool]>([:])

    /// Whether the caller is to start a task; otherwise the one under way is told to look again.
    func begin(_ key: Key) -> Bool {
        asked.withLock { asked in
            defer { asked[key] = asked[key] != nil }
            return asked[key] == nil
        }
    }

    /// Whether the task is to go round once more; otherwise it is forgotten.
    func hasMore(_ key: Key) -> Bool {
        asked.withLock { asked in
            let more = asked[key] == true
            asked[key] = more ? false : nil
            return more
        }
    }
}
