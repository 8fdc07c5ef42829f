import Agents
import Domain
import Foundation
import HTTPTypes
import Hummingbird
import TestSupport
import Testing
import Workflows

@testable import WebInterface

@Suite struct AlertSourceTests {
    let stage: WebStage

    init() throws {
        stage = try WebStage()
    }

    /// A notification with the proof its sender would give.
    private func post(
        _ fixture: String, to source: String, resource: String = "event_alert"
    ) async throws -> WebStage.Answer {
        let body = try WebStage.fixture(fixture)
        var headers = ["Content-Type": "application/json"]
        switch source {
        case "alertmanager": headers["Authorization"] = "Bearer am-secret"
        case "grafana": headers["X-Grafana-Alerting-Signature"] = WebStage.signature(body, "grafana-secret")
        case "datadog": headers["X-Incident-Bot-Token"] = "dd-secret"
        case "sentry":
            headers["Sentry-Hook-Signature"] = WebStage.signature(body, "sentry-secret")
            headers["Sentry-Hook-Resource"] = resource
        default: headers["X-PagerDuty-Signature"] = "v1=00,v1=\(WebStage.signature(body, "pd-secret"))"
        }
        return try await stage.send(.post, "/webhook/\(source)", headers, body: body)
    }

    private func incident(_ number: Int = 1) async throws -> Incident {
        try #require(try await stage.engine.incident(IncidentID(rawValue: number)))
    }

    /// What the Correlation agent makes of the alert's text.
    private func correlation(_ number: Int = 1) async throws -> Correlation {
        try await CorrelationAgent(evidence: stage.evidence).run(on: try await incident(number))
    }

    @Test(arguments: [
        ("alertmanager-firing", "alertmanager", "KeyError", "checkout"),
        ("datadog-triggered", "datadog", "IndexError", "orders"),
        ("sentry-event-alert", "sentry", "KeyError", "checkout"),
        ("sentry-event-alert-node", "sentry", "TypeError", "mailer"),
        ("pagerduty-triggered", "pagerduty", "ZeroDivisionError", "analytics"),
    ])
    func `an alert opens one incident whose error the agents can read`(
        fixture: String, source: String, error: String, service: String
    ) async throws {
        let answer = try await post(fixture, to: source)
        #expect(answer.status == .accepted)
        #expect(answer.json["alerts"]?[0]?["result"] == "opened")
        let intake = try await incident().intake
        #expect(intake.source.rawValue == source)
        #expect(intake.alert?.service == service)
        #expect(intake.alert?.url != nil)
        #expect(try await correlation().mainError?.signature.exception == error)

        let again = try await post(fixture, to: source)
        #expect(again.json["alerts"]?[0]?["result"] == "known" && again.json["alerts"]?[0]?["incident_id"] == 1)
        #expect(try await stage.journal.incidents(limit: 9).count == 1)
    }

