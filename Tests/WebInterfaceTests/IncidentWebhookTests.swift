import Domain
import Foundation
import HTTPTypes
import Hummingbird
import TestSupport
import Testing
import Workflows

@testable import WebInterface

@Suite(.timeLimit(.minutes(1))) struct IncidentWebhookTests {
    let stage: WebStage

    init() throws {
        stage = try WebStage()
    }

    private let body = """
        {"logs": "KeyError: 'transaction'", "complaints": ["It charged me twice", {"customer": "Acme Corp", \
        "message": "No order came"}], "source": "checkout-monitor", "title": "Charged, no order"}
        """

    @Test func `a report opens an incident and answers at once with its number and links`() async throws {
        let answer = try await stage.use { try await $0.report(body) }
        #expect(answer.status == .accepted)
        #expect(answer.json["incident_id"] == 1)
        #expect(answer.json["links"]?["self"] == "https://bot.example/api/incidents/1")
        let incident = try #require(try await stage.engine.incident(IncidentID(rawValue: 1)))
        #expect(
            incident.intake
                == Intake(
                    title: "Charged, no order", logs: "KeyError: 'transaction'",
                    complaints: [
                        Complaint(message: "It charged me twice"),
                        Complaint(customer: "Acme Corp", message: "No order came"),
                    ], source: .webhook, reporter: "checkout-monitor"))
        #expect(incident.status == .investigating, "nothing skips the person who decides")
    }

    @Test func `without the key nothing opens, and without a key set the address is closed`() async throws {
        for key in ["", "wrong", "\(WebStage.key)x"] {
            let headers = ["X-Api-Key": key, "Content-Type": "application/json"]
            let answer = try await stage.send(.post, "/webhook/incident", headers, body: body)
            #expect(answer.status == .unauthorized && answer.isProblem)
        }
        var closed = try WebStage()
        closed.settings.apiKey = nil
        let answer = try await closed.use { try await $0.report(body) }
        #expect(answer.status == .forbidden)
        #expect(answer.json["detail"]?.string?.contains("WEBHOOK_API_KEY") == true)
        #expect(try await closed.journal.incidents(limit: 9).isEmpty)
    }

    @Test func `anonymous reports are taken from this machine only, not through a proxy`() async throws {
        var open = try WebStage()
        open.settings.apiKey = nil
        open.settings.allowsAnonymous = true
        let json = ["Content-Type": "application/json"]
        func status(_ headers: [String: String]) async throws -> Int {
            try await open.send(.post, "/webhook/incident", headers, body: body).status.code
        }
        #expect(try await status(json) == 202)
        #expect(try await status(json.merging(["X-Forwarded-For": "203.0.113.9"]) { $1 }) == 403)
    }

    @Test func `the same key opens one incident, and another body under it is refused`() async throws {
        let keyed = #"{"logs": "KeyError: 1", "idempotency_key": "deploy-7"}"#
        let other = #"{"logs": "IndexError: 2", "idempotency_key": "deploy-7"}"#
        try await stage.use { client in
            let first = try await client.report(keyed)
            stage.clock.advance(bySeconds: 86_400)
            let again = try await client.report(keyed)
            #expect(again.status == .accepted && again.text == first.text)
            let refused = try await client.report(other)
            #expect(refused.status == .conflict && refused.isProblem)
        }
        #expect(try await stage.journal.incidents(limit: 9).count == 1)
    }

    @Test func `the same body without a key is one incident for ten minutes`() async throws {
        try await stage.use { client in
            let first = try await client.report(body)
            #expect(try await client.report(body).text == first.text)
            stage.clock.advance(bySeconds: 1_200)
            #expect(try await client.report(body).json["incident_id"] == 2)
        }
    }

    @Test(
        arguments: [
            (#"{"logs": 1}"#, 422, "/logs"), (#"{"logs": "x", "complaints": "y"}"#, 422, "/complaints"),
            (#"{"complaints": [{"customer": "A"}]}"#, 422, "/complaints/0"),
            (#"{"complaints": [" "]}"#, 422, "/complaints/0"),
            (#"{"logs": "  "}"#, 422, ""), ("{}", 422, ""), (#"{"logs": "x", "drill": "yes"}"#, 422, "/drill"),
            (#"{"logs": "x", "idempotency_key": ""}"#, 422, "/idempotency_key"), ("[]", 400, nil),
            ("{\"logs\": ", 400, nil),
            ("", 400, nil), (#"{"logs": "\ud800"}"#, 400, nil),
        ] as [(String, Int, String?)])
    func `a wrong body is told what is wrong with it`(wrong: String, status: Int, place: String?) async throws {
        let answer = try await stage.use { try await $0.report(wrong) }
        #expect(answer.status.code == status && answer.isProblem)
        if let place { #expect(answer.json["errors"]?[0]?["place"]?.string == place) }
        #expect(try await stage.journal.incidents(limit: 9).isEmpty)
    }

    @Test func `another kind of body, a body too large, and another method are refused`() async throws {
        let form = ["X-Api-Key": WebStage.key, "Content-Type": "text/plain"]
        #expect(try await stage.send(.post, "/webhook/incident", form, body: body).status.code == 415)
        let large = String(repeating: "x", count: WebhookRoutes.maximumReportBytes + 1)
        let sent1 = try await stage.use { try await $0.report(large) }
        #expect(sent1.status.code == 413)
        let get = try await stage.send(.get, "/webhook/incident")
        #expect(get.status.code == 405 && get.headers[.allow] == "POST")
    }

    @Test func `large logs are kept beside the journal`() async throws {
        let logs = String(repeating: "ERROR line\\n", count: 10_000)
        let sent2 = try await stage.use { try await $0.report(#"{"logs": "\#(logs)"}"#) }
        #expect(sent2.status == .accepted)
        let incident = try #require(try await stage.engine.incident(IncidentID(rawValue: 1)))
        let kept = try #require(incident.intake.attachments.first?.keptAs)
        #expect(try await stage.evidence.bytes(for: kept)?.count == 110_000)
        #expect(incident.intake.logs.isEmpty)
    }

    @Test func `too many requests are told when to come back`() async throws {
        var stage = stage
        stage.settings.requestsPerMinute = 2
        let body = body
        try await stage.use { [stage] client in
            for _ in 1...2 { #expect(try await client.report(body).status == .accepted) }
            let refused = try await client.report(body)
            #expect(refused.status.code == 429 && refused.isProblem)
            #expect(refused.headers[.retryAfter] == "30")
            stage.clock.advance(bySeconds: 30)
            #expect(try await client.report(body).status == .accepted)
        }
    }

    @Test func `a journal that can't be written gives 503, and the same request later opens the incident`() async throws
    {
        let down = PortError(port: "Journal", operation: "open", recovery: .retry, reason: "/secret disk full")
        await stage.journal.fail(with: down)
        let refused = try await stage.use { try await $0.report(body) }
        #expect(refused.status.code == 503 && refused.isProblem && !refused.text.contains("secret"))
        await stage.journal.fail(with: nil)
        let sent3 = try await stage.use { try await $0.report(body) }
        #expect(sent3.status == .accepted)
    }

    @Test func `waiting ends when the first phase is done`() async throws {
        let engine = stage.engine
        let answer = try await stage.use { client in
            async let waiting = client.report(body, "?wait=60")
            var changes = await engine.changes().makeAsyncIterator()
            var opened = try await engine.openIncidents().first
            if opened == nil { opened = await changes.next() }
            let id = try #require(opened)
            _ = try await engine.record(
                .escalated(Escalation(cause: .noCodeCause, summary: "Look at the disk.", tried: [])), of: id,
                by: .workflow)
            return try await waiting
        }
        #expect(answer.status == .ok)
        #expect(answer.json["status"] == "escalated")
        #expect(answer.json["incident"]?["escalate_to_human"] == true)
    }

    @Test func `waiting ends when its time is up, and takes no nonsense`() async throws {
        try await stage.use { client in
            let answer = try await client.report(body, "?wait=1")
            #expect(answer.status == .accepted && answer.json["status"] == "investigating")
            for query in ["?wait=-1", "?wait=forever", "?wait=1&wait=2", "?later=1"] {
                #expect(try await client.report(body, query).status.code == 422)
            }
        }
    }

    @Test func `a drill is marked as one`() async throws {
        _ = try await stage.use { try await $0.report(#"{"logs": "KeyError: 1", "drill": true}"#) }
        #expect(try await stage.engine.incident(IncidentID(rawValue: 1))?.intake.isDrill == true)
    }
}
