import Domain

/// Runs two steps that don't depend on each other at the same time.
enum Concurrent {
    static func both<First: Sendable, Second: Sendable>(
        _ first: @escaping @Sendable () async throws(PortError) -> First,
        and second: @escaping @Sendable () async throws(PortError) -> Second
    ) async throws(PortError) -> (First, Second) {
        async let left = result(of: first)
        async let right = result(of: second)
        return (try await left.get(), try await right.get())
    }

    private static func result<Value: Sendable>(
        of step: @Sendable () async throws(PortError) -> Value
    ) async -> Result<Value, PortError> {
        do {
            return .success(try await step())
        } catch {
            return .failure(error)
        }
    }
}
