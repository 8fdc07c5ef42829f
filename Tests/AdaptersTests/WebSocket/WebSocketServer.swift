import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOWebSocket

/// A WebSocket server on loopback for one connection, played by a script of frames.
struct WebSocketServer: Sendable {
    typealias Channel = NIOAsyncChannel<WebSocketFrame, WebSocketFrame>
    typealias Script =
        @Sendable (NIOAsyncChannelInboundStream<WebSocketFrame>, NIOAsyncChannelOutboundWriter<WebSocketFrame>)
        async throws -> Void

    /// Serves until `act` has ended.
    static func run<Value: Sendable>(
        script: @escaping Script, _ act: @escaping @Sendable (URL) async throws -> Value
    ) async throws -> Value {
        let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .bind(host: "127.0.0.1", port: 0) { channel in
                channel.eventLoop.makeCompletedFuture {
                    let upgrader = NIOTypedWebSocketServerUpgrader<Channel>(
                        shouldUpgrade: { channel, _ in channel.eventLoop.makeSucceededFuture([:]) },
                        upgradePipelineHandler: { channel, _ in
                            channel.eventLoop.makeCompletedFuture {
                                try Channel(wrappingChannelSynchronously: channel)
                            }
                        })
                    let configuration = NIOTypedHTTPServerUpgradeConfiguration<Channel>(
                        upgraders: [upgrader],
                        notUpgradingCompletionHandler: { channel in
                            channel.eventLoop.makeFailedFuture(ChannelError.inappropriateOperationForState)
                        })
                    return try channel.pipeline.syncOperations.configureUpgradableHTTPServerPipeline(
                        configuration: .init(upgradeConfiguration: configuration))
                }
            }
        guard let port = server.channel.localAddress?.port,
            let url = URL(string: "ws://127.0.0.1:\(port)/link?ticket=1")
        else { throw URLError(.badURL) }
        return try await withThrowingTaskGroup(of: Value?.self) { group in
            group.addTask {
                try await server.executeThenClose { connections in
                    for try await upgrade in connections {
                        guard let channel = try? await upgrade.get() else { continue }
                        try? await channel.executeThenClose(script)
                    }
                }
                return nil
            }
            group.addTask { try await act(url) }
            defer { group.cancelAll() }
            while let ended = try await group.next() {
                if let value = ended { return value }
            }
            throw CancellationError()
        }
    }
}
