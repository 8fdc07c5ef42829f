import Crypto
import Domain
import Foundation
import Hummingbird
import HummingbirdTesting
import Logging
import TestSupport
import Testing
import Workflows

@testable import SlackInterface

/// The bot's Slack side over an in-memory journal, reached through its real routes.
struct SlackHarness: Sendable {
    static let secret = "8f742231b10e8888abcd99yyyzzz85a5"

    let time = ManualClock()
    let journal: InMemoryJournal
    let engine: WorkflowEngine
    let slack = FakeSlack()
    let ledger: InMemoryMessageLedger
    let evidence = InMemoryEvidenceStore()
    let inbox: InMemoryInbox
    let signIn: SignInLinks?

    init(directory: (any ApproverDirectory)? = nil) {
        journal = InMemoryJournal(clock: time.clock)
        ledger = InMemoryMessageLedger(journal)
        inbox = InMemoryInbox(clock: time.clock)
        engine = WorkflowEngine(journal: journal, maximumAttempts: 3, directory: directory)
        let clock = time.clock
        signIn = URL(string: "https://bot.example").map {
            SignInLinks(store: InMemorySignInStore(), publicURL: $0, clock: clock)
        }
    }

    /// Runs requests against the routes; whatever was still to be done for them is done when this returns.
    ///
    /// - Parameter acting: false for a process that dies right after its last acknowledgement.
    func run(
        acting: Bool = true, _ requests: @Sendable @escaping (Session) async throws -> Void
    ) async throws {
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let app = try SlackApp(
            configuration: SlackConfiguration(
                signingSecret: Self.secret, botToken: "xoxb-secret", publicURL: URL(string: "https://bot.example")),
            engine: engine, stores: stores, http: slack, signIn: signIn, clock: time.clock, sleep: { _ in },
            logger: logger)
        let router = Router()
        app.routes?.add(to: router)
        var application = Application(router: router, logger: logger)
        for service in app.receiving where acting { application.addServices(service) }
        try await application.test(.router) { client in
            try await requests(Session(client: client, now: time.clock.now()))
            if acting { try await inbox.allSettled() }
        }
    }

    var stores: SlackStores { SlackStores(ledger: ledger, evidence: evidence, inbox: inbox, directory: journal) }

    /// Sends requests like Slack.
    struct Session: Sendable {
        let client: any TestClientProtocol
        let now: Date

        func command(_ text: String, trigger: String? = nil) async throws -> TestResponse {
            var form = try Fixture.text("slash_command.form")
            if let trigger { form = form.replacing("13345224609", with: trigger) }
            let encoded = String(decoding: FormText.encode(["text": .string(text)]).dropFirst(5), as: UTF8.self)
            return try await post("/slack/commands", form.replacing("TEXT", with: encoded))
        }

        func interaction(_ payload: String, headers: HTTPFields = [:]) async throws -> TestResponse {
            let form = String(decoding: FormText.encode(["payload": .string(payload)]), as: UTF8.self)
            return try await post("/slack/interactions", form, headers: headers)
        }

        func click(_ action: String, _ value: String, by user: String = Samples.user) async throws -> TestResponse {
            let quoted = JSONValue.string(value).encoded.dropFirst().dropLast()
            // Every click has a trigger of its own.
            return try await interaction(
                try Fixture.text("block_actions.json").replacing("ACTION", with: action)
                    .replacing("VALUE", with: quoted).replacing(Samples.user, with: user)
                    .replacing("TRIGGER", with: UUID().uuidString))
        }

        func reject(
            _ target: DecisionTarget, _ feedback: String, view: String = UUID().uuidString
        ) async throws -> TestResponse {
            let metadata = JSONValue.string(target.encoded).encoded.dropFirst().dropLast()
            let quoted = JSONValue.string(feedback).encoded.dropFirst().dropLast()
            return try await interaction(
                try Fixture.text("view_submission_reject.json").replacing("METADATA", with: metadata)
                    .replacing("FEEDBACK", with: quoted).replacing("VIEW", with: view))
        }

        func post(
            _ path: String, _ body: String, secret: String = SlackHarness.secret, age: Int = 0,
            headers: HTTPFields = [:]
        ) async throws -> TestResponse {
            let timestamp = String(Int(now.timeIntervalSince1970) - age)
            var headers = headers
            headers.add("X-Slack-Request-Timestamp", timestamp)
            headers.add("X-Slack-Signature", SlackHarness.sign(body, timestamp: timestamp, secret: secret))
            return try await client.execute(
                uri: path, method: .post, headers: headers, body: ByteBuffer(string: body))
        }
    }

    static func sign(_ body: String, timestamp: String, secret: String) -> String {
        let code = HMAC<SHA256>.authenticationCode(
            for: Data("v0:\(timestamp):\(body)".utf8), using: SymmetricKey(data: Data(secret.utf8)))
        return "v0=" + HexadecimalText.of(code)
    }
}

extension SlackStores {
    static func inMemory(_ journal: InMemoryJournal) -> SlackStores {
        SlackStores(
            ledger: InMemoryMessageLedger(journal), evidence: InMemoryEvidenceStore(),
            inbox: InMemoryInbox(clock: .system),
            directory: journal)
    }
}

extension HTTPFields {
    mutating func add(_ name: String, _ value: String) {
        if let name = HTTPFields.Element.Name(name) { self[name] = value }
    }
}

extension TestResponse {
    var json: JSONValue? { JSONValue(bytes: Data(body.readableBytesView)) }
}

enum Fixture {
    struct Missing: Error {}

    static func text(_ name: String) throws -> String {
        guard let url = Bundle.module.url(forResource: "Fixtures/\(name)", withExtension: nil) else { throw Missing() }
        return try String(contentsOf: url, encoding: .utf8)
    }
}
