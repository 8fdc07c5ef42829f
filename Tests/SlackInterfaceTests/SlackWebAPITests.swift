import Domain
import Foundation
import Synchronization
import Testing

@testable import SlackInterface

@Suite struct SlackWebAPITests {
    let slack = FakeSlack()
    let pauses = Pauses()

    final class Pauses: Sendable {
        private let list = Mutex<[Duration]>([])
        var all: [Duration] { list.withLock { $0 } }
        func add(_ pause: Duration) { list.withLock { $0.append(pause) } }
    }

    var api: SlackWebAPI {
        SlackWebAPI(token: "xoxb-secret", http: slack, sleep: { [pauses] in pauses.add($0) })
    }

    func limited(_ seconds: String) -> FakeSlack.Fault {
        .answer(
            HTTPAnswer(
                status: 429, headers: [(name: "retry-after", value: seconds)],
                body: Data(#"{"ok":false,"error":"ratelimited"}"#.utf8)))
    }

    @Test func `writing methods send JSON and reading methods send forms, both with the token`() async throws {
        _ = try await api.call(.postMessage, ["channel": "C1", "text": "ä & b"])
        _ = try await api.call(.history, ["channel": "C1", "limit": 5, "include_all_metadata": true])
        let (json, form) = (slack.calls[0], slack.calls[1])
        #expect(json.request.url.absoluteString == "https://slack.com/api/chat.postMessage")
        #expect(json.header("Content-Type") == "application/json; charset=utf-8")
        #expect(json.arguments["text"] == "ä & b")
        #expect(form.header("Content-Type")?.hasPrefix("application/x-www-form-urlencoded") == true)
        #expect(String(decoding: form.request.body, as: UTF8.self) == "channel=C1&include_all_metadata=true&limit=5")
        #expect(slack.calls.allSatisfy { $0.header("Authorization") == "Bearer xoxb-secret" })
    }

    @Test func `a rate limit is waited for as long as Slack says`() async throws {
        slack.fail("chat.postMessage", limited("7"), limited("2"))
        _ = try await api.call(.postMessage, ["channel": "C1"])
        #expect(pauses.all == [.seconds(7), .seconds(2)])
        #expect(slack.standing.count == 1)
    }

    @Test func `a long rate limit is handed to the caller`() async {
        slack.fail("chat.postMessage", limited("120"))
        await #expect(throws: SlackAPIError.rateLimited(method: "chat.postMessage", seconds: 120)) {
            try await api.call(.postMessage, ["channel": "C1"])
        }
        #expect(pauses.all.isEmpty)
    }

    @Test func `a post without an answer is not repeated`() async {
        slack.fail("chat.postMessage", .after(.timedOut))
        await #expect(throws: SlackAPIError.ambiguous(method: "chat.postMessage", reason: "no answer in time")) {
            try await api.call(.postMessage, ["channel": "C1"])
        }
        #expect(slack.calls.count == 1)
    }

    @Test(arguments: ["fatal_error", "internal_error"])
    func `a code under which a post may have been done is not repeated`(code: String) async {
        slack.fail("chat.postMessage", .refusal(code))
        await #expect(throws: SlackAPIError.ambiguous(method: "chat.postMessage", reason: code)) {
            try await api.call(.postMessage, ["channel": "C1"])
        }
        #expect(slack.calls.count == 1)
    }

    @Test func `a post that never left is repeated`() async throws {
        slack.fail("chat.postMessage", .before(.notSent("refused")), .before(.notSent("refused")))
        _ = try await api.call(.postMessage, ["channel": "C1"])
        #expect(slack.standing.count == 1)
    }

    @Test func `an update is repeated through server errors and lost answers`() async throws {
        _ = try await api.call(.postMessage, ["channel": "C1"])
        let timestamp = try #require(slack.standing.first?.timestamp)
        slack.fail(
            "chat.update", .answer(HTTPAnswer(status: 503, headers: [], body: Data())), .after(.noAnswer("reset")))
        _ = try await api.call(.updateMessage, ["channel": "C1", "ts": .string(timestamp), "text": "b"])
        #expect(slack.calls(of: "chat.update").count == 3)
    }

