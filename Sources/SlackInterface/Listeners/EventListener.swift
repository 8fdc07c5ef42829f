import Domain
import Foundation
import Logging

/// Events: answers Slack's check of the address, hands messages to the threads they stand in, explains itself where it is
/// mentioned elsewhere, and notes what an operator should know.
struct EventListener: Sendable {
    let threads: ThreadListener
    let home: HomeTab
    let notes: PrivateNotes
    let logger: Logger
    private let explained = RecentEvents(capacity: 1_000)

    init(threads: ThreadListener, home: HomeTab, notes: PrivateNotes, logger: Logger) {
        self.threads = threads
        self.home = home
        self.notes = notes
        self.logger = logger
    }

    func handle(_ payload: JSONValue) async throws(MalformedRequest) -> SlackReply {
        switch payload["type"]?.string {
        case "url_verification":
            guard let challenge = payload["challenge"]?.string else { throw MalformedRequest(reason: "no challenge") }
            return SlackReply(status: 200, body: ["challenge": .string(challenge)])
        case "event_callback":
            guard payload["event_id"]?.string != nil, let event = payload["event"] else {
                throw MalformedRequest(reason: "no event")
            }
            return await handle(event, bot: payload["authorizations"]?.array?.first?["user_id"]?.string)
        case "app_rate_limited":
            logger.warning("Slack limits the events it sends")
            return .accepted
        case .some: return .accepted
        case nil: throw MalformedRequest(reason: "no type")
        }
    }

    private func handle(_ event: JSONValue, bot: String?) async -> SlackReply {
        switch event["type"]?.string {
        case "message", "app_mention":
            guard let message = ThreadMessage(event, bot: bot) else { return .accepted }
            switch await threads.handle(message) {
            case .done: break
            case .elsewhere: await explain(message)
            case .failed: return SlackReply(status: 503, body: nil)
            }
        case "app_home_opened" where event["tab"]?.string == "home":
            if let user = event["user"]?.string { home.opened(by: user) }
        case "app_uninstalled", "tokens_revoked":
            logger.error("The app was removed from the workspace: reinstall it and set the new SLACK_BOT_TOKEN")
        default: break
        }
        return .accepted
    }

    /// A mention comes as two events with one timestamp, each perhaps several times: it is answered once.
    private func explain(_ message: ThreadMessage) async {
        guard message.isToBot else { return }
        let name = "\(message.reference.channel)/\(message.reference.timestamp)"
        if await explained.insert(name) { notes.tell(HelpText.command, message.recipient) }
    }
}

/// The names of what was seen last, so that a repeated delivery is answered and not acted on.
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
