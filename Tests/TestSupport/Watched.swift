import Synchronization

/// A value behind a lock that a test can wait for, woken by its changes instead of looking again and again.
package final class Watched<Value: Sendable>: Sendable {
    private struct State: Sendable {
        var value: Value
        var watchers: [Int: AsyncStream<Void>.Continuation] = [:]
        var count = 0
    }

    private let state: Mutex<State>

    package init(_ value: Value) {
        state = Mutex(State(value: value))
    }

    package var value: Value { state.withLock { $0.value } }

    /// Changes the value, and lets everybody who waits look at it.
    package func change<Result: Sendable>(_ body: @Sendable (inout Value) throws -> Result) rethrows -> Result {
        let (result, watchers) = try state.withLock { state in
            let result = try body(&state.value)
            return (result, Array(state.watchers.values))
        }
        for watcher in watchers { watcher.yield() }
        return result
    }

    /// The value, once it is as wanted. Throws when the task is cancelled before.
    @discardableResult
    package func wait(until isWanted: @Sendable (Value) -> Bool) async throws -> Value {
        let (changes, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let number = state.withLock { state in
            state.count += 1
            state.watchers[state.count] = continuation
            return state.count
        }
        defer { state.withLock { $0.watchers[number] = nil } }
        // Watched before it is looked at, so that no change falls between the two.
        continuation.yield()
        for await _ in changes {
            let value = value
            if isWanted(value) { return value }
        }
        throw CancellationError()
    }
}

/// A sleep nobody wakes from: ends only when the task is cancelled, by throwing.
package func sleepUntilCancelled() async throws -> Never {
    let (nothing, continuation) = AsyncStream.makeStream(of: Never.self)
    for await _ in nothing {}
    continuation.finish()
    throw CancellationError()
}
