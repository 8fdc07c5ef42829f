package import Foundation
import Hummingbird
package import Logging
import ServiceLifecycle

/// Serves the GitHub stand-in on loopback, as a GitHub Enterprise server would: `/api/v3` and the repositories beside it.
package struct GitHubServer: Service {
    private let gitHub: GitHubStandIn
    private let server: LoopbackServer

    /// - Parameter port: 0 takes any free one; `origin` tells which.
    package init(gitHub: GitHubStandIn, port: Int, logger: Logger) {
        self.gitHub = gitHub
        server = LoopbackServer(port: port, logger: logger)
    }

    /// Where it is reached, e.g. `http://127.0.0.1:8070`. Waits until it is; nil when it could not start.
    package var origin: URL? {
        get async { await server.origin }
    }

    package func run() async throws {
        let router = Router(context: BasicRequestContext.self)
        GitHubRoutes(gitHub: gitHub).add(to: router)
        try await server.run(router) { await gitHub.serve(at: $0) }
    }
}
