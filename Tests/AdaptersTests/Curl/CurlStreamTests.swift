import Adapters
import Domain
import Foundation
import Synchronization
import Testing

/// Answers that are read while they come.
@Suite(.timeLimit(.minutes(1))) struct CurlStreamTests {
    let client = CurlHTTPClient()

    private static let size = 64 << 20

    /// Sends `size` bytes as fast as they are taken, and tells how many when it first has to wait for 0.3 s.
    private func generousServer() throws -> (server: FaultyServer, stuck: AsyncStream<Int>) {
        let (stuck, say) = AsyncStream<Int>.makeStream()
        let server = try FaultyServer { server, connection in
            server.read(connection)
            var patience = timeval(tv_sec: 0, tv_usec: 300_000)
            setsockopt(connection, SOL_SOCKET, SO_SNDTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
            server.write("HTTP/1.1 200 OK\r\nX-Kind: much\r\nContent-Length: \(Self.size)\r\n\r\n", to: connection)
            let part = [UInt8](repeating: 7, count: 1 << 16)
            var sent = 0
            while sent < Self.size {
                let count = send(connection, part, min(part.count, Self.size - sent), Int32(MSG_NOSIGNAL))
                if count > 0 {
                    sent += count
                } else if errno == EAGAIN {
                    say.yield(sent)
                } else {
                    break
                }
            }
            say.finish()
        }
        return (server, stuck)
    }

    @Test func `a reader that waits makes the other side wait, and little is kept meanwhile`() async throws {
        let (server, stuck) = try generousServer()
        var request = HTTPRequest("GET", server.url)
        request.maximumAnswerBytes = Self.size
        let answer = try await client.open(request)
        #expect(answer.head.status == 200 && answer.head.header("x-kind") == "much")
        // Nothing is read. What was sent by now fits into the buffers of the two sockets and one window.
        let sent = try #require(await stuck.first { _ in true })
        #expect(sent < 16 << 20)
        var (total, largest) = (0, 0)
        while let piece = try await answer.next() {
            total += piece.count
            largest = max(largest, piece.count)
        }
        #expect(total == Self.size)
        #expect(largest <= 96 << 10)
    }

    @Test func `the limit holds for the whole of a body that is read in pieces`() async throws {
        let (server, _) = try generousServer()
        var request = HTTPRequest("GET", server.url)
        request.maximumAnswerBytes = 1 << 20
        let answer = try await client.open(request)
        var total = 0
        await #expect(throws: HTTPFailure.answerTooLarge(limit: 1 << 20)) {
            while let piece = try await answer.next() { total += piece.count }
        }
        #expect(total <= 1 << 20)
    }

    @Test func `letting go of an answer closes its connection`() async throws {
        let (server, stuck) = try generousServer()
        var answer: HTTPOpenAnswer? = try await client.open(
            HTTPRequest("GET", server.url, maximumAnswerBytes: Self.size))
        _ = try await answer?.next()
        answer = nil
        // The server comes to an end without having sent everything.
        for await _ in stuck {}
    }

    @Test func `a body that breaks off is an error after what came of it`() async throws {
        let server = try FaultyServer { server, connection in
            server.read(connection)
            server.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf", to: connection)
        }
        let answer = try await client.open(HTTPRequest("GET", server.url))
        #expect(try await answer.next() == Data("half".utf8))
        await #expect(throws: HTTPFailure.self) { try await answer.next() }
    }

    @Test func `an answer without a body has an end, and one that never comes is a failure`() async throws {
        let empty = try FaultyServer { server, connection in
            server.read(connection)
            server.write("HTTP/1.1 204 No Content\r\n\r\n", to: connection)
        }
        let answer = try await client.open(HTTPRequest("GET", empty.url))
        #expect(answer.head.status == 204)
        #expect(try await answer.next() == nil)

        let silent = try FaultyServer { server, connection in server.waitForEnd(connection) }
        await #expect(throws: HTTPFailure.timedOut) {
            try await client.open(HTTPRequest("GET", silent.url, timeoutSeconds: 0.3))
        }
    }

    @Test func `cancelling a reader ends its transfer`() async throws {
        let (ended, end) = AsyncStream<Void>.makeStream()
        let server = try FaultyServer { server, connection in
            server.read(connection)
            server.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf", to: connection)
            server.waitForEnd(connection)
            end.yield()
        }
        let answer = try await client.open(HTTPRequest("GET", server.url))
        _ = try await answer.next()
        let reader = Task { try await answer.next() }
        reader.cancel()
        await #expect(throws: HTTPFailure.cancelled) { try await reader.value }
        for await _ in ended { break }
    }
}
