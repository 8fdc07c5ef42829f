import Adapters
import Domain
import Foundation

/// `incident-bot serve` over a database, with a Slack that can't be reached and a repository of one commit.
final class PagesServer {
    private static let token = "bench-token-0123456789"

    private let process: Process
    private let base: URL
    private let client = CurlHTTPClient()
    private(set) var secondsToStart = 0.0

    struct NotStarted: Error, CustomStringConvertible {
        let description: String
    }

    /// Beside this program; `make bench` builds both.
    private static var executable: URL {
        URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "incident-bot")
    }

    static func start(over database: URL, in directory: URL) async throws -> PagesServer {
        let repository = directory.appending(path: "repository")
        for arguments in [
            ["init", "--quiet", "--initial-branch=main", repository.path],
            [
                "-C", repository.path, "-c", "user.name=bench", "-c", "user.email=bench@localhost", "commit", "--quiet",
                "--allow-empty", "--message=Empty",
            ],
        ] {
            let git = try Process.run(URL(filePath: "/usr/bin/git"), arguments: arguments)
            git.waitUntilExit()
        }
        let port = Int.random(in: 20_000...29_000)
        let server = try PagesServer(port: port, database: database, repository: repository)
        try await server.waitUntilReady()
        return server
    }

    private init(port: Int, database: URL, repository: URL) throws {
        guard FileManager.default.isExecutableFile(atPath: Self.executable.path),
            let base = URL(string: "http://127.0.0.1:\(port)")
        else { throw NotStarted(description: "Build the server first: swift build -c release --product incident-bot") }
        self.base = base
        process = Process()
        process.executableURL = Self.executable
        process.arguments = ["serve"]
        process.currentDirectoryURL = repository
        process.environment = [
            "PATH": "/usr/bin:/bin", "PORT": String(port), "INCIDENT_DB_PATH": database.path,
            "KNOWLEDGE_DIR": FileManager.default.currentDirectoryPath + "/knowledge",
            "REPOSITORY_PATH": repository.path, "DASHBOARD_TOKEN": Self.token, "LOG_LEVEL": "critical",
            // Nobody listens there: messages wait in the outbox.
            "SLACK_WEBHOOK_URL": "http://127.0.0.1:9/",
        ]
    }

    deinit { stop() }

    func stop() {
        guard process.isRunning else { return }
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        client.shutdown()
    }

    func mebibytes(_ name: String) -> Double { Memory.mebibytes(name, of: String(process.processIdentifier)) }

    private func waitUntilReady() async throws {
        let start = ContinuousClock.now
        try process.run()
        while ContinuousClock.now - start < .seconds(300) {
            guard process.isRunning else { throw NotStarted(description: "The server ended with what it wrote above.") }
            if let answer = try? await ask("/health"), answer.status == 200 {
                secondsToStart = (ContinuousClock.now - start).seconds
                return
            }
            try await Task.sleep(for: .milliseconds(5))
        }
        throw NotStarted(description: "The server has not answered for five minutes.")
    }

    private func ask(_ path: String) async throws -> HTTPAnswer {
        guard let url = URL(string: path, relativeTo: base) else {
            throw NotStarted(description: "\(path) is no address.")
        }
        return try await client.send(
            Domain.HTTPRequest(
                "GET", url.absoluteURL, headers: [("Authorization", "Bearer \(Self.token)")], timeoutSeconds: 120,
                maximumAnswerBytes: 1 << 30))
    }

    /// The first request alone, then as many more; in seconds.
    func time(_ path: String, requests: Int) async throws -> (first: Double, waits: [Double], bytes: Int) {
        var (times, bytes): ([Double], Int) = ([], 0)
        for _ in 0...requests {
            let start = ContinuousClock.now
            let answer = try await ask(path)
            times.append((ContinuousClock.now - start).seconds)
            guard answer.status == 200 else { throw NotStarted(description: "\(path): status \(answer.status)") }
            bytes = answer.body.count
        }
        return (times[0], Array(times.dropFirst()), bytes)
    }
}
