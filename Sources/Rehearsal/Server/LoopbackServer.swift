import Foundation
import Hummingbird
import Logging

/// Routes on a port, which say where they are reached once they are.
struct LoopbackServer: Sendable {
    let address: String
    let port: Int
    let logger: Logger
    private let bound = BoundAddress()

    /// - Parameter port: 0 takes any free one; `origin` tells which.
    init(address: String = "127.0.0.1", port: Int, logger: Logger) {
        self.address = address
        self.port = port
        self.logger = logger
    }

    /// E.g. `http://127.0.0.1:8090`. Waits until it is known; nil when the server could not start.
    var origin: URL? {
        get async { await bound.value }
    }

    /// Serves until its service group stops.
    ///
    /// - Parameter whenUp: is told the origin before anybody who waits for it.
    func run(
        _ router: Router<BasicRequestContext>, whenUp: @escaping @Sendable (String) async -> Void = { _ in }
    ) async throws {
        let application = Application(
            router: router,
            configuration: .init(address: .hostname(address, port: port)),
            onServerRunning: { channel in
                let host = address.contains(":") ? "[\(address)]" : address
                let origin = "http://\(host):\(channel.localAddress?.port ?? port)"
                await whenUp(origin)
                await bound.settle(URL(string: origin))
            },
            logger: logger)
        do {
            try await application.run()
        } catch {
            await bound.settle(nil)
            throw error
        }
        await bound.settle(nil)
    }
}
