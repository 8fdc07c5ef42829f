import Adapters
import Domain
import Foundation
import NIOCore
import NIOWebSocket
import Testing

@Suite(.timeLimit(.minutes(1))) struct NIOWebSocketClientTests {
    private let client = NIOWebSocketClient()

    @Test func `messages come whole, in pieces or not, and answers go back`() async throws {
        let echo = try await WebSocketServer.run { inbound, outbound in
            try await outbound.write(WebSocketFrame(fin: true, opcode: .text, data: ByteBuffer(string: "one")))
            try await outbound.write(WebSocketFrame(fin: false, opcode: .text, data: ByteBuffer(string: "tw")))
            try await outbound.write(WebSocketFrame(fin: true, opcode: .continuation, data: ByteBuffer(string: "o")))
            for try await frame in inbound where frame.opcode == .text {
                let text = String(buffer: frame.unmaskedData)
                #expect(frame.maskKey != nil)
                try await outbound.write(
                    WebSocketFrame(fin: true, opcode: .text, data: ByteBuffer(string: "echo \(text)")))
            }
        } _: { [client] url in
            try await client.connect(to: url) { connection in
                var seen: [String] = []
                for await message in connection.messages {
                    seen.append(message)
                    if seen.count == 2 { try await connection.send("three") }
                    if seen.count == 3 { break }
                }
                return seen
            }
        }
        #expect(echo == ["one", "two", "echo three"])
    }

    @Test func `a ping is answered, and a close ends the messages`() async throws {
        let seen = try await WebSocketServer.run { inbound, outbound in
            try await outbound.write(WebSocketFrame(fin: true, opcode: .ping, data: ByteBuffer(string: "p")))
            for try await frame in inbound where frame.opcode == .pong {
                let data = String(buffer: frame.unmaskedData)
                try await outbound.write(WebSocketFrame(fin: true, opcode: .text, data: ByteBuffer(string: data)))
                try await outbound.write(WebSocketFrame(fin: true, opcode: .connectionClose, data: ByteBuffer()))
            }
        } _: { [client] url in
            try await client.connect(to: url) { connection in
                await connection.messages.reduce(into: [String]()) { $0.append($1) }
            }
        }
        #expect(seen == ["p"])
    }

    @Test func `a server that falls silent counts as gone`() async throws {
        let client = NIOWebSocketClient(silenceLimit: .milliseconds(200))
        let seen = try await WebSocketServer.run { inbound, outbound in
            for try await _ in inbound {}
        } _: { url in
            try await client.connect(to: url) { await $0.messages.reduce(0) { count, _ in count + 1 } }
        }
        #expect(seen == 0)
    }

    @Test(arguments: ["http://127.0.0.1:1/", "ws://127.0.0.1:1/"])
    func `what is no WebSocket is refused`(address: String) async throws {
        let url = try #require(URL(string: address))
        let client = client
        await #expect(throws: WebSocketFailure.self) {
            try await client.connect(to: url) { (_: any WebSocketConnection) -> Bool in true }
        }
    }
}
