import Domain
import Foundation
import Logging

/// Events: answers Slack's check of the address, keeps messages that may be for the bot, and notes what an operator should
/// know.
struct EventListener: Sendable {
    let threads: ThreadListener
    let inbox: SlackInbox
    let home: HomeTab
    let notes: PrivateNotes
    let logger: Logger

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
            guard let message = ThreadMessage(event, bot: bot), message.thread != nil || message.isToBot else {
                return .accepted
            }
            do throws(PortError) {
                try await inbox.keep(.message(message))
            } catch {
                logger.error("A message was not stored; Slack delivers it again", metadata: ["reason": "\(error)"])
                return .busy
            }
        case "app_home_opened" where event["tab"]?.string == "home":
            if let user = event["user"]?.string { home.opened(by: user) }
        case "app_uninstalled", "tokens_revoked":
            logger.error("The app was removed from the workspace: reinstall it and set the new SLACK_BOT_TOKEN")
        default: break
        }
        return .accepted
    }

    /// Hands a message to the thread it stands in; explains the bot where it is mentioned elsewhere.
    func act(on message: ThreadMessage, causedBy key: String) async throws(PortError) {
        guard try await !threads.act(on: message, causedBy: key), message.isToBot else { return }
        await notes.deliver(HelpText.command, message.recipient)
    }
}
