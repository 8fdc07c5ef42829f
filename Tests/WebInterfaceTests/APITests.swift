import Domain
import Foundation
import HTTPTypes
import Hummingbird
import TestSupport
import Testing
import Workflows

@testable import WebInterface

@Suite struct APITests {
    let stage: WebStage
    let check: JSONSchemaCheck

    init() throws {
        stage = try WebStage()
        check = JSONSchemaCheck(description: try OpenAPI.description)
    }

    /// Differences of an answer from what the description says of it.
    private func differences(_ answer: WebStage.Answer, from method: String, _ path: String) -> [String] {
        let operation = check.description["paths"]?[path]?[method]
        guard let described = operation?["responses"]?[String(answer.status.code)] else {
            return ["\(method) \(path) doesn't describe \(answer.status.code)"]
        }
        let type = answer.headers[.contentType]?.split(separator: ";").first.map(String.init)
        if described["content"] == nil, answer.text.isEmpty { return [] }
        guard let type, let content = described["content"]?[type] else {
            return ["\(method) \(path) \(answer.status.code) is \(type ?? "of no kind")"]
        }
        if type.hasPrefix("text/") { return answer.text.isEmpty ? ["nothing to read"] : [] }
        return content["schema"].map { check.differences(of: answer.json, from: $0) } ?? ["no schema"]
    }

    /// An incident with every fact of an ordinary life, written through the journal.
    private func fill() async throws {
        let sample = SampleIncident(id: 1)
        for (place, fact) in sample.facts.enumerated() {
            if case .opened(let intake) = fact {
                _ = try await stage.journal.open(intake, by: .person(id: "U1"), key: "1")
            } else {
                _ = try await stage.journal.append(
                    fact, to: IncidentID(rawValue: 1), by: .workflow, expectedCount: place)
            }
        }
        for number in 2...5 {
            stage.clock.advance(bySeconds: 60)
            _ = try await stage.journal.open(
                Intake(title: "Number \(number)", logs: "", source: .webhook, reporter: "monitor"), by: .workflow,
                key: "\(number)")
        }
    }

