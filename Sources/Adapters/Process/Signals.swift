import Foundation

/// Signal masks of threads and children.
enum Signals {
    /// Keeps every signal from the calling thread: writing to what nobody reads is an error there, not our end.
    static func blockAll() {
        withSets { _, all in _ = pthread_sigmask(SIG_BLOCK, all, nil) }
    }

    /// Hands out the empty and the full set.
    ///
    /// Never calls the type's initialiser, which belongs to whichever C module the compiler has loaded first.
    static func withSets(
        _ body: (_ none: UnsafeMutablePointer<sigset_t>, _ all: UnsafeMutablePointer<sigset_t>) -> Void
    ) {
        withUnsafeTemporaryAllocation(of: sigset_t.self, capacity: 2) { sets in
            guard let none = sets.baseAddress else { return }
            sigemptyset(none)
            sigfillset(none + 1)
            body(none, none + 1)
        }
    }
}
