import Domain
import NIOCore
import NIOWebSocket

/// Frames put together to messages, and pings answered.
struct NIOWebSocketConnection: WebSocketConnection {
    /// Slack's envelopes are far smaller; a longer message ends the connection.
    private static let maximumMessageBytes = 4 << 20

    let messages: AsyncStream<String>
    private let received: AsyncStream<String>.Continuation
    private let outbound: NIOAsyncChannelOutboundWriter<WebSocketFrame>

    init(outbound: NIOAsyncChannelOutboundWriter<WebSocketFrame>) {
        self.outbound = outbound
        (messages, received) = AsyncStream.makeStream()
    }

    func send(_ text: String) async throws {
        try await write(.text, ByteBuffer(string: text))
    }

    /// Reads until the connection ends; then `messages` ends too.
    func read(_ inbound: NIOAsyncChannelInboundStream<WebSocketFrame>) async {
        defer { received.finish() }
        var message = ByteBuffer()
        do {
            for try await frame in inbound {
                switch frame.opcode {
                case .text, .binary, .continuation:
                    message.writeImmutableBuffer(frame.unmaskedData)
                    guard message.readableBytes <= Self.maximumMessageBytes else { return }
                    if frame.fin {
                        received.yield(String(buffer: message))
                        message.clear()
                    }
                case .ping: try await write(.pong, frame.unmaskedData)
                case .connectionClose:
                    try await write(.connectionClose, frame.unmaskedData)
                    return
                default: continue
                }
            }
        } catch {
            // A connection that breaks off has ended; whoever reads `messages` opens the next one.
        }
    }

    /// A client masks what it sends (RFC 6455, 5.3).
    private func write(_ opcode: WebSocketOpcode, _ data: ByteBuffer) async throws {
        try await outbound.write(WebSocketFrame(fin: true, opcode: opcode, maskKey: .random(), data: data))
    }
}
