import Domain
import Synchronization

/// Which incidents are being moved on, so that each is moved on by one task, and no change is missed.
final class IncidentsUnderWay: Sendable {
    /// True when something changed since the incident's task began its present round.
    private let changed = Mutex<[IncidentID: Bool]>([:])

    /// Whether the caller is to start a task; otherwise the one under way is told to look again.
    func begin(_ id: IncidentID) -> Bool {
        changed.withLock { changed in
            defer { changed[id] = changed[id] != nil }
            return changed[id] == nil
        }
    }

    /// Whether the task is to go round once more; otherwise it is forgotten.
    func hasMore(_ id: IncidentID) -> Bool {
        changed.withLock { changed in
            let more = changed[id] == true
            changed[id] = more ? false : nil
            return more
        }
    }
}
