import Domain
import Synchronization

/// The incidents written to last, so that a further fact needs no decoding of the facts before it.
///
/// Only a shortcut: each is named by the hash of its last entry, and one that has been written past is no longer found. The
/// lock is the `Mutex`.
final class IncidentFolds: Sendable {
    private static let capacity = 16

    private let kept = Mutex<[Incident]>([])

    func incident(_ id: IncidentID, endingWith hash: String) -> Incident? {
        kept.withLock { kept in kept.last { $0.id == id && $0.entries.last?.hash == hash } }
    }

    func keep(_ incident: Incident) {
        kept.withLock { kept in
            kept.removeAll { $0.id == incident.id }
            kept.append(incident)
            if kept.count > Self.capacity { kept.removeFirst() }
        }
    }
}
