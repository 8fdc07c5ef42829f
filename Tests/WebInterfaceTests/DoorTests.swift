import Domain
import Foundation
import HTTPTypes
import TestSupport
import Testing
import Workflows

@testable import WebInterface

/// What strangers can do at the doors for programs, and what they can't.
@Suite struct DoorTests {
    private let alert: String
    private let genuine = ["Content-Type": "application/json", "Authorization": "Bearer am-secret"]

    init() throws {
        alert = try WebStage.fixture("alertmanager-firing")
    }

    @Test func `a hundred and twenty unsigned posts a minute cost no real alert`() async throws {
        let stage = try WebStage()
        try await stage.use { client in
            for number in 1...120 {
                let from = ["X-Forwarded-For": "203.0.113.\(number % 100)", "Content-Type": "application/json"]
                let answer = try await client.send(.post, "/webhook/alertmanager", from, body: "{}")
                #expect([401, 429].contains(answer.status.code))
            }
            let real = genuine.merging(["X-Forwarded-For": "198.51.100.7"]) { $1 }
            #expect(try await client.send(.post, "/webhook/alertmanager", real, body: alert).status == .accepted)
        }
        #expect(try await !stage.journal.incidents(limit: 9).isEmpty)
    }

    @Test func `guesses at the key are limited for their sender, and the report of another goes through`() async throws
    {
        let stage = try WebStage()
        try await stage.use { client in
            var codes: [Int] = []
            for _ in 1...32 {
                codes.append(
                    try await client.send(
                        .post, "/webhook/incident", ["X-Api-Key": "guess", "X-Forwarded-For": "203.0.113.9"], body: "{}"
                    ).status.code)
            }
            #expect(codes == Array(repeating: 401, count: 30) + [429, 429])
            #expect(try await client.report(#"{"logs": "KeyError: 1"}"#).status == .accepted)
        }
    }

    /// The body is one that fails to be read: an answer shows that nobody tried.
    @Test(arguments: [
        ("/webhook/sentry", [:]), ("/webhook/sentry", ["Sentry-Hook-Signature": "zz"]),
        ("/webhook/pagerduty", ["X-PagerDuty-Signature": "v2=00"]),
        ("/webhook/grafana", ["X-Grafana-Alerting-Signature": "00"]),
        ("/webhook/github", ["X-Hub-Signature-256": "sha256=00"]), ("/webhook/github", [:]),
        ("/webhook/alertmanager", ["Authorization": "Bearer wrong"]),
    ])
    func `headers that can't be genuine are refused before the body is read`(
        path: String, headers: [String: String]
    ) async throws {
        let large = String(repeating: "x", count: 2 << 20)
        let answer = try await WebStage().send(.post, path, headers, body: large)
        #expect(answer.status == .unauthorized)
    }

    @Test(arguments: [
        ("application/json", 202), ("application/json; charset=utf-8", 202), ("Application/JSON", 202),
        ("text/plain;application/json", 415), ("text/plain; json", 415), ("application/jsonp", 415),
        ("application/json; boundary=x", 415), ("application/x-www-form-urlencoded", 415), ("", 415),
    ])
    func `only JSON is taken for JSON`(type: String, status: Int) async throws {
        let headers = ["X-Api-Key": WebStage.key, "Content-Type": type]
        let answer = try await WebStage().send(.post, "/webhook/incident", headers, body: #"{"logs": "KeyError: 1"}"#)
        #expect(answer.status.code == status)
    }

    @Test func `nothing of an alert's own keys, and no secret in it, is stored`() async throws {
        let stage = try WebStage()
        let body = #"""
            {"alerts":[{"status":"firing","fingerprint":"customer-rosa-diaz","startsAt":"2026-03-02T09:00:00Z",
            "labels":{"alertname":"Login password=hunter2-9","service":"api"},
            "generatorURL":"https://u:s3cr3t-9@prom.example/graph?api_key=q7Rk2VbN9xTz4WmP8sLd"}]}
            """#
        #expect(try await stage.send(.post, "/webhook/alertmanager", genuine, body: body).status == .accepted)
        let intake = try #require(try await stage.engine.incident(IncidentID(rawValue: 1))).intake
        let stored = String(decoding: try JSONEncoder().encode(intake), as: UTF8.self)
        for secret in ["hunter2-9", "s3cr3t-9", "q7Rk2VbN9xTz4WmP8sLd"] {
            #expect(!stored.contains(secret), "\(stored)")
        }
        #expect(intake.alert?.key.count == 32 && intake.alert?.identity.contains("rosa") == false)
        // The same alert again is known, and its end finds it.
        let again = try await stage.send(.post, "/webhook/alertmanager", genuine, body: body)
        #expect(again.json["alerts"]?[0]?["result"]?.string == "known")
        let ended = try await stage.send(
            .post, "/webhook/alertmanager", genuine, body: body.replacing("\"firing\"", with: "\"resolved\""))
        #expect(ended.json["alerts"]?[0]?["result"]?.string == "ended")
    }
}
