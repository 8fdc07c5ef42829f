import Foundation

/// The short-lived permissions to open a modal: each for one person, as long as Slack waits for an answer, one use.
struct Triggers: Sendable {
    private let seconds: Double

    private struct Trigger: Sendable {
        let user: String
        let issued: Date
        var isUsed = false
    }

    private var issued: [String: Trigger] = [:]

    init(seconds: Double) {
        self.seconds = seconds
    }

    mutating func issue(_ id: String, to user: String, at now: Date) {
        issued[id] = Trigger(user: user, issued: now)
    }

    /// The person it was issued to. Fails the second time, and once it is too old.
    mutating func use(_ id: String, at now: Date) throws(Refusal) -> String {
        guard let trigger = issued[id] else { throw Refusal("invalid_trigger_id") }
        guard !trigger.isUsed else { throw Refusal("exchanged_trigger_id") }
        guard now.timeIntervalSince(trigger.issued) <= seconds else { throw Refusal("expired_trigger_id") }
        issued[id]?.isUsed = true
        return trigger.user
    }
}

/// The addresses the bot may answer a person at: five uses within thirty minutes.
struct ResponseAddresses: Sendable {
    static let uses = 5
    static let seconds = 1800.0

    struct Address: Sendable {
        let user: String
        let channel: String
        /// The message that was clicked; nil for a slash command until something was answered.
        var message: String?
        let issued: Date
        var uses = 0
    }

    private var issued: [String: Address] = [:]

    mutating func issue(_ id: String, to user: String, channel: String, message: String?, at now: Date) {
        issued[id] = Address(user: user, channel: channel, message: message, issued: now)
    }

    mutating func use(_ id: String, at now: Date) throws(Refusal) -> Address {
        guard var address = issued[id] else { throw Refusal("no_such_url") }
        guard now.timeIntervalSince(address.issued) <= Self.seconds else { throw Refusal("expired_url") }
        guard address.uses < Self.uses else { throw Refusal("used_url") }
        address.uses += 1
        issued[id] = address
        return address
    }

    mutating func remember(message: String, for id: String) {
        issued[id]?.message = message
    }
}
