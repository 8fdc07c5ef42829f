package import Logging
package import ServiceLifecycle
package import UnixSignals

extension ServiceGroup {
    /// Runs services for as long as `act` takes, then stops them gracefully and waits for their end.
    ///
    /// They are cancelled only when they don't end in time: a server that is cancelled while a connection comes in may bring
    /// the process down.
    /// Throws what `act` throws, or else what the services threw.
    ///
    /// - Parameter limit: how long they may take to end by themselves. A busy machine takes its time; a browser that holds a
    ///   connection open takes all of it.
    package static func run<Value: Sendable>(
        _ services: [any Service],
        stoppingOn signals: [UnixSignal] = [],
        endingWithin limit: Duration = .seconds(60),
        logger: Logger,
        while act: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        var configuration = ServiceGroupConfiguration(
            services: services.map { .init(service: $0) }, gracefulShutdownSignals: signals, logger: logger)
        configuration.maximumGracefulShutdownDuration = limit
        // Beyond this the group brings the process down, and with it every other test of it.
        configuration.maximumCancellationDuration = .seconds(60)
        let group = ServiceGroup(configuration: configuration)
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
