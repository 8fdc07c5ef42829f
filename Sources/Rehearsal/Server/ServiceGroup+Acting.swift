package import Logging
package import ServiceLifecycle
package import UnixSignals

extension ServiceGroup {
    /// Runs services for as long as `act` takes, then stops them gracefully and waits for their end.
    ///
    /// They are never cancelled: a server that is cancelled while a connection comes in brings the process down.
    /// Throws what `act` throws, or else what the services threw.
    package static func run<Value: Sendable>(
        _ services: [any Service],
        stoppingOn signals: [UnixSignal] = [],
        logger: Logger,
        while act: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        let group = ServiceGroup(
            configuration: .init(
                services: services.map { .init(service: $0) }, gracefulShutdownSignals: signals, logger: logger))
        async let running: Result<Void, any Error> = result(of: { try await group.run() })
        let acted: Result<Value, any Error> = await result(of: act)
        await group.triggerGracefulShutdown()
        let ended = await running
        let value = try acted.get()
        try ended.get()
        return value
    }

    private static func result<Value>(
        of act: @Sendable () async throws -> Value
    ) async -> Result<Value, any Error> {
        do { return .success(try await act()) } catch { return .failure(error) }
    }
}
