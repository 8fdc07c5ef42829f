import Adapters
import Domain
import Foundation
import TestSupport
import Testing

@Suite struct SignInStoreContractTests {
    private let clock = ManualClock()

    @Test func `sign-in links in memory work once`() async throws {
        try await check(InMemorySignInStore())
    }

    @Test func `sign-in links in SQLite work once`() async throws {
        try await withTemporaryDatabase(clock: clock) { try await check($0) }
    }

    private func check(_ store: any SignInStore) async throws {
        let links = SignInLinks(
            store: store, publicURL: try #require(URL(string: "https://bot.example/base")), clock: clock.clock)
        let link = try await links.link(for: "U1")
        #expect(link.absoluteString.hasPrefix("https://bot.example/base/login/link?key="))
        let secret = try #require(link.query()?.split(separator: "=").last.map(String.init))
        #expect(try await links.use("no such secret") == nil)
        #expect(try await links.use(String(repeating: "0", count: 64)) == nil)
        #expect(try await links.use(secret) == "U1")
        #expect(try await links.use(secret) == nil)

        let late = try await links.link(for: "U2")
        clock.advance(bySeconds: SignInLinks.lifetimeSeconds + 1)
        #expect(try await links.use(try #require(late.query()?.split(separator: "=").last.map(String.init))) == nil)
        try await checkSessions(store)
    }

    private func checkSessions(_ store: any SignInStore) async throws {
        let sessions = SignInSessions(store: store, clock: clock.clock)
        let (first, second) = (try await sessions.begin(for: "U1"), try await sessions.begin(for: "U1"))
        let other = try await sessions.begin(for: "U2")
        #expect(first != second && first.utf8.count == 64)
        #expect(try await sessions.person(of: first) == "U1")
        #expect(try await sessions.person(of: String(repeating: "0", count: 64)) == nil)
        try await sessions.end(first)
        try await sessions.end(first)
        #expect(try await sessions.person(of: first) == nil)
        #expect(try await sessions.person(of: second) == "U1")

        let links = SignInLinks(
            store: store, publicURL: try #require(URL(string: "https://bot.example")), clock: clock.clock)
        let link = try await links.link(for: "U1").query()?.split(separator: "=").last.map(String.init)
        #expect(try await sessions.endAll(of: "U1") == 1)
        #expect(try await sessions.person(of: second) == nil)
        #expect(try await links.use(try #require(link)) == nil)
        #expect(try await sessions.person(of: other) == "U2")

        clock.advance(bySeconds: SignInSessions.lifetimeSeconds + 1)
        #expect(try await sessions.person(of: other) == nil)
        _ = try await sessions.begin(for: "U3")
        #expect(try await sessions.endAll(of: nil) == 1)
    }
}
