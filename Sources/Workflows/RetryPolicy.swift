package import Domain

/// How often, and after which waits, a call is tried again whose error says that it may succeed later.
package struct RetryPolicy: Sendable {
    /// The wait before each further try; their number is the number of further tries.
    package let waits: [Duration]
    private let clock: any Clock<Duration>

    package init(waits: [Duration] = [.seconds(1), .seconds(4), .seconds(15)], clock: any Clock<Duration>) {
        self.waits = waits
        self.clock = clock
    }

    /// The first success, or the last failure. Only `recovery == .retry` is tried again.
    package func run<Value: Sendable>(
        _ call: () async throws(PortError) -> Value
    ) async throws(PortError) -> Value {
        for wait in waits {
            do throws(PortError) {
                return try await call()
            } catch {
                guard error.recovery == .retry, !Task.isCancelled else { throw error }
                try? await clock.sleep(for: wait)
            }
        }
        return try await call()
    }
}
