import Domain
import Foundation
import Synchronization

/// The checked-out commits of one process, so that they don't become more and more. The lock is the `Mutex`.
///
/// Whoever has asked for one may read it for an hour, longer than any step takes; beyond a few, older ones are removed.
final class Checkouts: Sendable {
    static let kept = 8
    static let leastAge = Duration.seconds(3_600)

    let directory: URL
    private let clock: MonotonicClock
    private let used = Mutex<[CommitID: MonotonicClock.Instant]>([:])

    init(directory: URL, clock: MonotonicClock) {
        self.directory = directory
        self.clock = clock
    }

    func place(of commit: CommitID) -> URL { directory.appending(path: commit.rawValue) }

    /// Somebody is about to read this commit; what nobody can be reading any more goes.
    func use(_ commit: CommitID) async {
        let now = clock.now()
        let spare = used.withLock { used in
            used[commit] = now
            let oldest = used.sorted { $0.value < $1.value }.prefix(max(0, used.count - Self.kept))
            let spare = oldest.filter { now - $0.value >= Self.leastAge }.map(\.key)
            for old in spare { used[old] = nil }
            return spare
        }
        guard !spare.isEmpty else { return }
        await OwnThread.run { [self] in for old in spare { TemporaryDirectory.remove(place(of: old).path) } }
    }
}
