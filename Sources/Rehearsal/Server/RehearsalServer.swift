package import Foundation
import Hummingbird
package import Logging
import NIOCore
import ServiceLifecycle

/// Serves a workspace: to the bot as Slack's Web API below `/api/`, and to people as a page at `/`.
///
/// Also carries the workspace's events to the bot. Stops gracefully with its service group.
package struct RehearsalServer: Service {
    private let workspace: Workspace
    private let server: LoopbackServer
    private let incidents: [PreparedIncident]

    /// - Parameter port: 0 takes any free one; `origin` tells which.
    package init(
        workspace: Workspace,
        address: String = "127.0.0.1",
        port: Int,
        incidents: [PreparedIncident] = [],
        logger: Logger
    ) {
        self.workspace = workspace
        server = LoopbackServer(address: address, port: port, logger: logger)
        self.incidents = incidents
    }

    /// Where the server is reached, e.g. `http://127.0.0.1:8090`. Waits until it is; nil when it could not start.
    package var origin: URL? {
        get async { await server.origin }
    }

    package func run() async throws {
        let router = Router(context: BasicRequestContext.self)
        WebAPIRoutes(workspace: workspace).add(to: router)
        let isLocal = SameOriginOnly.localNames.contains(server.address)
        PersonRoutes(workspace: workspace, incidents: incidents, isLocal: isLocal).add(to: router)
        PageRoutes().add(to: router)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await carryEvents() }
            group.addTask {
                try? await gracefulShutdown()
                await workspace.dismissWatchers()
                await workspace.deliverLate()
            }
            // Ends by itself when the group is stopped; cancelled while a connection comes in, it would trap.
            try await server.run(router) { await workspace.serve(at: $0) }
            group.cancelAll()
        }
    }

    private func carryEvents() async {
        await withDiscardingTaskGroup { group in
            for await event in workspace.events.cancelOnGracefulShutdown() {
                group.addTask { await workspace.deliver(event: event) { try await Task.sleep(for: $0) } }
            }
            group.cancelAll()
        }
    }
}
