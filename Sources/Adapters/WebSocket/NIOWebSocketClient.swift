package import Domain
package import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import NIOWebSocket

/// WebSocket over SwiftNIO. `ws` and `wss`; proxies are not supported.
///
/// A connection on which nothing comes for `silenceLimit` counts as broken: a server in Socket Mode pings far more often.
package struct NIOWebSocketClient: WebSocketClient {
    private static let maximumFrameBytes = 1 << 20

    private let silenceLimit: TimeAmount
    private let connectTimeout: TimeAmount = .seconds(15)

    private let certificateAuthorities: String?

    /// - Parameter certificateAuthorities: a PEM file of authorities to trust beside the system's.
    package init(silenceLimit: Duration = .seconds(60), certificateAuthorities: String? = nil) {
        self.silenceLimit = TimeAmount(silenceLimit)
        self.certificateAuthorities = certificateAuthorities
    }

    private var tls: TLSConfiguration {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.additionalTrustRoots = certificateAuthorities.map { [.file($0)] } ?? []
        return configuration
    }

    package func connect<Value: Sendable>(
        to url: URL, _ body: @escaping @Sendable (any WebSocketConnection) async throws -> Value
    ) async throws -> Value {
        guard case .connected(let channel) = try await upgrade(try Address(url)) else {
            throw WebSocketFailure("the server answered, but not as a WebSocket")
        }
        return try await channel.executeThenClose { inbound, outbound in
            let connection = NIOWebSocketConnection(outbound: outbound)
            return try await withThrowingTaskGroup(of: Value?.self) { group in
                group.addTask {
                    await connection.read(inbound)
                    return nil
                }
                group.addTask { try await body(connection) }
                defer { group.cancelAll() }
                while let ended = try await group.next() {
                    if let value = ended { return value }
                }
                throw CancellationError()
            }
        }
    }

    private typealias FrameChannel = NIOAsyncChannel<WebSocketFrame, WebSocketFrame>

    private enum Upgrade: Sendable {
        case connected(FrameChannel)
        case refused
    }

    private func upgrade(_ address: Address) async throws -> Upgrade {
        let tls = address.isSecure ? try NIOSSLContext(configuration: tls) : nil
        do {
            let upgrade = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .connectTimeout(connectTimeout)
                .connect(host: address.host, port: address.port) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        if let tls {
                            let handler = try NIOSSLClientHandler(context: tls, serverHostname: address.tlsName)
                            try channel.pipeline.syncOperations.addHandler(handler)
                        }
                        return try channel.pipeline.syncOperations.configureUpgradableHTTPClientPipeline(
                            configuration: configuration(for: address))
                    }
                }
            return try await upgrade.get()
        } catch {
            throw WebSocketFailure("\(error)")
        }
    }

    private func configuration(for address: Address) -> NIOUpgradableHTTPClientPipelineConfiguration<Upgrade> {
        let limit = silenceLimit
        let upgrader = NIOTypedWebSocketClientUpgrader<Upgrade>(maxFrameSize: Self.maximumFrameBytes) { channel, _ in
            channel.eventLoop.makeCompletedFuture {
                try channel.pipeline.syncOperations.addHandler(IdleStateHandler(readTimeout: limit))
                try channel.pipeline.syncOperations.addHandler(CloseWhenSilent())
                return .connected(try FrameChannel(wrappingChannelSynchronously: channel))
            }
        }
        var configuration = NIOUpgradableHTTPClientPipelineConfiguration(
            upgradeConfiguration: NIOTypedHTTPClientUpgradeConfiguration<Upgrade>(
                upgradeRequestHead: address.requestHead, upgraders: [upgrader],
                notUpgradingCompletionHandler: { channel in
                    channel.close().map { Upgrade.refused }
                }))
        // The first message often shares a segment with the answer to the upgrade; by default it would be dropped.
        configuration.leftOverBytesStrategy = .forwardBytes
        return configuration
    }
}

extension NIOWebSocketClient {
    /// A WebSocket address, taken apart.
    private struct Address: Sendable {
        let host: String
        let port: Int
        let isSecure: Bool
        let requestHead: HTTPRequestHead

        init(_ url: URL) throws {
            guard let scheme = url.scheme?.lowercased(), scheme == "ws" || scheme == "wss", let host = url.host() else {
                throw WebSocketFailure("the address is not one of a WebSocket (ws:// or wss://)")
            }
            isSecure = scheme == "wss"
            self.host = host
            port = url.port ?? (isSecure ? 443 : 80)
            let path = url.path(percentEncoded: true)
            let query = url.query(percentEncoded: true).map { "?\($0)" } ?? ""
            requestHead = HTTPRequestHead(
                version: .http1_1, method: .GET, uri: (path.isEmpty ? "/" : path) + query,
                headers: ["Host": url.port.map { "\(host):\($0)" } ?? host])
        }

        /// Certificates name hosts; an address in digits can't be asked for by name.
        var tlsName: String? { host.contains(where: \.isLetter) && !host.contains(":") ? host : nil }
    }
}

/// Closes a channel from which nothing is heard any more.
private final class CloseWhenSilent: ChannelInboundHandler, Sendable {
    typealias InboundIn = WebSocketFrame

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is IdleStateHandler.IdleStateEvent {
            context.close(promise: nil)
        } else {
            context.fireUserInboundEventTriggered(event)
        }
    }
}
