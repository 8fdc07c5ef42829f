package import Domain
package import Foundation

/// Calls Slack's Web API with the bot's token.
///
/// Waits out short rate limits, and repeats a call only where nothing can have happened or a second call changes nothing.
package struct SlackWebAPI: Sendable {
    /// Pauses; tests hand in their own.
    package typealias Sleep = @Sendable (Duration) async throws -> Void

    package static let defaultURL = URL(string: "https://slack.com/api/") ?? URL(filePath: "/")

    package let apiURL: URL
    private let token: String
    private let http: any HTTPClient
    private let sleep: Sleep

    package init(
        apiURL: URL = Self.defaultURL,
        token: String,
        http: any HTTPClient,
        sleep: @escaping Sleep = { try await Task.sleep(for: $0) }
    ) {
        self.apiURL = apiURL
        self.token = token
        self.http = http
        self.sleep = sleep
    }

    /// Calls a method and returns Slack's answer, which is an object with `"ok": true`.
    package func call(
        _ method: SlackMethod, _ arguments: [String: JSONValue] = [:]
    ) async throws(SlackAPIError) -> JSONValue {
        let request = request(for: method, arguments)
        var attempt = 1
        while true {
            let outcome = SlackAnswer.read(await answer(to: request), of: method)
            switch outcome {
            case .success(let value): return value
            case .failure(let error):
                guard attempt < Self.attempts, let pause = pause(after: error, method, attempt) else { throw error }
                do { try await sleep(pause) } catch { throw .unavailable(method: method.name, reason: "cancelled") }
                attempt += 1
            }
        }
    }

    /// Asks once whose token this is and what it may do.
    package func identify() async throws(SlackAPIError) -> BotIdentity {
        let answer = await answer(to: request(for: .authTest, [:]))
        let scopes = try? answer.get().header("x-oauth-scopes")
        return BotIdentity(try SlackAnswer.read(answer, of: .authTest).get(), scopes: scopes)
    }

    /// Sends a file's bytes to the address Slack named for them.
    package func upload(_ bytes: Data, to address: String) async throws(SlackAPIError) {
        let method = "file upload"
        guard let url = URL(string: address), url.scheme == "https" || WebAddress.haveSameOrigin(url, apiURL) else {
            throw .unavailable(method: method, reason: "Slack named an upload address that can't be used")
        }
        let headers = [("Content-Type", "application/octet-stream")].map { (name: $0.0, value: $0.1) }
        do throws(HTTPFailure) {
            let answer = try await http.send(.init("POST", url, headers: headers, body: bytes, timeoutSeconds: 60))
            // Bytes that no message names yet are seen by nobody: the whole upload can begin anew.
            guard answer.status == 200 else { throw .noAnswer("status \(answer.status)") }
        } catch {
            throw .unavailable(method: method, reason: "\(error)")
        }
    }

    /// Answers an interaction at the address that came with it. No token is sent.
    ///
    /// Refused where the address has expired or was used too often.
    package func respond(at url: URL, _ body: JSONValue) async throws(SlackAPIError) {
        let method = "response_url"
        guard isSlack(url) else {
            throw .refused(method: method, code: "not Slack's host", neededScope: nil, details: [])
        }
        let headers = [(name: "Content-Type", value: "application/json; charset=utf-8")]
        let status: Int
        do throws(HTTPFailure) {
            status = try await http.send(
                .init("POST", url, headers: headers, body: body.bytes, timeoutSeconds: 10)
            ).status
        } catch {
            throw .ambiguous(method: method, reason: "\(error)")
        }
        switch status {
        case 200: return
        case 400..<500 where status != 429:
            throw .refused(method: method, code: "status \(status)", neededScope: nil, details: [])
        default: throw .ambiguous(method: method, reason: "status \(status)")
        }
    }

    /// Whether an address that came with a request is one of Slack's, or of the server that stands in for it: what people did
    /// is told to nobody else.
    private func isSlack(_ url: URL) -> Bool {
        guard let host = url.host()?.lowercased() else { return false }
        if host == apiURL.host()?.lowercased(), url.port == apiURL.port, url.scheme == apiURL.scheme { return true }
        return url.scheme == "https" && (url.port ?? 443) == 443
            && (host == "slack.com" || host.hasSuffix(".slack.com"))
    }

    private static let attempts = 4
    /// Longer limits are the caller's to wait for, with what it has to say then.
    private static let longestPause = 30

    private func answer(to request: Domain.HTTPRequest) async -> Result<HTTPAnswer, HTTPFailure> {
        do throws(HTTPFailure) {
            return .success(try await http.send(request))
        } catch {
            return .failure(error)
        }
    }

    private func pause(after error: SlackAPIError, _ method: SlackMethod, _ attempt: Int) -> Duration? {
        switch error {
        case .rateLimited(_, let seconds):
            !method.isUrgent && !method.handsLimitsOn && seconds <= Self.longestPause ? .seconds(max(1, seconds)) : nil
        case .unavailable: .milliseconds(method.isUrgent ? 100 : 250 << attempt)
        case .ambiguous: method.isIdempotent ? .milliseconds(250 << attempt) : nil
        case .refused: nil
        }
    }

    private func request(for method: SlackMethod, _ arguments: [String: JSONValue]) -> Domain.HTTPRequest {
        let isJSON = method.encoding == .json
        let type = isJSON ? "application/json; charset=utf-8" : "application/x-www-form-urlencoded; charset=utf-8"
        return Domain.HTTPRequest(
            "POST", apiURL.appending(path: method.name),
            headers: [("Authorization", "Bearer \(token)"), ("Content-Type", type)],
            body: isJSON ? JSONValue.object(arguments).bytes : FormText.encode(arguments),
            timeoutSeconds: method.isUrgent ? 3 : 15)
    }
}