    @Test func `an incident has exactly the promised members, and its facts`() async throws {
        try await fill()
        let answer = try await stage.use { try await $0.read("/api/incidents/1") }
        #expect(answer.status == .ok)
        #expect(
            Set(answer.json.object?.keys.map(\.self) ?? []) == [
                "incident_id", "severity", "status", "correlated_error", "root_cause", "tests_passed",
                "escalate_to_human", "affected_customers", "patch_explanation", "run_time_seconds", "slack_notified",
                "github_pr_url", "outcome", "proof", "verdict", "confidence", "cause", "citations", "reproduction",
                "patch", "facts",
            ])
        #expect(answer.json["outcome"] == "fixed" && answer.json["patch"]?["author"] == "rules")
        #expect(answer.json["reproduction"]?["status"] == "reproduced")
        #expect(answer.json["status"] == "resolved" && answer.json["tests_passed"] == true)
        #expect(answer.json["slack_notified"] == false)
        let incident = try #require(try await stage.engine.incident(IncidentID(rawValue: 1)))
        #expect(answer.json["facts"]?.array?.count == incident.entries.count)
        #expect(answer.json["facts"]?[0]?["data"]?["source"]?.string == incident.intake.source.rawValue)
        #expect(differences(answer, from: "get", "/api/incidents/{id}").isEmpty)
    }

    @Test func `Slack counts as notified once the card stands there`() async throws {
        try await fill()
        let id = IncidentID(rawValue: 1)
        try await stage.ledger.claim("card", of: id, channel: "C1")
        func isNotified() async throws -> JSON? {
            try await stage.use { try await $0.read("/api/incidents/1") }.json["slack_notified"]
        }
        #expect(try await isNotified() == false)
        try await stage.ledger.record("card", of: id, timestamp: "1.2", contentDigest: "d")
        #expect(try await isNotified() == true)
    }

    @Test func `the list is paged, filtered and searched`() async throws {
        try await fill()
        try await stage.use { client in
            func ids(_ query: String) async throws -> [JSON] {
                let answer = try await client.read("/api/incidents?\(query)")
                #expect(answer.status == .ok, "\(answer.text)")
                #expect(differences(answer, from: "get", "/api/incidents").isEmpty)
                return answer.json["items"]?.array?.compactMap { $0["incident_id"] } ?? []
            }
            #expect(try await ids("") == [5, 4, 3, 2, 1])
            #expect(try await ids("limit=2") == [5, 4])
            let first = try await client.read("/api/incidents?limit=2").json
            #expect(first["total"] == 5 && first["next_cursor"] == "4")
            #expect(try await ids("limit=2&cursor=4") == [3, 2])
            #expect(try await client.read("/api/incidents?limit=2&cursor=2").json["next_cursor"] == .null)
            #expect(try await ids("status=resolved,escalated") == [1])
            #expect(try await ids("severity=P1&severity=P0") == [1])
            #expect(try await ids("source=monitor&limit=1") == [5])
            #expect(try await ids("q=number+3") == [3])
            #expect(try await ids("drill=true") == [])
            #expect(try await ids("from=2026-03-02T09:32:00Z&to=2026-03-02T09:33:00Z") == [3])
        }
    }

    @Test(arguments: [
        "severity=P9", "severity=", "status=open", "limit=0", "limit=201", "limit=x", "cursor=-1", "drill=maybe",
        "from=yesterday", "limit=1&limit=2", "colour=red", "q=" + String(repeating: "x", count: 201),
    ])
    func `a misspelt filter is refused, not left out`(query: String) async throws {
        let answer = try await stage.use { try await $0.read("/api/incidents?\(query)") }
        #expect(answer.status.code == 422 && answer.isProblem)
        #expect(answer.json["errors"]?[0]?["place"]?.string == query.split(separator: "=").first.map(String.init))
        #expect(differences(answer, from: "get", "/api/incidents").isEmpty)
    }

    @Test func `every address is described, and answers as described`() async throws {
        let described = try #require(check.description["paths"]?.object)
        try await stage.use { client in
            for (path, methods) in described {
                for method in try #require(methods.object?.keys) {
                    let name = try #require(HTTPMethodName(rawValue: method)).method
                    let address = path.replacing("{id}", with: "1").replacing("{number}", with: "1")
                    let answer = try await client.send(name, address, ["Content-Type": "application/json"])
                    #expect(differences(answer, from: method, path).isEmpty, "\(method) \(path): \(answer.text)")
                    #expect(answer.status.code != 404 && answer.status.code != 405)
                }
            }
        }
    }

    @Test func `reports and alerts are answered as described`() async throws {
        let alert = try WebStage.fixture("alertmanager-firing")
        let described = try #require(check.description["paths"]?.object)
        try await stage.use { client in
            let report = try await client.report(#"{"logs": "KeyError: 1"}"#)
            #expect(differences(report, from: "post", "/webhook/incident").isEmpty)
            for body in ["{}", "[", #"{"logs": 7}"#] {
                let answer = try await client.report(body)
                #expect(differences(answer, from: "post", "/webhook/incident").isEmpty)
            }
            let headers = ["Content-Type": "application/json", "Authorization": "Bearer am-secret"]
            for body in [alert, "{}", "["] {
                let answer = try await client.send(.post, "/webhook/alertmanager", headers, body: body)
                #expect(differences(answer, from: "post", "/webhook/alertmanager").isEmpty)
            }
            let unknown = try await client.read("/api/incidents/77")
            #expect(differences(unknown, from: "get", "/api/incidents/{id}").isEmpty)
            for path in described where path.value["get"] != nil && !path.key.hasSuffix("/events") {
                let address = path.key.replacing("{id}", with: "1").replacing("{number}", with: "1")
                let answer = try await client.read(address)
                #expect(differences(answer, from: "get", path.key).isEmpty, "\(address)")
                let accept = ["Accept": "text/html"]
                let browser = try await client.send(.get, address, accept)
                #expect(differences(browser, from: "get", path.key).isEmpty, "\(address) in a browser")
            }
            let description = try await client.read("/openapi.json")
            #expect(differences(description, from: "get", "/openapi.json").isEmpty)
        }
    }

    @Test func `the page about the API names every address and every kind of problem`() async throws {
        let text = try await stage.use { try await $0.read("/docs") }.text
        for path in try #require(check.description["paths"]?.object?.keys) { #expect(text.contains(path)) }
        for kind in Problem.Kind.allCases { #expect(text.contains("id=\"problem-\(kind.rawValue)\"")) }
        #expect(!text.contains("<script") && !text.contains("style=\"") && !text.contains("src=\"http"))
    }

    @Test func `the check of answers notices what is wrong`() {
        let list = JSON.object(["$ref": "#/components/schemas/IncidentList"])
        #expect(check.differences(of: ["items": [], "total": 0, "next_cursor": nil], from: list).isEmpty)
        for wrong: JSON in [
            [:], ["items": [], "total": "0", "next_cursor": nil], ["items": [1], "total": 0, "next_cursor": nil],
            ["items": [], "total": 0, "next_cursor": nil, "more": 1], ["items": [], "total": 0, "next_cursor": "x"],
        ] {
            #expect(!check.differences(of: wrong, from: list).isEmpty)
        }
    }
}

/// A method as the description writes it.
private enum HTTPMethodName: String {
    case get, post, put

    var method: HTTPRequest.Method {
        switch self {
        case .get: .get
        case .post: .post
        case .put: .put
        }
    }
}
