import Crypto
import Domain
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import TestSupport
import Testing
import Workflows

@testable import WebInterface

/// The bot's web side over fakes, asked through its real router, guard included.
struct WebStage {
    static let token = "dashboard-token-0123456789"
    static let key = "webhook-key-0123456789"

    let clock = ManualClock()
    let journal: InMemoryJournal
    let engine: WorkflowEngine
    let ledger = InMemoryMessageLedger()
    let evidence = InMemoryEvidenceStore()
    let signInStore = InMemorySignInStore()
    let signIn: SignInLinks
    let publicURL: URL
    var settings = WebhookSettings()
    var isOpen = false
    var chains: (any ChainVerifying)?
    var hasToken = true

    init(publicURL: String = "https://bot.example") throws {
        self.publicURL = try #require(URL(string: publicURL))
        journal = InMemoryJournal(clock: clock.clock)
        engine = WorkflowEngine(journal: journal, maximumAttempts: 3)
        signIn = SignInLinks(store: signInStore, publicURL: self.publicURL, clock: clock.clock)
        settings.apiKey = SecretText(Self.key)
        settings.alertmanagerToken = SecretText("am-secret")
        settings.grafanaSecret = MessageSignature(secret: "grafana-secret")
        settings.grafanaToken = SecretText("grafana-token")
        settings.datadogToken = SecretText("dd-secret")
        settings.sentrySecret = MessageSignature(secret: "sentry-secret")
        settings.pagerDutySecrets = ["old-secret", "pd-secret"].compactMap { MessageSignature(secret: $0) }
    }

    struct Answer {
        let status: HTTPResponse.Status
        let headers: HTTPFields
        let text: String

        var json: JSON { (try? JSON(bytes: Array(text.utf8))) ?? .null }
        var isProblem: Bool { headers[.contentType] == "application/problem+json" && json["detail"]?.string != nil }
    }

    private var router: Router<BasicRequestContext> {
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let router = Router()
        let access = WebAccess(
            isOpen: isOpen, token: hasToken ? SecretText(Self.token) : nil, publicURL: publicURL, links: signIn,
            sessions: SignInSessions(store: signInStore, clock: clock.clock), clock: clock.monotonic)
        let strangers = StrangerLimits(monotonic: clock.monotonic)
        router.add(middleware: SecurityHeaders(isSecure: publicURL.scheme == "https"))
        router.add(middleware: AccessGuard(access: access))
        WebhookRoutes(
            settings: settings,
            intake: WebhookIntake(engine: engine, directory: journal, evidence: evidence, clock: clock.clock),
            wait: PhaseOneWait(engine: engine, clock: ContinuousClock()), ledger: ledger, publicURL: publicURL,
            strangers: strangers, clock: clock.clock, monotonic: clock.monotonic, logger: logger
        ).add(to: router)
        APIRoutes(
            incidents: JournalIncidents(journal: journal), directory: journal, ledger: ledger, publicURL: publicURL,
            limiter: RateLimiter(perMinute: 10_000, clock: clock.monotonic), logger: logger
        ).add(to: router)
        GitHubWebhook(secret: Self.key, engine: engine, strangers: strangers, logger: logger).add(to: router)
        OperationsRoutes(
            readiness: Readiness(probes: [], clock: clock.monotonic, logger: logger), metrics: MetricsRegistry(),
            storage: NothingStored(), logger: logger
        ).add(to: router)
        SignInRoutes(access: access, logger: logger).add(to: router)
        IncidentListRoutes(directory: journal, logger: logger).add(to: router)
        AnalyticsRoutes(directory: journal, clock: clock.clock, logger: logger).add(to: router)
        IncidentEventRoutes(
            incidents: JournalIncidents(journal: journal), maximum: 2, sleep: { _ in throw CancellationError() },
            logger: logger
        ).add(to: router)
        WebRoutes(
            incidents: JournalIncidents(journal: journal), evidence: evidence, chains: chains, logger: logger
        ).add(to: router)
        return router
    }

    private struct NothingStored: StorageFigures {
        func figures() async throws(PortError) -> StoredFigures { StoredFigures() }
    }

    /// Several requests to one server, so that limits and links live across them.
    func use<Value: Sendable>(_ work: @escaping @Sendable (Client) async throws -> Value) async throws -> Value {
        try await Application(router: router).test(.router) { try await work(Client(client: $0)) }
    }

    func send(
        _ method: HTTPRequest.Method, _ path: String, _ headers: [String: String] = [:], body: String = ""
    ) async throws -> Answer {
        try await use { try await $0.send(method, path, headers, body: body) }
    }

    struct Client: Sendable {
        let client: any TestClientProtocol

        func send(
            _ method: HTTPRequest.Method, _ path: String, _ headers: [String: String] = [:], body: String = ""
        ) async throws -> Answer {
            var fields = HTTPFields()
            for (name, value) in headers { fields[.known(name)] = value }
            return try await client.execute(
                uri: path, method: method, headers: fields, body: ByteBuffer(string: body)
            ) { Answer(status: $0.status, headers: $0.headers, text: String(buffer: $0.body)) }
        }

        func read(_ path: String) async throws -> Answer {
            try await send(.get, path, ["Authorization": "Bearer \(WebStage.token)"])
        }

        func report(_ body: String, _ query: String = "") async throws -> Answer {
            try await send(
                .post, "/webhook/incident\(query)",
                ["X-Api-Key": WebStage.key, "Content-Type": "application/json"], body: body)
        }
    }

    static func fixture(_ name: String) throws -> String {
        let url = try #require(Bundle.module.url(forResource: "Fixtures/\(name)", withExtension: "json"))
        return try String(contentsOf: url, encoding: .utf8)
    }

    static func signature(_ text: String, _ secret: String) -> String {
        HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: SymmetricKey(data: Data(secret.utf8)))
            .map { String(format: "%02x", $0) }.joined()
    }
}
