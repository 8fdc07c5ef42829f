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
    private let address: String
    private let port: Int
    private let incidents: [PreparedIncident]
    private let logger: Logger
    private let bound = BoundAddress()

    /// - Parameter port: 0 takes any free one; `origin` tells which.
    package init(
        workspace: Workspace,
        address: String = "127.0.0.1",
        port: Int,
        incidents: [PreparedIncident] = [],
        logger: Logger
    ) {
        self.workspace = workspace
        self.address = address
        self.port = port
        self.incidents = incidents
        self.logger = logger
    }

    /// Where the server is reached, e.g. `http://127.0.0.1:8090`. Waits until it is; nil when it could not start.
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
        WebAPIRoutes(workspace: workspace).add(to: router)
        let isLocal = SameOriginOnly.localNames.contains(address)
        PersonRoutes(workspace: workspace, incidents: incidents, isLocal: isLocal).add(to: router)
        PageRoutes().add(to: router)
        let application = Application(
            router: router,
            configuration: .init(address: .hostname(address, port: port)),
            onServerRunning: { channel in
                let host = address.contains(":") ? "[\(address)]" : address
                let origin = "http://\(host):\(channel.localAddress?.port ?? port)"
                await workspace.serve(at: origin)
                await bound.settle(URL(string: origin))
            },
            logger: logger)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await carryEvents() }
            group.addTask {
                try? await gracefulShutdown()
                await workspace.dismissWatchers()
                await workspace.deliverLate()
            }
            // Ends by itself when the group is stopped; cancelled while a connection comes in, it would trap.
            try await application.run()
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

/// An address that is known once the server is up.
actor BoundAddress {
    private var settled: URL??
    private var waiting: [CheckedContinuation<URL?, Never>] = []

    var value: URL? {
        get async {
            if let settled { return settled }
            return await withCheckedContinuation { waiting.append($0) }
        }
    }

    /// The first settlement counts.
    func settle(_ url: URL?) {
        guard settled == nil else { return }
        settled = .some(url)
        for continuation in waiting { continuation.resume(returning: url) }
        waiting = []
    }
}
