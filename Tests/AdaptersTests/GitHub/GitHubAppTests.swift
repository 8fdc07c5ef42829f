import Adapters
import Domain
import Foundation
import Rehearsal
import TestSupport
import Testing
import _CryptoExtras

@Suite(.timeLimit(.minutes(1))) struct GitHubAppTests {
    /// Made once: making keys takes time.
    static let key = try? _RSA.Signing.PrivateKey(keySize: .bits2048)

    func use(
        seconds: Double = 3_600, _ act: @escaping @Sendable (GitHubScene, GitHubAppCredentials) async throws -> Void
    ) async throws {
        let key = try #require(Self.key)
        let own = try GitHubAppKey(pem: key.pemRepresentation)
        try await GitHubScene.use({
            $0.app = ("Iv23abc", key.publicKey.pemRepresentation)
            $0.tokenSeconds = seconds
        }) { scene in
            let credentials = GitHubAppCredentials(
                appID: "Iv23abc", key: own, settings: try scene.settings(), http: scene.http, time: scene.time.time)
            try await act(scene, credentials)
        }
    }

    @Test func `an app fetches and opens with tokens of its installation`() async throws {
        try await use { scene, credentials in
            let repository = try scene.repository(credentials: credentials)
            let base = try await repository.baseCommit()
            let order = PullRequestOrder(
                incident: IncidentID(rawValue: 7), base: base, branch: "incident/7-app", changes: GitHubScene.changes,
                approvedDiff: try await repository.diff(of: GitHubScene.changes, against: base), title: "T", body: "B",
                date: Date(timeIntervalSince1970: 1_700_000_000))
            _ = try await scene.host(credentials: credentials).openPullRequest(order)
            #expect(await scene.standIn.pulls.count == 1)
            #expect(await scene.standIn.records.count { $0.call == "POST access_tokens" } == 1)
        }
    }

    @Test func `a token is renewed before its end, and after GitHub refused it`() async throws {
        try await use { scene, credentials in
            let first = try await credentials.token()
            #expect(try await credentials.token() == first)
            for seconds: Double in [-7_200, 345_600, -338_400] {
                scene.time.clock.set(forwardBySeconds: seconds)
                #expect(try await credentials.token() == first, "whatever the time of day is set to")
            }
            scene.time.clock.advance(bySeconds: 3_400)
            let second = try await credentials.token()
            #expect(second != first)
            let order = try await scene.order()
            await scene.standIn.add([GitHubFaultRule(.refused(.init(401, "Bad credentials")), on: "GET ref")])
            _ = try await scene.host(credentials: credentials).openPullRequest(order)
            #expect(await scene.standIn.pulls.count == 1)
            #expect(try await credentials.token() != second)
        }
    }

    @Test func `another app's key and a missing installation are told apart`() async throws {
        try await use { scene, credentials in
            let other = try GitHubAppKey(pem: _RSA.Signing.PrivateKey(keySize: .bits2048).pemRepresentation)
            let stranger = GitHubAppCredentials(
                appID: "Iv23abc", key: other, settings: try scene.settings(), http: scene.http, time: scene.time.time)
            let error = await #expect(throws: PortError.self) { try await stranger.token() }
            #expect(error?.recovery == .askHuman && error?.reason.contains("GITHUB_APP_ID") == true)
            await scene.standIn.add([GitHubFaultRule(.refused(.init(404, "Not Found")), on: "GET installation")])
            let missing = await #expect(throws: PortError.self) { try await credentials.token() }
            #expect(missing?.recovery == .askHuman && missing?.reason.contains("install it there") == true)
        }
    }

    @Test func `a file without a key is refused`() {
        #expect(throws: GitHubAppKey.Unreadable.self) { try GitHubAppKey(pem: "no key") }
    }
}
