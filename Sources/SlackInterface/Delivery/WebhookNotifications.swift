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
    private static let recentAtStart = 50
    /// Stands in the ledger in the place of a message's timestamp.
    private static let posted = "webhook"

    private let engine: WorkflowEngine
    private let ledger: any MessageLedger
    private let http: any HTTPClient
    private let url: URL
    private let links: IncidentLinks
    private let sleep: SlackWebAPI.Sleep
    private let logger: Logger
    private let dirty = DirtyIncidents()
    private let problems = ReportedProblems()

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
        self.engine = engine
        self.ledger = ledger
        self.http = http
        self.url = url
        self.links = links
        self.sleep = sleep
        self.logger = logger
    }

    package func run() async {
        await cancelWhenGracefulShutdown {
            let changes = await engine.changes()
            await withDiscardingTaskGroup { group in
                for id in await incidentsAtStart() where await dirty.mark(id) {
                    group.addTask { await keepNotifying(id) }
                }
                for await id in changes where await dirty.mark(id) {
                    group.addTask { await keepNotifying(id) }
                }
                group.cancelAll()
            }
        }
    }

    /// Says what is due for one incident, and returns when all is said or can't be.
    package func notify(_ id: IncidentID) async {
        guard await dirty.mark(id) else { return }
        await keepNotifying(id)
    }

    private func keepNotifying(_ id: IncidentID) async {
        var failures = 0
        repeat {
            await dirty.begin(id)
            while let pause = await attempt(id, failures: failures) {
                failures += 1
                do { try await sleep(pause) } catch { return }
                await dirty.begin(id)
            }
            failures = 0
        } while await dirty.finish(id)
    }

    /// Nil when there is nothing to wait for.
    private func attempt(_ id: IncidentID, failures: Int) async -> Duration? {
        let backoff = Duration.seconds(min(60, 1 << min(failures, 6)))
        do throws(PortError) {
            guard let incident = try await engine.incident(id) else { return nil }
            let said = Set(try await ledger.messages(of: id).filter { $0.timestamp != nil }.map(\.key))
            for note in Notification.desired(for: incident, links: links) where !said.contains(note.key) {
                try await ledger.claim(note.key, of: id, channel: Self.posted)
                if let pause = await post(note, of: id) { return max(pause, backoff) }
                try await ledger.record(note.key, of: id, timestamp: Self.posted, contentDigest: note.key)
            }
            return nil
        } catch {
            logger.warning("A notification waits for the database", metadata: ["reason": "\(error)"])
            return backoff
        }
    }

    /// Nil when it is said, or can never be; otherwise how long to wait at least.
    private func post(_ note: Notification, of id: IncidentID) async -> Duration? {
        let body: JSONValue = ["text": .string(note.words.text), "unfurl_links": false, "unfurl_media": false]
        let headers = [(name: "Content-Type", value: "application/json; charset=utf-8")]
        do throws(HTTPFailure) {
            let answer = try await http.send(.init("POST", url, headers: headers, body: body.bytes, timeoutSeconds: 15))
            switch answer.status {
            case 200..<300: return nil
            case 429: return .seconds(answer.header("Retry-After").flatMap { Int($0) } ?? 1)
            case 400..<500:
                await report(id, String(decoding: answer.body.prefix(100), as: UTF8.self), status: answer.status)
                return nil
            default: return .seconds(1)
            }
        } catch {
            guard !Task.isCancelled else { return nil }
            logger.warning("The webhook gave no answer", metadata: ["incident.id": "\(id)"])
            return .seconds(1)
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

    /// Open incidents, and those ended lately of which something was said before the stop.
    private func incidentsAtStart() async -> [IncidentID] {
        do throws(PortError) {
            var ids = Set(try await engine.openIncidents())
            for incident in try await engine.incidents(limit: Self.recentAtStart) where !incident.status.isOpen {
                if try await !ledger.messages(of: incident.id).isEmpty { ids.insert(incident.id) }
            }
            return ids.sorted()
        } catch {
            logger.error("The journal can't be read for notifications", metadata: ["reason": "\(error)"])
            return []
        }
    }
}
