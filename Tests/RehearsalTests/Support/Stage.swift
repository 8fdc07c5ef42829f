import Adapters
import Domain
import Foundation
import Logging
import Rehearsal
import ServiceLifecycle
import Synchronization
import Testing

/// A time of day that moves only when told to.
final class ManualClock: Sendable {
    private let date = Mutex(Date(timeIntervalSince1970: 1_764_000_000))

    var wall: WallClock { WallClock { self.date.withLock { $0 } } }

    func advance(_ seconds: Double) {
        date.withLock { $0 += seconds }
    }
}

/// A workspace on a port of its own, a scripted bot, and the people who use them.
struct Stage: Sendable {
    static let token = "xoxb-rehearsal"
    static let secret = "8f742231b10e8888abcd99yyyzzz85a5"
    static let incidents = "C01INCIDENTS"
    static let general = "C01GENERAL00"
    static let rosa = "U01ROSADIAZ"
    static let ken = "U01KENITO00"

    let workspace: Workspace
    let origin: URL
    let bot: ScriptedBot
    let clock: ManualClock
    let http: any HTTPClient = CurlHTTPClient()

    var rosa: Person { Person(workspace: origin, user: Self.rosa, http: http) }
    var ken: Person { Person(workspace: origin, user: Self.ken, http: http) }

    static func set(
        incidents: [PreparedIncident] = [], _ play: @Sendable @escaping (Stage) async throws -> Void
    ) async throws {
        let bot = ScriptedBot()
        let clock = ManualClock()
        var settings = WorkspaceSettings(botToken: token, signingSecret: secret)
        // Methods that the bot doesn't use, too.
        settings.scopes.formUnion(["im:write", "users:read"])
        let workspace = Workspace(settings: settings, http: bot, bot: URL(string: "http://bot.test"), clock: clock.wall)
        var logger = Logger(label: "rehearsal")
        logger.logLevel = .error
        let server = RehearsalServer(workspace: workspace, port: 0, incidents: incidents, logger: logger)
        try await ServiceGroup.run([server], logger: logger) {
            let origin = try #require(await server.origin)
            try await play(Stage(workspace: workspace, origin: origin, bot: bot, clock: clock))
        }
    }

    // MARK: What the bot does

    /// Calls a method with a JSON body.
    @discardableResult
    func call(_ method: String, _ arguments: JSON, token: String? = Stage.token) async throws -> JSON {
        try JSON(parsing: await answer(method, arguments.encoded, type: "application/json; charset=utf-8", token).body)
    }

    /// Calls a method with a form.
    @discardableResult
    func call(_ method: String, form: [String: String]) async throws -> JSON {
        var components = URLComponents()
        components.queryItems = form.map { URLQueryItem(name: $0.key, value: $0.value) }
        let body = Data((components.percentEncodedQuery ?? "").replacing("+", with: "%2B").utf8)
        return try JSON(parsing: await answer(method, body, type: "application/x-www-form-urlencoded", Self.token).body)
    }

    func answer(_ method: String, _ body: Data, type: String, _ token: String?) async throws -> HTTPAnswer {
        var headers = [(name: "Content-Type", value: type)]
        if let token { headers.append((name: "Authorization", value: "Bearer \(token)")) }
        let url = origin.appending(path: "api/\(method)")
        return try await http.send(Domain.HTTPRequest("POST", url, headers: headers, body: body))
    }

    func post(_ address: String, _ body: JSON) async throws -> HTTPAnswer {
        let url = try #require(URL(string: address))
        let headers = [(name: "Content-Type", value: "application/json")]
        return try await http.send(Domain.HTTPRequest("POST", url, headers: headers, body: body.encoded))
    }

    func get(_ path: String, headers: [(name: String, value: String)] = []) async throws -> HTTPAnswer {
        try await http.send(Domain.HTTPRequest("GET", origin.appending(path: path), headers: headers))
    }

    /// A message of the bot's with one button.
    func card(text: String = "card", confirm: JSON? = nil) async throws -> ChannelMessage {
        var button: [String: JSON] = [
            "type": "button", "action_id": "approve_patch", "value": "7",
            "text": ["type": "plain_text", "text": "Approve"],
        ]
        button["confirm"] = confirm
        let blocks: JSON = [["type": "actions", "block_id": "decide", "elements": [.object(button)]]]
        let answer = try await call(
            "chat.postMessage", ["channel": .string(Self.incidents), "text": .string(text), "blocks": blocks])
        let ts = try #require(answer["ts"]?.text)
        return try #require(await rosa.messages(in: Self.incidents).first { $0.ts == ts })
    }
}

/// The text blocks of tests are made of.
func section(_ text: String) -> JSON {
    ["type": "section", "text": ["type": "mrkdwn", "text": .string(text)]]
}

func plain(_ text: String) -> JSON {
    ["type": "plain_text", "text": .string(text)]
}

extension String {
    init(_ character: Character, _ count: Int) {
        self = String(repeating: character, count: count)
    }
}
