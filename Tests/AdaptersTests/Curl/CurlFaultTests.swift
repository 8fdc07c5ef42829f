import Adapters
import Domain
import Foundation
import Testing

/// Against servers that misbehave.
@Suite(.timeLimit(.minutes(1))) struct CurlFaultTests {
    let client = CurlHTTPClient()

    /// The failure of a request that must fail.
    private func failure(of request: HTTPRequest) async -> HTTPFailure? {
        do {
            _ = try await client.send(request)
            return nil
        } catch {
            return error
        }
    }

    @Test func `a refused connection was not sent`() async throws {
        let port = try Loopback.freePort()
        let url = try #require(URL(string: "http://127.0.0.1:\(port)/path?token=secret"))
        guard case .notSent(let reason) = await failure(of: HTTPRequest("POST", url, body: Data("x".utf8)))
        else {
            throw Loopback.Failure()
        }
        #expect(reason.contains("127.0.0.1") && !reason.contains("secret"))
    }

    @Test func `an unknown host was not sent`() async throws {
        let url = try #require(URL(string: "http://no-such-host.invalid/"))
        guard case .notSent(let reason) = await failure(of: HTTPRequest("GET", url)) else {
            throw Loopback.Failure()
        }
        #expect(reason.contains("no-such-host.invalid"))
    }

    @Test(arguments: [0.2, 0.5])
    func `a silent server times out`(limit: Double) async throws {
        let server = try FaultyServer { server, connection in server.waitForEnd(connection) }
        #expect(await failure(of: HTTPRequest("GET", server.url, timeoutSeconds: limit)) == .timedOut)
    }

    @Test func `a server that drips forever times out`() async throws {
        let server = try FaultyServer { server, connection in
            server.read(connection)
            server.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n", to: connection)
            while send(connection, "x", 1, Int32(MSG_NOSIGNAL)) == 1 { usleep(20_000) }
        }
        #expect(await failure(of: HTTPRequest("GET", server.url, timeoutSeconds: 0.4)) == .timedOut)
    }

    @Test(arguments: [
        "", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf", "HTTP/1.1 200 OK\r\nX: ", "\0\0\0 no http\r\n\r\n",
    ])
    func `a dropped connection leaves no answer`(sent: String) async throws {
        let server = try FaultyServer { server, connection in
            server.read(connection)
            server.write(sent, to: connection)
        }
        let failure = await failure(of: HTTPRequest("POST", server.url, body: Data("x".utf8)))
        guard case .noAnswer(let reason) = failure else { throw Loopback.Failure() }
        #expect(!reason.contains("secret"))
    }

    @Test func `connections are kept and used again`() async throws {
        let server = try FaultyServer { server, connection in
            while server.read(connection) {
                server.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", to: connection)
            }
        }
        for _ in 0..<20 { #expect(try await client.send(HTTPRequest("GET", server.url)).body == Data("ok".utf8)) }
        #expect(server.connections == 1)
    }

    @Test(arguments: ["POST", "DELETE"])
    func `a message is sent once when a kept connection dies under it`(method: String) async throws {
        let server = try FaultyServer { server, connection in
            server.read(connection)
            server.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", to: connection)
            // Reads the second request and is gone, as a server that crashes at work.
            server.read(connection)
        }
        let body = method == "POST" ? Data("message".utf8) : Data()
        _ = try await client.send(HTTPRequest("GET", server.url))
        _ = await failure(of: HTTPRequest(method, server.url, body: body))
        #expect(server.requests.filter { $0.hasPrefix(method) }.count == 1)
    }

    @Test func `cancelling closes the connection`() async throws {
        let (ended, end) = AsyncStream<Void>.makeStream()
        let (begun, begin) = AsyncStream<Void>.makeStream()
        let server = try FaultyServer { server, connection in
            server.read(connection)
            begin.yield()
            server.waitForEnd(connection)
            end.yield()
        }
        let request = Task { [client] in try await client.send(HTTPRequest("GET", server.url)) }
        for await _ in begun { break }
        request.cancel()
        await #expect(throws: HTTPFailure.cancelled) { try await request.value }
        for await _ in ended { break }
        let early = Task { [client] in
            withUnsafeCurrentTask { $0?.cancel() }
            return try await client.send(HTTPRequest("GET", server.url))
        }
        await #expect(throws: HTTPFailure.cancelled) { try await early.value }
    }

    @Test func `a shutdown ends what is under way`() async throws {
        let (begun, begin) = AsyncStream<Void>.makeStream()
        let server = try FaultyServer { server, connection in
            server.read(connection)
            begin.yield()
            server.waitForEnd(connection)
        }
        let request = Task { [client] in try await client.send(HTTPRequest("GET", server.url)) }
        for await _ in begun { break }
        client.shutdown()
        await #expect(throws: HTTPFailure.noAnswer("the client is shut down")) { try await request.value }
    }

    @Test func `endless headers and interim answers are bounded`() async throws {
        let endless = try FaultyServer { server, connection in
            server.read(connection)
            server.write("HTTP/1.1 200 OK\r\n", to: connection)
            let line = "X-Long: \(String(repeating: "a", count: 1000))\r\n"
            while send(connection, line, line.utf8.count, Int32(MSG_NOSIGNAL)) > 0 {}
        }
        #expect(await failure(of: HTTPRequest("GET", endless.url)) == .answerTooLarge(limit: 16 << 20))

        let interim = try FaultyServer { server, connection in
            server.read(connection)
            server.write("HTTP/1.1 103 Early Hints\r\nX-Early: 1\r\n\r\n", to: connection)
            server.write("HTTP/1.1 200 OK\r\nX-Late: 2\r\nX-Late: 3\r\nContent-Length: 0\r\n\r\n", to: connection)
        }
        let answer = try await client.send(HTTPRequest("GET", interim.url))
        #expect(answer.status == 200)
        #expect(answer.header("x-early") == nil)
        #expect(answer.headers.filter { $0.name == "X-Late" }.map(\.value) == ["2", "3"])
    }

    @Test func `more requests than connections wait for their turn`() async throws {
        let client = CurlHTTPClient(CurlConfiguration(maximumConnections: 3))
        let server = try FaultyServer { server, connection in
            while server.read(connection) {
                server.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", to: connection)
            }
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<30 {
                group.addTask {
                    let answer = try await client.send(HTTPRequest("GET", server.url))
                    #expect(answer.status == 200)
                }
            }
            try await group.waitForAll()
        }
        #expect(server.connections <= 3)
    }

    @Test func `the proxy that is named is used, but for the hosts it isn't for`() async throws {
        let proxy = try FaultyServer { server, connection in
            server.read(connection)
            server.write("HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\nproxied", to: connection)
        }
        let direct = try FaultyServer { server, connection in
            server.read(connection)
            server.write("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\ndirect", to: connection)
        }
        let settings = ProxySettings(http: "http://127.0.0.1:\(proxy.url.port ?? 0)", except: "127.0.0.1")
        let client = CurlHTTPClient(CurlConfiguration(proxies: settings))
        let url = try #require(URL(string: "http://somewhere.invalid/page"))
        #expect(try await client.send(HTTPRequest("GET", url)).body == Data("proxied".utf8))
        #expect(try await client.send(HTTPRequest("GET", direct.url)).body == Data("direct".utf8))
    }

    @Test func `the proxy variable is honoured`() async {
        // In a process of its own, since the environment is everybody's.
        await #expect(processExitsWith: .success) {
            let proxy = try FaultyServer { server, connection in
                server.read(connection)
                server.write("HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\nproxied", to: connection)
            }
            setenv("http_proxy", "http://127.0.0.1:\(proxy.url.port ?? 0)", 1)
            let url = try #require(URL(string: "http://somewhere.invalid/page"))
            let answer = try await CurlHTTPClient().send(HTTPRequest("GET", url))
            #expect(answer.body == Data("proxied".utf8))
            #expect(proxy.requests.first?.hasPrefix("GET http://somewhere.invalid/page HTTP/1.1\r\n") == true)
        }
    }
}
