import Foundation
import Synchronization

/// Carries a cancellation from any thread to one that waits in `poll`.
final class Cancellation: Sendable {
    private struct State {
        var isRequested = false
        var wakeUp: Int32?
    }

    private let state = Mutex(State())

    var isRequested: Bool { state.withLock { $0.isRequested } }

    func request() {
        state.withLock { state in
            state.isRequested = true
            if let wakeUp = state.wakeUp { Self.wake(wakeUp) }
        }
    }

    /// Makes `descriptor` readable at the other end of its pipe when the cancellation comes, or now if it has come.
    func connect(to descriptor: Int32) {
        state.withLock { state in
            state.wakeUp = descriptor
            if state.isRequested { Self.wake(descriptor) }
        }
    }

    /// To be called before the descriptor is closed.
    func disconnect() {
        state.withLock { $0.wakeUp = nil }
    }

    private static func wake(_ descriptor: Int32) {
        var byte: UInt8 = 1
        _ = write(descriptor, &byte, 1)
    }
}
