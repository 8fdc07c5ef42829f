import Domain
import Foundation
import Hummingbird
import HummingbirdTesting
import Logging
import Synchronization
import TestSupport
import Testing

@testable import WebInterface

@Suite struct OperationsTests {
    private let clock = ManualClock()
    private let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    private let metrics = MetricsRegistry()

    private struct Figures: StorageFigures {
        var result: Result<StoredFigures, PortError> = .success(StoredFigures())

        func figures() async throws(PortError) -> StoredFigures { try result.get() }
    }

    private func readiness(_ probes: [HealthProbe], limit: Duration = .seconds(60)) -> Readiness {
        Readiness(probes: probes, limit: limit, clock: clock.monotonic, logger: logger)
    }

    private func get(
        _ path: String, _ readiness: Readiness, _ figures: Figures = Figures(), method: HTTPRequest.Method = .get
    ) async throws -> (status: Int, type: String?, text: String) {
        let router = Router()
        router.add(middleware: MeteredRequests(meter: metrics))
        OperationsRoutes(readiness: readiness, metrics: metrics, storage: figures, logger: logger).add(to: router)
        router.post("slack/events") { _, _ in Response(status: .ok) }
        router.get("items/{id}") { _, _ -> Response in throw HTTPError(.notFound) }
        return try await Application(router: router).test(.router) { client in
            try await client.execute(uri: path, method: method) {
                (Int($0.status.code), $0.headers[.contentType], String(buffer: $0.body))
            }
        }
    }

    @Test func `the bot is ready while parts are well or degraded, and not when one has failed`() async throws {
        let well = HealthProbe("database", goodForSeconds: 5) { Health(.ok, "readable") }
        let poor = HealthProbe("model", goodForSeconds: 5) { Health(.degraded, "1 of 2 out", reason: "sk-secret") }
        let gone = HealthProbe("slack", goodForSeconds: 5) { Health(.failed, "token refused", reason: "xoxb-1") }
        let ready = try await get("/ready", readiness([well, poor]))
        #expect(ready.status == 200 && ready.type == "application/json")
        let json = try JSON(bytes: Array(ready.text.utf8))
        #expect(json["status"] == "ready" && json["parts"]?["model"]?["status"] == "degraded")
        #expect(json["parts"]?["database"]?["detail"] == "readable" && !ready.text.contains("secret"))
        let failed = try await get("/ready", readiness([well, poor, gone]))
        #expect(failed.status == 503 && failed.text.contains("token refused") && !failed.text.contains("xoxb"))
    }

    @Test func `a part is asked again only when its answer is old, and by one caller for all`() async throws {
        let asked = Mutex(0)
        let readiness = readiness([
            HealthProbe("repository", goodForSeconds: 60) {
                asked.withLock { $0 += 1 }
                return Health(.ok, "fine")
            }
        ])
        await withTaskGroup { group in
            for _ in 1...50 { group.addTask { _ = await readiness.report() } }
        }
        #expect(asked.withLock { $0 } == 1)
        clock.advance(bySeconds: 59)
        clock.set(forwardBySeconds: 4 * 86_400)
        _ = await readiness.report()
        #expect(asked.withLock { $0 } == 1)
        clock.set(forwardBySeconds: -4 * 86_400 - 7_200)
        clock.advance(bySeconds: 2)
        _ = await readiness.report()
        #expect(asked.withLock { $0 } == 2)
    }

    @Test func `what failed is asked again soon`() async throws {
        let answers = Mutex([Health(.ok, "back"), Health(.failed, "gone")])
        let readiness = readiness([
            HealthProbe("slack", goodForSeconds: 60) { answers.withLock { $0.popLast() ?? Health(.ok, "back") } }
        ])
        #expect(await readiness.report().map(\.health.state) == [.failed])
        clock.advance(bySeconds: 6)
        #expect(await readiness.report().map(\.health.state) == [.ok])
    }

    @Test func `a part that doesn't answer holds nobody up`() async throws {
        let silent = HealthProbe("slack", goodForSeconds: 60) {
            try? await Task.sleep(for: .seconds(600))
            return Health(.ok, "late")
        }
        let report = await readiness([silent], limit: .milliseconds(20)).report()
        #expect(report.map(\.health) == [Health(.degraded, "no answer in time")])
    }

    @Test func `metrics name what is stored and what happened`() async throws {
        metrics.observe(0.3, in: .steps, ["diagnose", "done"])
        metrics.observe(1_000, in: .steps, ["diagnose", "done"])
        let figures = Figures(
            result: .success(
                StoredFigures(
                    openIncidents: [.awaitingApproval: 2], facts: [.opened: 3], unpostedMessages: 4,
                    oldestUnpostedSeconds: 1.5)))
        _ = try await get("/slack/events", readiness([]), method: .post)
        _ = try await get("/items/77", readiness([]))
        let answer = try await get("/metrics", readiness([]), figures)
        #expect(answer.status == 200 && answer.type == "text/plain; version=0.0.4; charset=utf-8")
        for line in [
            "# TYPE incident_bot_step_seconds histogram",
            #"incident_bot_step_seconds_bucket{step="diagnose",outcome="done",le="0.25"} 0"#,
            #"incident_bot_step_seconds_bucket{step="diagnose",outcome="done",le="1"} 1"#,
            #"incident_bot_step_seconds_bucket{step="diagnose",outcome="done",le="+Inf"} 2"#,
            #"incident_bot_step_seconds_sum{step="diagnose",outcome="done"} 1000.3"#,
            #"incident_bot_step_seconds_count{step="diagnose",outcome="done"} 2"#,
            #"incident_bot_incidents{status="awaitingApproval"} 2"#, #"incident_bot_incidents{status="closing"} 0"#,
            #"incident_bot_facts_total{kind="opened"} 3"#, "incident_bot_outbox_messages 4",
            "incident_bot_outbox_oldest_seconds 1.5",
            #"incident_bot_http_requests_total{method="POST",route="/slack/events",status="200"} 1"#,
            #"incident_bot_http_requests_total{method="GET",route="/items/{id}",status="404"} 1"#,
            #"incident_bot_slack_acknowledgement_seconds_count{route="/slack/events"} 1"#,
        ] {
            #expect(answer.text.split(separator: "\n").contains { $0 == line }, "\(line)")
        }
    }

    @Test func `metrics come even when the database can't be read`() async throws {
        metrics.add(1, to: .modelCalls, ["m", "answered"])
        let failure = PortError(port: "p", operation: "o", recovery: .retry, reason: "disk")
        let answer = try await get("/metrics", readiness([]), Figures(result: .failure(failure)))
        #expect(answer.status == 200 && answer.text.contains(#"incident_bot_model_calls_total{model="m","#))
    }

    @Test func `label values are escaped, and bounded in length and number`() {
        metrics.add(1, to: .modelCalls, ["a\"b\\c\nd", "answered"])
        #expect(metrics.text.contains(#"{model="a\"b\\c\nd",outcome="answered"} 1"#))
        for number in 1...2_000 {
            metrics.add(1, to: .requests, [String(repeating: "x", count: 500), "/\(number)", "200"])
        }
        let lines = metrics.text.split(separator: "\n").filter { $0.hasPrefix("incident_bot_http_requests_total{") }
        #expect(lines.count == MetricsRegistry.maximumSeries + 1 && lines.allSatisfy { $0.utf8.count < 250 })
        #expect(lines.contains { $0.hasSuffix(#"route="other",status="other"} 1500"#) })
    }
}
