import Adapters
import Domain
import Foundation
import Testing

/// Against a real server.
@Suite struct CurlHTTPClientTests {
    let client = CurlHTTPClient()

    @Test(arguments: ["GET", "POST", "PUT", "PATCH", "DELETE"])
    func `method, path, headers and body arrive and come back`(method: String) async throws {
        try await EchoServer.run { server in
            let body = method == "GET" ? Data() : Data("{\"text\":\"ünï\\u0000\"}\0\r\n".utf8)
            var request = HTTPRequest(
                method, server.appending(path: "echo").appending(queryItems: [URLQueryItem(name: "q", value: "a b&c")]),
                headers: [("X-First", "one"), ("X-Empty", ""), ("Content-Type", "application/json")], body: body)
            let answer = try await client.send(request)
            #expect(answer.status == 200)
            #expect(answer.body == body)
            #expect(answer.header("allow") == method)
            #expect(answer.header("CONTENT-location") == "/echo?q=a%20b%26c")
            #expect(answer.header("x-first") == "one")
            #expect(answer.header("x-empty") == "")
            #expect(answer.header("user-agent") == "incident-bot")
            #expect(answer.header("content-type") == "application/json")
            #expect(answer.header("expect") == nil)

            request.headers = []
            request.body = Data()
            let bare = try await client.send(request)
            #expect(bare.header("allow") == method)
            #expect(bare.header("content-type") == nil)
            #expect(bare.body.isEmpty)
        }
    }

    @Test func `every status is an answer and no redirect is followed`() async throws {
        try await EchoServer.run { server in
            for status in [200, 201, 204, 301, 302, 307, 400, 401, 404, 422, 429, 500, 503] {
                let answer = try await client.send(HTTPRequest("GET", server.appending(path: "status/\(status)")))
                #expect(answer.status == status)
                #expect(answer.header("Location") == "/elsewhere")
            }
            let head = try await client.send(HTTPRequest("HEAD", server.appending(path: "echo")))
            #expect(head.status == 200)
        }
    }

    @Test func `big bodies pass in both directions`() async throws {
        try await EchoServer.run { server in
            let body = Data(repeating: 7, count: (20 << 20) + 1)
            let echo = HTTPRequest("POST", server.appending(path: "echo"), body: body, maximumAnswerBytes: 32 << 20)
            let answer = try await client.send(echo)
            #expect(answer.body == body)
        }
    }

    @Test func `an answer beyond the limit is refused, one at the limit is not`() async throws {
        try await EchoServer.run { server in
            var request = HTTPRequest("GET", server.appending(path: "bytes/100000"), maximumAnswerBytes: 100_000)
            let answer = try await client.send(request)
            #expect(answer.body.count == 100_000)
            request.maximumAnswerBytes = 99_999
            await #expect(throws: HTTPFailure.answerTooLarge(limit: 99_999)) { try await client.send(request) }
            request.url = server.appending(path: "bytes/100000000000")
            await #expect(throws: HTTPFailure.answerTooLarge(limit: 99_999)) { try await client.send(request) }
        }
    }

    @Test func `two hundred requests at once each get their own answer`() async throws {
        try await EchoServer.run { server in
            let bodies = try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 0..<200 {
                    group.addTask {
                        let body = Data("request \(number)".utf8)
                        let request = HTTPRequest("POST", server.appending(path: "echo"), body: body)
                        return try await client.send(request).body == body
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(bodies.count == 200 && bodies.allSatisfy { $0 })
        }
    }

    @Test(arguments: [
        HTTPRequest("GET\r\nX: y", URL(filePath: "/"), headers: []),
        HTTPRequest("", URL(filePath: "/"), headers: []),
        HTTPRequest("GET", URL(filePath: "/"), headers: [("X", "a\r\nInjected: b")]),
        HTTPRequest("GET", URL(filePath: "/"), headers: [("X", "a\nInjected: b")]),
        HTTPRequest("GET", URL(filePath: "/"), headers: [("X", "a\0b")]),
        HTTPRequest("GET", URL(filePath: "/"), headers: [("X: y\r\nZ", "a")]),
        HTTPRequest("GET", URL(filePath: "/"), headers: [("", "a")]),
        HTTPRequest("GET", URL(filePath: "/"), headers: [("Content-Length", "5")]),
        HTTPRequest("GET", URL(filePath: "/"), headers: [("Transfer-Encoding", "chunked")]),
    ])
    func `a request that would say more than it means is not sent`(request: HTTPRequest) async throws {
        let server = try FaultyServer { server, connection in server.read(connection) }
        var request = request
        request.url = server.url
        await #expect { try await client.send(request) } throws: { error in
            if case HTTPFailure.notSent = error { true } else { false }
        }
        #expect(server.connections == 0)
    }

    @Test(arguments: ["file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1/", "http:///path", "relative"])
    func `other addresses than http and https are refused`(address: String) async throws {
        let url = try #require(URL(string: address))
        await #expect { try await client.send(HTTPRequest("GET", url)) } throws: { error in
            if case HTTPFailure.notSent = error { true } else { false }
        }
    }

    @Test func `after its shutdown a client sends nothing`() async throws {
        let server = try FaultyServer { server, connection in server.read(connection) }
        let client = CurlHTTPClient()
        client.shutdown()
        await #expect(throws: HTTPFailure.notSent("the client is shut down")) {
            try await client.send(HTTPRequest("GET", server.url))
        }
    }
}
