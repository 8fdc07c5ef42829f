package import Foundation
import Hummingbird
package import Logging
import ServiceLifecycle

/// Serves the GitHub stand-in on loopback, as a GitHub Enterprise server would: `/api/v3` and the repositories beside it.
package struct GitHubServer: Service {
    private let gitHub: GitHubStandIn
    private let port: Int
    private let logger: Logger
    private let bound = BoundAddress()

    /// - Parameter port: 0 takes any free one; `origin` tells which.
    package init(gitHub: GitHubStandIn, port: Int, logger: Logger) {
        self.gitHub = gitHub
        self.port = port
        self.logger = logger
    }

    /// Where it is reached, e.g. `http://127.0.0.1:8070`. Waits until it is; nil when it could not start.
    package var origin: URL? {
        get async { await bound.value }
    }

    package func run() async throws {
        do {
            try await serve()
        } catch {
            await bound.settle(nil)
            throw error
        }
        await bound.settle(nil)
    }

    private func serve() async throws {
        let router = Router(context: BasicRequestContext.self)
        GitHubRoutes(gitHub: gitHub).add(to: router)
        try await Application(
            router: router,
            configuration: .init(address: .hostname("127.0.0.1", port: port)),
            onServerRunning: { channel in
                let origin = "http://127.0.0.1:\(channel.localAddress?.port ?? port)"
                await gitHub.serve(at: origin)
                await bound.settle(URL(string: origin))
            },
            logger: logger
        ).run()
    }
}
