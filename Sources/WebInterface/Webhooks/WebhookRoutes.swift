package import Domain
package import Foundation
package import Hummingbird
package import Logging

/// Where monitoring and other programs open incidents. A person decides on every patch all the same.
package struct WebhookRoutes: Sendable {
    /// 10 MB of logs, each byte of which JSON may write as six, and some room for the rest would be 64 MB; this is what
    /// ordinary logs need.
    static let maximumReportBytes = 24 << 20
    static let maximumAlertBytes = 1 << 20

    let settings: WebhookSettings
    let intake: WebhookIntake
    let wait: PhaseOneWait
    let links: WebLinks
    let ledger: any MessageLedger
    /// Of genuine requests, for each source apart.
    let limiter: RateLimiter
    let strangers: StrangerLimits
    let clock: WallClock
    let logger: Logger

    package init(
        settings: WebhookSettings, intake: WebhookIntake, wait: PhaseOneWait, ledger: any MessageLedger,
        publicURL: URL, strangers: StrangerLimits, clock: WallClock, monotonic: MonotonicClock = .system,
        logger: Logger
    ) {
        self.settings = settings
        self.intake = intake
        self.wait = wait
        self.ledger = ledger
        links = WebLinks(publicURL: publicURL)
        limiter = RateLimiter(perMinute: settings.requestsPerMinute, clock: monotonic)
        self.strangers = strangers
        self.clock = clock
        self.logger = logger
    }

    package func add<Context: RequestContext>(to router: Router<Context>) {
        router.post("/webhook/incident") { request, context in
            await answering { try await report(request, from: context.sender(of: request)) }
        }
        for source in sources {
            let path = RouterPath("/webhook/\(source.source.rawValue)")
            // Grafana can be told to use PUT.
            let methods: [HTTPRequest.Method] = source.source == .grafana ? [.post, .put] : [.post]
            for method in methods {
                router.on(path, method: method) { request, context in
                    await answering { try await alerts(request, from: source, sender: context.sender(of: request)) }
                }
            }
            router.refuseOtherMethods(than: methods, at: [path])
        }
        router.refuseOtherMethods(than: [.post], at: ["/webhook/incident"])
    }

    private var sources: [any AlertSource] {
        [
            AlertmanagerSource(token: settings.alertmanagerToken),
            GrafanaSource(token: settings.grafanaToken, secret: settings.grafanaSecret),
            DatadogSource(token: settings.datadogToken),
            SentrySource(secret: settings.sentrySecret),
            PagerDutySource(secrets: settings.pagerDutySecrets),
        ]
    }

    private func answering(_ work: () async throws -> Response) async -> Response {
        do {
            return try await work()
        } catch let problem as Problem {
            logger.info("Refused a webhook", metadata: ["problem": "\(problem.kind.rawValue)"])
            return problem.response
        } catch {
            logger.error("A webhook was not stored", metadata: ["reason": "\(error)"])
            return Problem.unavailable.response
        }
    }
}

// MARK: - Alerts

extension WebhookRoutes {
    private func alerts(
        _ request: Request, from source: any AlertSource, sender: Sender
    ) async throws -> Response {
        guard source.isOpen else { throw Problem(.closed, "Set \(source.setting) to open it.") }
        try strangers.check(sender)
        let headers = WebhookDelivery(headers: request.headers, body: [])
        guard source.isPlausible(headers, now: clock.now()) else { throw refusal(of: sender, at: source) }
        let delivery = WebhookDelivery(
            headers: request.headers,
            body: try await strangers.body(of: request, upTo: Self.maximumAlertBytes, from: sender))
        guard source.isGenuine(delivery, now: clock.now()) else { throw refusal(of: sender, at: source) }
        strangers.proofs.proved(sender)
        try limiter.check(source.source.rawValue)
        var receipts: [JSON] = []
        for event in try source.events(in: delivery) {
            receipts.append(json(of: try await intake.take(event, from: source.source)))
        }
        return .json(["alerts": .array(receipts)], status: .accepted)
    }

    /// Counts against those who fail, and against nobody else.
    private func refusal(of sender: Sender, at source: any AlertSource) -> Problem {
        strangers.proofs.failed(sender)
        return Problem.unauthorized(
            "Use the secret of \(source.setting), as README.md says for this source.",
            challenge: "Bearer realm=\"\(source.source.rawValue)\"")
    }

    private func json(of receipt: WebhookIntake.Receipt) -> JSON {
        [
            "result": .string(receipt.kind.rawValue), "alert": .string(receipt.alert),
            "incident_id": .optional(receipt.incident) { .int($0.rawValue) },
            "links": .optional(receipt.incident) { links.json(of: $0) },
        ]
    }
}
