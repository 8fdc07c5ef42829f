import Domain
import Foundation
import HTTPTypes
import Hummingbird
import TestSupport
import Testing
import Workflows

@testable import WebInterface

@Suite struct AccessTests {
    private let sameOrigin = ["Sec-Fetch-Site": "same-origin", "Content-Type": "application/x-www-form-urlencoded"]

    private static let paths = [
        "/", "/incidents", "/incidents/1", "/incidents/1/postmortem.md", "/pulls/1", "/api/incidents",
        "/api/incidents/1",
        "/openapi.json", "/docs", "/metrics", "/nowhere", "/analytics", "/incidents.csv", "/session",
    ]

    @Test(arguments: paths)
    func `nothing is readable without a session or the token`(path: String) async throws {
        let stage = try WebStage()
        let guess = String(repeating: "0", count: 64)
        for headers in [[:], ["Authorization": "Bearer wrong"], ["Cookie": "__Host-incident_bot=\(guess)"]] {
            let answer = try await stage.send(.get, path, headers)
            #expect(answer.status == .unauthorized && answer.isProblem)
            #expect(answer.headers[.wwwAuthenticate]?.hasPrefix("Bearer") == true)
        }
        let browser = try await stage.send(.get, path, ["Accept": "text/html"])
        #expect(browser.status.code == (path.hasPrefix("/api/") ? 401 : 303))
        let answer = try await stage.use { try await $0.read(path) }
        #expect(answer.status != .unauthorized)
    }

    @Test func `health, the login and its stylesheet are for everybody`() async throws {
        let stage = try WebStage()
        for path in ["/health", "/login", Page.stylesheetPath, SignInLinks.path] {
            #expect(try await stage.send(.get, path).status == .ok)
        }
    }

