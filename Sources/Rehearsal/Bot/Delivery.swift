import Domain
import Foundation

/// Something the workspace tells the bot, in one of Slack's three envelopes.
enum Delivery: Sendable {
    case command([(String, String)])
    case interaction(JSON)
    case event(JSON)

    var kind: Faults.DeliveryKind {
        switch self {
        case .command: .command
        case .interaction: .interaction
        case .event: .event
        }
    }

    var path: String {
        switch self {
        case .command: "slack/commands"
        case .interaction: "slack/interactions"
        case .event: "slack/events"
        }
    }

    var contentType: String {
        switch self {
        case .command, .interaction: "application/x-www-form-urlencoded"
        case .event: "application/json"
        }
    }

    var body: Data {
        switch self {
        case .command(let fields): Form.encode(fields)
        case .interaction(let payload): Form.encode([("payload", String(decoding: payload.encoded, as: UTF8.self))])
        case .event(let envelope): envelope.encoded
        }
    }
}

/// How the bot took a delivery.
enum Acknowledgement: Sendable {
    case answered(status: Int, body: Data, isFinal: Bool)
    case timedOut
    case unreachable

    /// The body of a 200, nothing otherwise.
    var accepted: Data? {
        if case .answered(status: 200, let body, _) = self { body } else { nil }
    }

    /// Slack's word for what went wrong, as it stands in the message to the person.
    var failure: String {
        switch self {
        case .answered: "dispatch_failed"
        case .timedOut: "operation_timeout"
        case .unreachable: "dispatch_failed"
        }
    }

    /// What `X-Slack-Retry-Reason` says.
    var retryReason: String {
        switch self {
        case .answered: "http_error"
        case .timedOut: "http_timeout"
        case .unreachable: "connection_failed"
        }
    }
}

/// The line to the bot: signs, sends, and waits no longer than Slack does.
struct BotConnection: Sendable {
    let http: any HTTPClient
    let base: URL
    let secret: String
    let clock: WallClock
    let answerSeconds: Double

    func deliver(_ delivery: Delivery, retry: (number: Int, reason: String)? = nil) async -> Acknowledgement {
        let body = delivery.body
        let now = Int(clock.now().timeIntervalSince1970)
        var headers = [
            ("Content-Type", delivery.contentType), ("User-Agent", "Slackbot 1.0 (+https://api.slack.com/robots)"),
            ("X-Slack-Request-Timestamp", String(now)),
            ("X-Slack-Signature", RequestSignature.sign(body, timestamp: now, secret: secret)),
        ]
        if let retry {
            headers += [("X-Slack-Retry-Num", String(retry.number)), ("X-Slack-Retry-Reason", retry.reason)]
        }
        let request = Domain.HTTPRequest(
            "POST", base.appending(path: delivery.path), headers: headers.map { (name: $0.0, value: $0.1) }, body: body,
            timeoutSeconds: answerSeconds)
        do {
            let answer = try await http.send(request)
            let isFinal = answer.header("X-Slack-No-Retry") == "1"
            return .answered(status: answer.status, body: answer.body, isFinal: isFinal)
        } catch .timedOut {
            return .timedOut
        } catch {
            return .unreachable
        }
    }
}
