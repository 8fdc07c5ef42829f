import Domain
import Synchronization

/// Tells any number of listeners which incident has a new fact.
///
/// Each listener gets everything said after it began to listen, and is forgotten when it stops. The lock is the `Mutex`.
final class IncidentNews: Sendable {
    private struct State {
        var next = 0
        var listeners: [Int: AsyncStream<IncidentID>.Continuation] = [:]
    }

    private let state = Mutex(State())

    func listen() -> AsyncStream<IncidentID> {
        let (stream, continuation) = AsyncStream.makeStream(of: IncidentID.self, bufferingPolicy: .unbounded)
        let number = state.withLock { state in
            defer { state.next += 1 }
            state.listeners[state.next] = continuation
            return state.next
        }
        continuation.onTermination = { [weak self] _ in
            _ = self?.state.withLock { $0.listeners.removeValue(forKey: number) }
        }
        return stream
    }

    func tell(_ incident: IncidentID) {
        // Outside the lock: a yield can end in `onTermination`, which takes it.
        let listeners = state.withLock { Array($0.listeners.values) }
        for listener in listeners { listener.yield(incident) }
    }

    var listenerCount: Int { state.withLock { $0.listeners.count } }

    deinit {
        for listener in state.withLock({ Array($0.listeners.values) }) { listener.finish() }
    }
}