    @Test func `the same error from two sources has one fingerprint, and its place is that of the trace`() async throws
    {
        _ = try await post("alertmanager-firing", to: "alertmanager")
        _ = try await post("sentry-event-alert", to: "sentry")
        let (first, second) = (try await correlation(1), try await correlation(2))
        for correlation in [first, second] {
            let frame = try #require(correlation.mainError?.signature.deepestOwnFrame)
            #expect(
                frame.file.hasSuffix("payment_service.py") && frame.line == 87 && frame.function == "process_payment")
        }
        let one = ErrorFingerprint(of: first, from: try await incident(1).intake)
        let other = ErrorFingerprint(of: second, from: try await incident(2).intake)
        #expect(one != nil && one == other)
    }

    @Test func `alerts of a group without an error of their own are one alert`() async throws {
        _ = try await post("alertmanager-disks-firing", to: "alertmanager")
        #expect(try await stage.journal.incidents(limit: 9).count == 3)
        let none = try await correlation(1)
        #expect(none.mainError == nil)
        var prints: Set<ErrorFingerprint?> = []
        for number in 1...3 {
            prints.insert(ErrorFingerprint(of: try await correlation(number), from: try await incident(number).intake))
        }
        #expect(prints.count == 1 && !prints.contains(nil))
    }

    @Test(arguments: [
        ("alertmanager-firing", "alertmanager-resolved", "alertmanager", "event_alert"),
        ("datadog-triggered", "datadog-recovered", "datadog", "event_alert"),
        ("sentry-event-alert", "sentry-issue-resolved", "sentry", "issue"),
        ("pagerduty-triggered", "pagerduty-resolved", "pagerduty", "event_alert"),
    ])
    func `the end of an alert is noted, and a diagnosed error stays open`(
        firing: String, end: String, source: String, resource: String
    ) async throws {
        _ = try await post(firing, to: source)
        let id = IncidentID(rawValue: 1)
        _ = try await stage.engine.record(.correlated(try await correlation()), of: id, by: .workflow)
        let answer = try await post(end, to: source, resource: resource)
        #expect(answer.status == .accepted)
        #expect(answer.json["alerts"]?[0]?["result"] == "ended" && answer.json["alerts"]?[0]?["incident_id"] == 1)
        let ended = try await incident()
        #expect(ended.endedAlerts.count == 1 && ended.firingAlerts.isEmpty && ended.status == .investigating)
        let again = try await post(end, to: source, resource: resource)
        #expect(again.json["alerts"]?[0]?["result"] == "ignored")
    }

    @Test func `an incident that only the alert spoke for ends with it`() async throws {
        _ = try await post("grafana-firing", to: "grafana")
        let id = IncidentID(rawValue: 1)
        _ = try await stage.engine.record(
            .escalated(Escalation(cause: .noCodeCause, summary: "", tried: [])), of: id, by: .workflow)
        let body = try WebStage.fixture("grafana-firing").replacing("\"firing\"", with: "\"resolved\"")
        let headers = [
            "Content-Type": "application/json",
            "X-Grafana-Alerting-Signature": WebStage.signature(body, "grafana-secret"),
        ]
        _ = try await stage.send(.put, "/webhook/grafana", headers, body: body)
        #expect(try await stage.engine.workflow(of: id)?.nextActions == [.endWithAlerts])
    }

    @Test func `an incident with joined alerts ends with the last of them`() async throws {
        _ = try await post("alertmanager-disks-firing", to: "alertmanager")
        let engine = stage.engine
        for number in 2...3 {
            let joining = try await incident(number)
            _ = try await engine.record(.recurred(Recurrence(of: joining)), of: IncidentID(rawValue: 1), by: .workflow)
            _ = try await stage.journal.append(
                .joined(IncidentID(rawValue: 1)), to: joining.id, by: .workflow, expectedCount: 1)
        }
        _ = try await engine.record(.correlated(try await correlation()), of: IncidentID(rawValue: 1), by: .workflow)
        #expect(try await incident().firingAlerts.count == 3)
        _ = try await post("alertmanager-disks-resolved", to: "alertmanager")
        #expect(try await incident().endedAlerts.count == 3)
        #expect(try await engine.workflow(of: IncidentID(rawValue: 1))?.nextActions == [.endWithAlerts])
    }

    @Test(arguments: [
        ("grafana-test", "grafana", "event_alert"), ("pagerduty-ping", "pagerduty", "event_alert"),
        ("pagerduty-acknowledged", "pagerduty", "event_alert"), ("sentry-installation", "sentry", "installation"),
    ])
    func `tests and other events are answered politely and open nothing`(
        fixture: String, source: String, resource: String
    ) async throws {
        let answer = try await post(fixture, to: source, resource: resource)
        #expect(answer.status == .accepted && answer.json["alerts"]?[0]?["result"] == "ignored")
        #expect(try await stage.journal.incidents(limit: 9).isEmpty)
    }

    @Test func `a metric alert names its rule, and Datadog may send a form`() async throws {
        _ = try await post("sentry-metric-alert", to: "sentry", resource: "metric_alert")
        #expect(try await incident().intake.alert?.identity == stage.engine.redactor.digest("metric-rule/7"))
        let headers = ["X-Incident-Bot-Token": "dd-secret", "Content-Type": "application/x-www-form-urlencoded"]
        let form = "alert_cycle_key=77&transition=Triggered&title=Disk+%3E+90%25&tags=service%3Adb"
        #expect(try await stage.send(.post, "/webhook/datadog", headers, body: form).status == .accepted)
        #expect(try await incident(2).intake.title == "Disk > 90%")
        #expect(try await incident(2).intake.alert?.service == "db")
    }

    @Test(arguments: ["alertmanager", "grafana", "datadog", "sentry", "pagerduty"])
    func `nobody else opens incidents through a source, nor through one without a secret`(source: String) async throws {
        let forged = [
            "Content-Type": "application/json", "Authorization": "Bearer wrong",
            "X-Grafana-Alerting-Signature": String(repeating: "0", count: 64), "X-Incident-Bot-Token": "wrong",
            "Sentry-Hook-Signature": "", "X-PagerDuty-Signature": "v1=abc,v2=",
        ]
        let answer = try await stage.send(.post, "/webhook/\(source)", forged, body: "{}")
        #expect(answer.status == .unauthorized && answer.isProblem)
        var closed = try WebStage()
        closed.settings = WebhookSettings()
        let refused = try await closed.send(.post, "/webhook/\(source)", forged, body: "{}")
        #expect(refused.status == .forbidden && refused.json["detail"]?.string?.hasPrefix("Set ") == true)
    }

    @Test func `Grafana's signature may cover a time, which must be near`() async throws {
        let body = try WebStage.fixture("grafana-firing")
        func status(at seconds: Int) async throws -> Int {
            let headers = [
                "Content-Type": "application/json", "X-Grafana-Alerting-Timestamp": "\(seconds)",
                "X-Grafana-Alerting-Signature": WebStage.signature("\(seconds):\(body)", "grafana-secret"),
            ]
            return try await stage.send(.post, "/webhook/grafana", headers, body: body).status.code
        }
        let now = Int(ManualClock.start.timeIntervalSince1970)
        #expect(try await status(at: now - 299) == 202)
        #expect(try await status(at: now - 301) == 401)
    }

    @Test(arguments: ["{}", "[]", "{\"alerts\": [1]}", "null", "{\"event\": {}}", "not JSON"])
    func `a body of another shape is refused, whoever signed it`(body: String) async throws {
        for source in ["alertmanager", "datadog", "pagerduty"] {
            let headers = [
                "Content-Type": "application/json", "Authorization": "Bearer am-secret",
                "X-Incident-Bot-Token": "dd-secret",
                "X-PagerDuty-Signature": "v1=\(WebStage.signature(body, "pd-secret"))",
            ]
            let answer = try await stage.send(.post, "/webhook/\(source)", headers, body: body)
            #expect([400, 422].contains(answer.status.code) && answer.isProblem, "\(source): \(answer.text)")
        }
    }

    @Test(arguments: ["suppressed", "RESOLVED", ""])
    func `an alert in a state that is not known ends nothing`(state: String) async throws {
        let headers = ["Content-Type": "application/json", "Authorization": "Bearer am-secret"]
        let body = #"{"alerts":[{"status":"\#(state)","labels":{"alertname":"HighErrorRate"}}]}"#
        let answer = try await WebStage().send(.post, "/webhook/alertmanager", headers, body: body)
        #expect(answer.status.code == 422 && answer.isProblem && answer.text.contains("/alerts/0/status"))
    }
}
