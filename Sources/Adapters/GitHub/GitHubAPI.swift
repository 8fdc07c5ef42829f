import Domain
import Foundation
import Logging

/// Calls GitHub's REST API: headers, the pace of writes, and both kinds of rate limits.
///
/// Nothing is sent twice here but what a limit or a stale token turned away: whether a call that got no answer may be
/// repeated is for the caller to say, by asking again from the top.
struct GitHubAPI: Sendable {
    /// Enterprise servers know this version as well.
    private static let version = "2022-11-28"
    /// Rounds of waiting for one call.
    private static let maximumWaits = 5
    /// The primary limit is renewed every hour.
    private static let maximumWaitSeconds = 3_700.0

    let settings: GitHubSettings
    let credentials: any GitHubCredentials
    let http: any HTTPClient
    let time: GitHubTime
    let pace: GitHubPace
    let logger: Logger

    init(
        settings: GitHubSettings, credentials: any GitHubCredentials, http: any HTTPClient,
        time: GitHubTime = GitHubTime(), logger: Logger = Logger(label: "github") { _ in SwiftLogNoOpLogHandler() }
    ) {
        self.settings = settings
        self.credentials = credentials
        self.http = http
        self.time = time
        self.logger = logger
        pace = GitHubPace(time: time)
    }

    /// The names of a path below the repository.
    func path(_ names: String...) -> [String] {
        ["repos", settings.repository.owner, settings.repository.name] + names
    }

    func get<Answer: Decodable>(
        _ path: [String], query: [(String, String)] = [], to operation: String
    ) async throws(GitHubFailure) -> Answer {
        try decode(try await exchange("GET", path, query, Data(), to: operation), to: operation)
    }

    func send<Answer: Decodable>(
        _ method: String, _ path: [String], _ body: some Encodable & Sendable, to operation: String
    ) async throws(GitHubFailure) -> Answer {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        guard let bytes = try? encoder.encode(body) else {
            throw .port(error(operation, .giveUp, "the request can't be written as JSON"))
        }
        return try decode(try await exchange(method, path, [], bytes, to: operation), to: operation)
    }

    func error(_ operation: String, _ recovery: PortError.Recovery, _ reason: String) -> PortError {
        PortError(port: "CodeHost", operation: operation, recovery: recovery, reason: reason)
    }
}

extension GitHubAPI {
    private func decode<Answer: Decodable>(
        _ answer: HTTPAnswer, to operation: String
    ) throws(GitHubFailure) -> Answer {
        do {
            let decoder = JSONDecoder()
            decoder.keyDecodingStrategy = .convertFromSnakeCase
            return try decoder.decode(Answer.self, from: answer.body)
        } catch {
            throw .port(
                self.error(
                    operation, .retry,
                    "what answers at \(settings.apiURL.absoluteString) isn't GitHub: check GITHUB_API_URL"))
        }
    }

    /// An answer of the 200s, after as many waits as GitHub asks for.
    private func exchange(
        _ method: String, _ path: [String], _ query: [(String, String)], _ body: Data, to operation: String
    ) async throws(GitHubFailure) -> HTTPAnswer {
        var token = try await currentToken()
        var hasReplacedToken = false
        var waits = 0
        while true {
            if method != "GET" { try await waiting(operation) { try await pace.turn() } }
            let answer = try await perform(request(method, path, query, body, token: token), to: operation)
            if (200..<300).contains(answer.status) { return answer }
            if answer.status == 401, !hasReplacedToken, await credentials.replace(token) {
                hasReplacedToken = true
                token = try await currentToken()
                continue
            }
            let limit = GitHubLimit(answer, now: time.wall.now(), waits: waits)
            guard let limit else { throw .refused(GitHubProblem(answer)) }
            waits += 1
            guard waits <= Self.maximumWaits, limit.seconds <= Self.maximumWaitSeconds else {
                throw .port(
                    error(
                        operation, .retry,
                        "GitHub's \(limit.name) is used up; it asks to wait \(Int(limit.seconds)) seconds"))
            }
            logger.notice(
                "Waiting for GitHub", metadata: ["limit": "\(limit.name)", "seconds": "\(Int(limit.seconds))"])
            try await waiting(operation) { try await time.sleep(.seconds(limit.seconds)) }
        }
    }

    private func currentToken() async throws(GitHubFailure) -> String {
        do throws(PortError) { return try await credentials.token() } catch { throw .port(error) }
    }

    private func waiting(_ operation: String, _ wait: () async throws -> Void) async throws(GitHubFailure) {
        do { try await wait() } catch { throw .port(self.error(operation, .retry, "the wait was cut short")) }
    }

    private func perform(_ request: HTTPRequest, to operation: String) async throws(GitHubFailure) -> HTTPAnswer {
        do throws(HTTPFailure) {
            return try await http.send(request)
        } catch {
            let reason =
                switch error {
                case .notSent(let why): "GitHub can't be reached at \(settings.apiURL.absoluteString): \(why)"
                case .noAnswer(let why): "the connection to GitHub broke off: \(why)"
                case .timedOut: "GitHub didn't answer in time"
                case .answerTooLarge: "GitHub's answer is too large"
                case .cancelled: "it was cancelled"
                }
            throw .port(self.error(operation, .retry, reason))
        }
    }

    private func request(
        _ method: String, _ path: [String], _ query: [(String, String)], _ body: Data, token: String
    ) -> HTTPRequest {
        var url = path.reduce(settings.apiURL) { $0.appending(component: $1) }
        if !query.isEmpty { url.append(queryItems: query.map { URLQueryItem(name: $0.0, value: $0.1) }) }
        var headers = [
            (name: "Accept", value: "application/vnd.github+json"), (name: "Authorization", value: "Bearer \(token)"),
            (name: "X-GitHub-Api-Version", value: Self.version), (name: "User-Agent", value: "incident-bot"),
        ]
        if !body.isEmpty { headers.append((name: "Content-Type", value: "application/json; charset=utf-8")) }
        return HTTPRequest(method, url, headers: headers, body: body)
    }
}