    @Test func `the token begins a session that reads pages until it expires`() async throws {
        let stage = try WebStage()
        try await stage.use { client in
            let wrong = try await client.send(.post, "/login", sameOrigin, body: "token=guess")
            #expect(wrong.status == .forbidden && wrong.headers[.setCookie] == nil)
            let login = try await client.send(
                .post, "/login", sameOrigin, body: "token=\(WebStage.token)&next=%2Fincidents%2F7")
            #expect(login.status.code == 303 && login.headers[.location] == "/incidents/7")
            let cookie = try #require(login.headers[.setCookie])
            for part in ["__Host-incident_bot=", "HttpOnly", "SameSite=Lax", "Secure", "Path=/"] {
                #expect(cookie.contains(part))
            }
            let session = ["Cookie": String(try #require(cookie.split(separator: ";").first))]
            #expect(try await client.send(.get, "/incidents", session).status == .ok)
            let forged = session.mapValues { $0.replacing("=", with: "=0") }
            #expect(try await client.send(.get, "/incidents", forged).status == .unauthorized)
            stage.clock.advance(bySeconds: SignInSessions.lifetimeSeconds + 1)
            #expect(try await client.send(.get, "/incidents", session).status == .unauthorized)
        }
    }

    /// The cookie that a login with the token begins.
    private func session(of client: WebStage.Client) async throws -> [String: String] {
        let login = try await client.send(.post, "/login", sameOrigin, body: "token=\(WebStage.token)")
        let cookie = try #require(login.headers[.setCookie]?.split(separator: ";").first)
        return sameOrigin.merging(["Cookie": String(cookie)]) { $1 }
    }

    @Test func `signing out ends this session on the server, and signing out everywhere ends all of them`() async throws
    {
        let stage = try WebStage()
        try await stage.use { client in
            let sessions = [
                try await session(of: client), try await session(of: client), try await session(of: client),
            ]
            func readers() async throws -> [Bool] {
                var readers: [Bool] = []
                for session in sessions {
                    readers.append(try await client.send(.get, "/session", session).status == .ok)
                }
                return readers
            }
            #expect(try await readers() == [true, true, true])
            let page = try await client.send(.get, "/session", sessions[0])
            #expect(page.text.contains("holder of the token") && page.text.contains("action=\"/logout/everywhere\""))
            let out = try await client.send(.post, "/logout", sessions[0])
            #expect(out.status.code == 303 && out.headers[.setCookie]?.contains("Max-Age=0") == true)
            #expect(try await readers() == [false, true, true])
            let elsewhere = ["Cookie": sessions[1]["Cookie"] ?? "", "Origin": "https://evil.example"]
            #expect(try await client.send(.post, "/logout/everywhere", elsewhere).status == .forbidden)
            #expect(try await readers() == [false, true, true])
            _ = try await client.send(.post, "/logout/everywhere", sessions[1])
            #expect(try await readers() == [false, false, false])
        }
    }

    @Test func `cookies are secure by the configured address alone, whatever a header says`() async throws {
        for (address, isSecure) in [("https://bot.example", true), ("http://bot.example", false)] {
            let stage = try WebStage(publicURL: address)
            for said in ["http", "https"] {
                let login = try await stage.send(
                    .post, "/login", sameOrigin.merging(["X-Forwarded-Proto": said]) { $1 },
                    body: "token=\(WebStage.token)")
                #expect(login.headers[.setCookie]?.contains("Secure") == isSecure)
                #expect(login.headers[.setCookie]?.hasPrefix("__Host-") == isSecure)
            }
        }
    }

    @Test func `a private link lets one browser in once, and opening it uses nothing up`() async throws {
        let stage = try WebStage()
        let link = try await stage.signIn.link(for: "U024BE7LH")
        let path = link.path() + "?" + (link.query() ?? "")
        let key = try #require(link.query())
        try await stage.use { client in
            for _ in 1...3 { #expect(try await client.send(.get, path).text.contains("<button")) }
            let first = try await client.send(.post, SignInLinks.path, sameOrigin, body: key)
            #expect(first.status.code == 303 && first.headers[.setCookie] != nil)
            let second = try await client.send(.post, SignInLinks.path, sameOrigin, body: key)
            #expect(second.status == .forbidden && second.headers[.setCookie] == nil)
            #expect(second.text.contains("/incident web"))
        }
    }

    @Test(arguments: ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/a b", ""])
    func `the login leads to no other site`(next: String) async throws {
        let stage = try WebStage()
        let encoded = try #require(next.addingPercentEncoding(withAllowedCharacters: .alphanumerics))
        let login = try await stage.send(
            .post, "/login", sameOrigin, body: "token=\(WebStage.token)&next=\(encoded)")
        #expect(login.headers[.location] == "/incidents")
    }

    @Test(arguments: [
        [:], ["Sec-Fetch-Site": "cross-site"], ["Sec-Fetch-Site": "same-site"], ["Origin": "https://evil.example"],
        ["Origin": "null"],
    ])
    func `another site writes nothing, not even a login`(headers: [String: String]) async throws {
        let stage = try WebStage()
        for path in ["/login", "/logout", "/logout/everywhere", SignInLinks.path, "/incidents/1/note"] {
            let answer = try await stage.send(.post, path, headers, body: "token=\(WebStage.token)")
            #expect(answer.status == .forbidden && answer.headers[.setCookie] == nil, "\(path)")
        }
    }

    @Test func `guessing the token is slow`() async throws {
        let stage = try WebStage()
        let codes = try await stage.use { client in
            var codes: [Int] = []
            for _ in 1...12 {
                codes.append(try await client.send(.post, "/login", sameOrigin, body: "token=x").status.code)
            }
            return codes
        }
        #expect(codes == Array(repeating: 403, count: 10) + [429, 429])
    }

    @Test func `who guesses at the token keeps nobody out who has a link`() async throws {
        let stage = try WebStage()
        let key = try #require(try await stage.signIn.link(for: "U024BE7LH").query())
        try await stage.use { client in
            for _ in 1...20 { _ = try await client.send(.post, "/login", sameOrigin, body: "token=x") }
            #expect(try await client.send(.post, SignInLinks.path, sameOrigin, body: key).status.code == 303)
        }
    }

    @Test func `ten wrong tokens keep the owner out from nowhere but where they came from`() async throws {
        let stage = try WebStage()
        @Sendable func from(_ address: String) -> [String: String] {
            sameOrigin.merging(["X-Forwarded-For": address]) { $1 }
        }
        try await stage.use { client in
            for _ in 1...12 { _ = try await client.send(.post, "/login", from("203.0.113.9"), body: "token=x") }
            let there = try await client.send(.post, "/login", from("203.0.113.9"), body: "token=\(WebStage.token)")
            #expect(there.status == .tooManyRequests)
            let owner = try await client.send(.post, "/login", from("198.51.100.7"), body: "token=\(WebStage.token)")
            #expect(owner.status.code == 303)
            // Whoever got in is heard again, whatever a neighbour behind the same address does.
            for _ in 1...12 { _ = try await client.send(.post, "/login", from("198.51.100.7"), body: "token=x") }
            let again = try await client.send(.post, "/login", from("198.51.100.7"), body: "token=\(WebStage.token)")
            #expect(again.status.code == 303)
        }
    }

    @Test func `wrong bearer tokens are limited for their sender alone`() async throws {
        let stage = try WebStage()
        try await stage.use { client in
            var codes: [Int] = []
            for _ in 1...12 {
                codes.append(
                    try await client.send(
                        .get, "/api/incidents", ["Authorization": "Bearer x", "X-Forwarded-For": "203.0.113.9"]
                    ).status.code)
            }
            #expect(codes == Array(repeating: 401, count: 10) + [429, 429])
            #expect(try await client.read("/api/incidents").status == .ok)
        }
    }

    @Test(arguments: [["Origin": "https://evil.example"], ["Sec-Fetch-Site": "cross-site"]])
    func `a page of another site reaches no webhook`(headers: [String: String]) async throws {
        let all = ["X-Api-Key": WebStage.key, "Content-Type": "application/json"].merging(headers) { $1 }
        let answer = try await WebStage().send(.post, "/webhook/incident", all, body: "{\"logs\": \"Boom\"}")
        #expect(answer.status == .forbidden)
    }

    @Test(arguments: ["/health", "/ready"]) func `HEAD is answered without a body`(path: String) async throws {
        let answer = try await WebStage().send(.head, path)
        #expect(answer.status == .ok && answer.text.isEmpty)
    }

    @Test func `the demo asks nobody on this machine, and no name that leads here from elsewhere`() async throws {
        var stage = try WebStage(publicURL: "http://127.0.0.1:8080")
        stage.isOpen = true
        #expect(try await stage.send(.get, "/incidents").status == .ok)
        for (name, isOurs) in [
            ("127.0.0.1:8080", true), ("localhost", true), ("[::1]:8080", true), ("evil.example", false),
            ("127.0.0.1.evil.example", false), ("localhost.evil.example:80", false),
        ] {
            let head = HTTPRequest(method: .get, scheme: "http", authority: name, path: "/incidents")
            #expect(Request(head: head, body: .init(buffer: ByteBuffer())).isForLoopback == isOurs, "\(name)")
        }
    }

    @Test func `without a token set, nobody gets in by an empty one`() async throws {
        var stage = try WebStage()
        stage.hasToken = false
        #expect(try await stage.send(.get, "/incidents", ["Authorization": "Bearer "]).status == .unauthorized)
        #expect(try await stage.send(.post, "/login", sameOrigin, body: "token=").status == .forbidden)
        let login = try await stage.send(.get, "/login")
        #expect(!login.text.contains("type=\"password\""))
    }

    @Test(arguments: ["/health", "/login", "/incidents", "/api/incidents", "/webhook/incident", "/nowhere"])
    func `every answer carries the security headers`(path: String) async throws {
        let answer = try await WebStage().send(.get, path)
        for (name, part) in [
            ("Content-Security-Policy", "default-src 'none'"), ("X-Content-Type-Options", "nosniff"),
            ("X-Frame-Options", "DENY"), ("Referrer-Policy", "same-origin"), ("Strict-Transport-Security", "max-age"),
        ] {
            #expect(answer.headers[.known(name)]?.contains(part) == true, "\(name)")
        }
        #expect(answer.headers[.contentSecurityPolicy]?.contains("unsafe") == false)
    }
}
