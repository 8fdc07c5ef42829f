import Adapters
import Domain
import Foundation
import Logging
import Rehearsal
import ServiceLifecycle
import Synchronization
import TestSupport
import Testing

/// A stand-in for GitHub over a real repository, served on loopback, and the bot's adapters in front of it.
struct GitHubScene: Sendable {
    static let token = "ghp_aTokenThatMustNeverBeSeen0123456789"

    let git: GitScene
    let standIn: GitHubStandIn
    let origin: URL
    let time: SteppingTime
    let http = CurlHTTPClient()

    /// Runs the stand-in for as long as the test uses it.
    static func use(
        _ change: (inout GitHubStandInSettings) -> Void = { _ in },
        _ act: @escaping @Sendable (GitHubScene) async throws -> Void
    ) async throws {
        var settings = GitHubStandInSettings(token: token)
        change(&settings)
        let git = try await GitScene(bare: true)
        let time = SteppingTime()
        let standIn = GitHubStandIn(repository: git.repositoryPath, settings: settings, now: time.clock.clock.now)
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let server = GitHubServer(gitHub: standIn, port: 0, logger: logger)
        try await ServiceGroup.run([server], logger: logger) {
            let origin = try #require(await server.origin)
            try await act(GitHubScene(git: git, standIn: standIn, origin: origin, time: time))
        }
    }

    func settings(repository: String = "acme/order-platform", baseBranch: String = "main") throws -> GitHubSettings {
        GitHubSettings(
            repository: try #require(GitHubRepositoryName(repository)), baseBranch: baseBranch,
            apiURL: origin.appending(path: "api/v3"), serverURL: origin)
    }

    func repository(
        credentials: any GitHubCredentials = GitHubToken(GitHubScene.token), settings: GitHubSettings? = nil
    ) throws -> GitHubRepository {
        GitHubRepository(
            settings: try settings ?? self.settings(), credentials: credentials,
            directory: git.root.appending(path: "mirror.git"), scratch: git.scratch,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    /// A new one each time, as after a restart.
    func host(
        credentials: any GitHubCredentials = GitHubToken(GitHubScene.token), http: (any HTTPClient)? = nil,
        settings: GitHubSettings? = nil
    ) throws -> GitHubCodeHost {
        GitHubCodeHost(
            settings: try settings ?? self.settings(), credentials: credentials,
            repository: try repository(credentials: credentials, settings: settings), http: http ?? self.http,
            time: time.time, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    static let changes = [
        FileChange(path: "main.py", contents: "def main():\n    return items[0] if items else None\n"),
        FileChange(path: "run.sh", contents: "#!/bin/sh\necho other\n"),
        FileChange(path: "tests/test_main.py", contents: "def test():\n    assert True\n"),
    ]

    func order(
        _ changes: [FileChange] = changes, branch: String = "incident/7-index-error", body: String = "Why and how."
    ) async throws -> PullRequestOrder {
        let repository = try repository()
        let base = try await repository.baseCommit()
        return PullRequestOrder(
            incident: IncidentID(rawValue: 7), base: base, branch: branch, changes: changes,
            approvedDiff: try await repository.diff(of: changes, against: base), title: "Guard against no items",
            body: body, date: Date(timeIntervalSince1970: 1_700_000_000))
    }
}

/// A clock that sleeping moves, so that no test waits. Remembers every sleep.
final class SteppingTime: Sendable {
    let clock = ManualClock()
    private let slept = Mutex<[Double]>([])

    var sleeps: [Double] { slept.withLock { $0 } }

    var time: GitHubTime {
        GitHubTime(wall: clock.clock, monotonic: clock.monotonic) { duration in
            let seconds = duration / .seconds(1)
            self.slept.withLock { $0.append(seconds) }
            self.clock.advance(bySeconds: seconds)
        }
    }
}