    @Test func `a dead service is given up on after a few tries`() async {
        for _ in 1...9 { slack.fail("auth.test", .before(.notSent("down"))) }
        await #expect(throws: SlackAPIError.unavailable(method: "auth.test", reason: "down")) {
            try await api.call(.authTest)
        }
        #expect(slack.calls.count == 4)
    }

    @Test func `a missing scope is named, and the token never is`() async {
        let body = #"{"ok":false,"error":"missing_scope","needed":"files:write","provided":"chat:write"}"#
        slack.fail(
            "files.getUploadURLExternal", .answer(HTTPAnswer(status: 200, headers: [], body: Data(body.utf8))))
        do throws(SlackAPIError) {
            _ = try await api.call(.uploadURL)
            Issue.record("must throw")
        } catch {
            #expect("\(error)".contains("files:write"))
            #expect(!"\(error)".contains("xoxb"))
        }
        let configuration = SlackConfiguration(signingSecret: "hush", botToken: "xoxb-secret")
        #expect(!"\(configuration)".contains("xoxb") && !"\(configuration)".contains("hush"))
    }

    @Test func `an answer that isn't Slack's is unclear`() async {
        slack.fail("auth.test", .answer(HTTPAnswer(status: 200, headers: [], body: Data("<html>".utf8))))
        _ = try? await api.call(.authTest)
        #expect(slack.calls.count == 2)
    }
}

@Suite struct SlackAttachmentSourceTests {
    struct OneAnswer: HTTPClient {
        let result: Result<HTTPAnswer, HTTPFailure>
        let seen: @Sendable (Domain.HTTPRequest) -> Void

        func send(_ request: Domain.HTTPRequest) async throws(HTTPFailure) -> HTTPAnswer {
            seen(request)
            return try result.get()
        }
    }

    func fetch(
        _ address: String, _ result: Result<HTTPAnswer, HTTPFailure>, name: String = "app.log",
        seen: @escaping @Sendable (Domain.HTTPRequest) -> Void = { _ in }
    ) async throws -> Result<[UInt8], PortError> {
        let source = SlackAttachmentSource(
            apiURL: try #require(URL(string: "http://127.0.0.1:9/api/")), token: "xoxb-secret",
            http: OneAnswer(result: result, seen: seen))
        let file = Attachment(id: "F1", name: name, url: try #require(URL(string: address)), bytes: 3)
        do throws(PortError) { return .success(try await source.fetch(file)) } catch { return .failure(error) }
    }

    func answer(_ status: Int, _ body: String = "abc", type: String = "text/plain") -> Result<HTTPAnswer, HTTPFailure> {
        .success(HTTPAnswer(status: status, headers: [(name: "content-type", value: type)], body: Data(body.utf8)))
    }

    @Test(arguments: ["https://files.slack.com/x", "https://slack.com/x", "http://127.0.0.1:9/files/x"])
    func `a file is downloaded with the token and a size limit`(address: String) async throws {
        let bytes = try await fetch(address, answer(200)) { request in
            #expect(request.headers.contains { $0.name == "Authorization" && $0.value == "Bearer xoxb-secret" })
            #expect(request.maximumAnswerBytes == Attachment.maximumBytes)
        }
        #expect(bytes == .success(Array("abc".utf8)))
    }

    @Test(arguments: [
        "https://evil.example/x", "http://files.slack.com/x", "https://slack.com.evil.example/x",
        "https://notslack.com/x", "http://127.0.0.1:10/x", "file:///etc/passwd", "https://slack.com@evil.example/x",
    ])
    func `the token goes to no other host`(address: String) async throws {
        let result = try await fetch(address, answer(200)) { _ in Issue.record("must not be sent") }
        #expect(throws: PortError.self) { try result.get() }
    }

    @Test func `a login page is a missing scope, not a log`() async throws {
        let result = try await fetch("https://files.slack.com/x", answer(200, "<!DOCTYPE html>", type: "text/html; x"))
        guard case .failure(let error) = result else { throw CancellationError() }
        #expect(error.recovery == .askHuman)
        #expect(error.reason.contains("files:read"))
        let redirect = try await fetch("https://files.slack.com/x", answer(302))
        guard case .failure(let moved) = redirect else { throw CancellationError() }
        #expect(moved.recovery == .askHuman)
    }

    @Test func `what went wrong says whether to try again`() async throws {
        let cases: [(Result<HTTPAnswer, HTTPFailure>, PortError.Recovery)] = [
            (.failure(.answerTooLarge(limit: 1)), .giveUp), (.failure(.timedOut), .retry), (answer(503), .retry),
            (answer(429), .retry), (answer(404), .giveUp), (answer(403), .askHuman),
        ]
        for (result, recovery) in cases {
            guard case .failure(let error) = try await fetch("https://files.slack.com/x", result) else {
                Issue.record("must fail")
                continue
            }
            #expect(error.recovery == recovery)
            #expect(!"\(error)".contains("xoxb"))
        }
    }
}
