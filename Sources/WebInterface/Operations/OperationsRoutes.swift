package import Domain
import Foundation
package import Hummingbird
package import Logging

/// What those who run the bot look at: `/ready` for the platform, `/metrics` for Prometheus.
package struct OperationsRoutes: Sendable {
    private let readiness: Readiness
    private let metrics: MetricsRegistry
    private let storage: any StorageFigures
    private let logger: Logger

    package init(readiness: Readiness, metrics: MetricsRegistry, storage: any StorageFigures, logger: Logger) {
        self.readiness = readiness
        self.metrics = metrics
        self.storage = storage
        self.logger = logger
    }

    package func add<Context: RequestContext>(to router: Router<Context>) {
        router.get("/ready") { _, _ in await ready() }
        router.head("/ready") { _, _ in await ready().createHeadResponse() }
        router.get("/metrics") { _, _ in await exposition() }
        router.refuseOtherMethods(than: [.get, .head], at: ["/ready"])
        router.refuseOtherMethods(than: [.get], at: ["/metrics"])
    }

    /// 200 while nothing has failed; 503 with the same body otherwise. What is degraded goes on working.
    private func ready() async -> Response {
        let parts = await readiness.report()
        let isReady = !parts.contains { $0.health.state == .failed }
        let entries = parts.map { part in
            (
                part.name,
                JSON.object(["status": .string(part.health.state.rawValue), "detail": .string(part.health.words)])
            )
        }
        return .json(
            ["status": isReady ? "ready" : "unavailable", "parts": .object(Dictionary(entries) { $1 })],
            status: isReady ? .ok : .serviceUnavailable)
    }

    private func exposition() async -> Response {
        var text = MetricsText()
        do {
            text.add(try await storage.figures())
        } catch {
            // What is in memory is worth the more when the database fails.
            logger.error("The stored figures can't be read", metadata: ["reason": "\(error)"])
        }
        return .text(text.text + metrics.text, type: MetricsText.contentType)
    }
}

extension MetricsText {
    mutating func add(_ figures: StoredFigures) {
        begin(.openIncidents)
        for status in Incident.Status.allCases where status.isOpen {
            let count = figures.openIncidents[status] ?? 0
            sample(Metric.openIncidents.name, Metric.openIncidents.labels, [status.rawValue], Double(count))
        }
        begin(.facts)
        for (kind, count) in figures.facts.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            sample(Metric.facts.name, Metric.facts.labels, [kind.rawValue], Double(count))
        }
        begin(.outboxDepth)
        sample(Metric.outboxDepth.name, [], [], Double(figures.unpostedMessages))
        begin(.outboxAge)
        sample(Metric.outboxAge.name, [], [], figures.oldestUnpostedSeconds ?? 0)
    }
}
