package import Domain
package import Foundation
package import Logging
import ServiceLifecycle
package import Workflows

/// Notifications through one of Slack's incoming webhooks, for a bot without a token: plain lines, no buttons.
///
/// A webhook tells no name for what it posted, so a notification whose answer got lost can't be looked for. It is sent
/// again: to hear twice that somebody must take over is better than not at all.
package struct WebhookNotifications: Service {
    private let loop: DeliveryLoop

    /// - Parameter url: a secret; whoever knows it can post.
    package init(
        engine: WorkflowEngine,
        ledger: any MessageLedger,
        http: any HTTPClient,
        url: URL,
        links: IncidentLinks,
        sleep: @escaping SlackWebAPI.Sleep = { try await Task.sleep(for: $0) },
        logger: Logger
    ) {
        let delivery = NotificationDelivery(ledger: ledger, http: http, url: url, links: links, logger: logger)
        loop = DeliveryLoop(
            engine: engine, ledger: ledger, place: "webhook", sleep: sleep, logger: logger,
            deliver: { incident async throws(DeliveryLoop.Postponed) in try await delivery.deliver(incident) })
    }

    package func run() async { await loop.run() }

    /// Says what is due for one incident, and returns when all is said or can't be.
    package func notify(_ id: IncidentID) async { await loop.deliver(id) }
}

/// Says what is due for one incident, each notification once.
private struct NotificationDelivery: Sendable {
    /// Stands in the ledger in the place of a message's timestamp.
    private static let posted = "webhook"

    let ledger: any MessageLedger
    let http: any HTTPClient
    let url: URL
    let links: IncidentLinks
    let logger: Logger
    private let problems = ReportedProblems()

    init(ledger: any MessageLedger, http: any HTTPClient, url: URL, links: IncidentLinks, logger: Logger) {
        self.ledger = ledger
        self.http = http
        self.url = url
        self.links = links
        self.logger = logger
    }

    func deliver(_ incident: Incident) async throws(DeliveryLoop.Postponed) {
        if let postponed = await attempt(incident) { throw postponed }
    }

    private func attempt(_ incident: Incident) async -> DeliveryLoop.Postponed? {
        let id = incident.id
        do throws(PortError) {
            let said = Set(try await ledger.messages(of: id).filter { $0.timestamp != nil }.map(\.key))
            for note in Notification.desired(for: incident, links: links) where !said.contains(note.key) {
                try await ledger.claim(note.key, of: id, channel: Self.posted)
                if let postponed = await post(note, of: id) { return postponed }
                try await ledger.record(note.key, of: id, timestamp: Self.posted, contentDigest: note.key)
            }
            return nil
        } catch {
            return .init(wait: .outage, reason: "\(error)")
        }
    }

    /// Nil when it is said, or can never be.
    private func post(_ note: Notification, of id: IncidentID) async -> DeliveryLoop.Postponed? {
        let body: JSONValue = ["text": .string(note.words.text), "unfurl_links": false, "unfurl_media": false]
        let headers = [(name: "Content-Type", value: "application/json; charset=utf-8")]
        do throws(HTTPFailure) {
            let answer = try await http.send(.init("POST", url, headers: headers, body: body.bytes, timeoutSeconds: 15))
            switch answer.status {
            case 200..<300: return nil
            case 429:
                let seconds = answer.header("Retry-After").flatMap { Int($0) } ?? 1
                return .init(wait: .seconds(max(1, seconds)), reason: "Slack limits the webhook")
            case 400..<500:
                let reason = String(decoding: answer.body.prefix(100), as: UTF8.self)
                await report(id, reason, status: answer.status)
                // This line will never be taken. Everything else is about the webhook, and is a person's to mend.
                return answer.status == 400 ? nil : .init(wait: .person, reason: "status \(answer.status)")
            default: return .init(wait: .outage, reason: "status \(answer.status)")
            }
        } catch {
            return .init(wait: .outage, reason: "no answer")
        }
    }

    private func report(_ id: IncidentID, _ answer: String, status: Int) async {
        guard await problems.insert("\(status)") else { return }
        logger.error(
            "Slack refused a notification: make a new incoming webhook and set SLACK_WEBHOOK_URL",
            metadata: [
                "incident.id": "\(id)", "status": "\(status)", "answer": "\(VisibleText.clip(answer, to: 100))",
            ])
    }
}
