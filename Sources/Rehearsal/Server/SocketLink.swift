package import Domain
package import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOWebSocket
import ServiceLifecycle
import Synchronization

/// Slack's side of Socket Mode: carries to a bot that has opened a socket what would otherwise be posted to its address.
///
/// To be handed to a workspace as its way to the bot. What the bot acknowledges with comes back as the answer. The newest
/// connection is used. The lock is the `Mutex`.
package final class SocketLink: HTTPClient, Service {
    private typealias Frames = NIOAsyncChannel<WebSocketFrame, WebSocketFrame>
    private typealias Writer = NIOAsyncChannelOutboundWriter<WebSocketFrame>

    private struct State {
        var connections = 0
        var writer: (number: Int, Writer)?
        var waiting: [String: AsyncStream<JSON>.Continuation] = [:]
    }

    private let state = Mutex(State())
    private let bound = BoundAddress()

    package init() {}

    /// Where a bot connects to; nil when it could not be served.
    package var address: URL? {
        get async { await bound.value }
    }

    package var isConnected: Bool { state.withLock { $0.writer != nil } }

    package func run() async throws {
        do {
            let server = try await Self.bind()
            await bound.settle(URL(string: "ws://127.0.0.1:\(server.channel.localAddress?.port ?? 0)/link"))
            try await withThrowingDiscardingTaskGroup { group in
                try await server.executeThenClose { connections in
                    for try await upgrade in connections.cancelOnGracefulShutdown() {
                        group.addTask {
                            guard let frames = try? await upgrade.get() else { return }
                            try? await frames.executeThenClose { try await self.serve($0, $1) }
                        }
                    }
                }
                group.cancelAll()
            }
        } catch {
            await bound.settle(nil)
            throw error
        }
    }

    private static func bind() async throws -> NIOAsyncChannel<EventLoopFuture<Frames>, Never> {
        try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton).bind(host: "127.0.0.1", port: 0) {
            channel in
            channel.eventLoop.makeCompletedFuture {
                let upgrader = NIOTypedWebSocketServerUpgrader<Frames>(
                    shouldUpgrade: { channel, _ in channel.eventLoop.makeSucceededFuture([:]) },
                    upgradePipelineHandler: { channel, _ in
                        channel.eventLoop.makeCompletedFuture { try Frames(wrappingChannelSynchronously: channel) }
                    })
                let configuration = NIOTypedHTTPServerUpgradeConfiguration<Frames>(
                    upgraders: [upgrader],
                    notUpgradingCompletionHandler: { channel in
                        channel.eventLoop.makeFailedFuture(ChannelError.inappropriateOperationForState)
                    })
                return try channel.pipeline.syncOperations.configureUpgradableHTTPServerPipeline(
                    configuration: .init(upgradeConfiguration: configuration))
            }
        }
    }

    // MARK: A connection

    private func serve(_ inbound: NIOAsyncChannelInboundStream<WebSocketFrame>, _ writer: Writer) async throws {
        try await Self.write(["type": "hello", "num_connections": 1], to: writer)
        let number = state.withLock { state in
            state.connections += 1
            state.writer = (state.connections, writer)
            return state.connections
        }
        defer { state.withLock { if $0.writer?.number == number { $0.writer = nil } } }
        for try await frame in inbound {
            switch frame.opcode {
            case .text: acknowledged(Data(frame.unmaskedData.readableBytesView))
            case .connectionClose: return
            default: continue
            }
        }
    }

    private func acknowledged(_ text: Data) {
        guard let answer = try? JSON(parsing: text), let id = answer["envelope_id"]?.text else { return }
        let waiting = state.withLock { $0.waiting.removeValue(forKey: id) }
        waiting?.yield(answer)
        waiting?.finish()
    }

    private static func write(_ message: JSON, to writer: Writer) async throws {
        try await writer.write(WebSocketFrame(fin: true, opcode: .text, data: ByteBuffer(bytes: message.encoded)))
    }

    // MARK: A delivery

    package func send(_ request: Domain.HTTPRequest) async throws(HTTPFailure) -> HTTPAnswer {
        let id = UUID().uuidString
        guard let envelope = Self.envelope(of: request, id), let writer = state.withLock({ $0.writer?.1 }) else {
            throw .notSent("no socket is open")
        }
        let (answers, answer) = AsyncStream.makeStream(of: JSON.self)
        state.withLock { $0.waiting[id] = answer }
        do { try await Self.write(envelope, to: writer) } catch { throw .noAnswer("the socket broke") }
        let seconds = request.timeoutSeconds
        let first = await withTaskGroup(of: JSON?.self) { group in
            group.addTask { await answers.first { _ in true } }
            group.addTask {
                try? await Task.sleep(for: .seconds(seconds))
                return nil
            }
            defer { group.cancelAll() }
            return await group.next() ?? nil
        }
        guard let first else { throw .timedOut }
        return HTTPAnswer(status: 200, headers: [], body: first["payload"].map(\.encoded) ?? Data())
    }

    /// What Slack wraps around a delivery; nil for a request that is none.
    private static func envelope(of request: Domain.HTTPRequest, _ id: String) -> JSON? {
        let form = Form.decode(String(decoding: request.body, as: UTF8.self))
        let type: String
        let payload: JSON?
        switch request.url.lastPathComponent {
        case "commands": (type, payload) = ("slash_commands", .object(form.mapValues(JSON.string)))
        case "interactions": (type, payload) = ("interactive", try? JSON(parsing: Data((form["payload"] ?? "").utf8)))
        case "events": (type, payload) = ("events_api", try? JSON(parsing: request.body))
        default: return nil
        }
        let retry = request.headers.first { $0.name == "X-Slack-Retry-Num" }.flatMap { Double($0.value) } ?? 0
        return payload.map {
            [
                "envelope_id": .string(id), "type": .string(type), "payload": $0, "retry_attempt": .number(retry),
                "accepts_response_payload": .bool(type != "events_api"),
            ]
        }
    }
}
