import Foundation
import Logging

/// Events: answers Slack's check of the address and a mention; notes what an operator should know.
struct EventListener: Sendable {
    let home: HomeTab
    let api: SlackWebAPI
    let work: SlackWork
    let logger: Logger
    private let seen = RecentEvents(capacity: 1_000)

    init(home: HomeTab, api: SlackWebAPI, work: SlackWork, logger: Logger) {
        self.home = home
        self.api = api
        self.work = work
        self.logger = logger
    }

    func handle(_ payload: JSONValue) async throws(MalformedRequest) -> SlackReply {
        switch payload["type"]?.string {
        case "url_verification":
            guard let challenge = payload["challenge"]?.string else { throw MalformedRequest(reason: "no challenge") }
            return SlackReply(status: 200, body: ["challenge": .string(challenge)])
        case "event_callback":
            guard let id = payload["event_id"]?.string, let event = payload["event"] else {
                throw MalformedRequest(reason: "no event")
            }
            if await seen.insert(id) { handle(event: event) }
            return .accepted
        case "app_rate_limited":
            logger.warning("Slack limits the events it sends")
            return .accepted
        case .some: return .accepted
        case nil: throw MalformedRequest(reason: "no type")
        }
    }

    private func handle(event: JSONValue) {
        switch event["type"]?.string {
        // Other bots may mention us without end.
        case "app_mention" where event["bot_id"] == nil: help(event)
        case "app_home_opened" where event["tab"]?.string == "home":
            if let user = event["user"]?.string { home.opened(by: user) }
        case "app_uninstalled", "tokens_revoked":
            logger.error("The app was removed from the workspace: reinstall it and set the new SLACK_BOT_TOKEN")
        default: break
        }
    }

    private func help(_ event: JSONValue) {
        guard let channel = event["channel"]?.string, let user = event["user"]?.string else { return }
        let recipient = PrivateNotes.Recipient(
            user: user, channel: channel, thread: event["thread_ts"]?.string, responseURL: nil)
        PrivateNotes(api: api, work: work, logger: logger).tell(HelpText.command, recipient)
    }
}

/// The identifiers of the events seen last, so that a repeated delivery is answered and not acted on.
actor RecentEvents {
    private let capacity: Int
    private var order: [String] = []
    private var known: Set<String> = []

    init(capacity: Int) {
        self.capacity = capacity
    }

    /// False when the event was seen before.
    func insert(_ id: String) -> Bool {
        guard known.insert(id).inserted else { return false }
        order.append(id)
        if order.count > 2 * capacity {
            known.subtract(order.prefix(capacity))
            order.removeFirst(capacity)
        }
        return true
    }
}
