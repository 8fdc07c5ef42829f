import Foundation

/// A thread for work that waits: for a disk, another program or the kernel.
///
/// Swift runs all tasks on as few threads as the machine has cores. What waits on one of those holds up every other task; what
/// takes longer than a statement in a local database belongs here.
package enum OwnThread {
    /// Runs the work and returns, or throws, what it does. The work is not cancelled.
    package static func run<Value: Sendable, Failure: Error>(
        _ work: @escaping @Sendable () throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        let result = await withCheckedContinuation { continuation in
            Thread.detachNewThread { continuation.resume(returning: Result(catching: work)) }
        }
        return try result.get()
    }

    /// What `act` returns or throws, once what it left behind is cleared away. Clears also in a cancelled task.
    package static func clearing<Value: Sendable, Failure: Error>(
        _ clear: @escaping @Sendable () -> Void, after act: () async throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        let result: Result<Value, Failure>
        do throws(Failure) { result = .success(try await act()) } catch { result = .failure(error) }
        await run(clear)
        return try result.get()
    }
}
