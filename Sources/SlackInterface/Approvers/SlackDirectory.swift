package import Domain
import Foundation
package import Logging

/// Asks Slack who belongs to a user group or a channel, and remembers the answer for a while.
///
/// A yes may be up to five minutes old for a group, one for a channel. A no is asked again unless it is a few seconds old:
/// somebody who has just joined may decide. Where Slack can't be asked in time, the reason is logged with its remedy.
package actor SlackDirectory: ApproverDirectory {
    private struct Members {
        let ids: Set<String>
        let asked: MonotonicClock.Instant
    }

    /// A channel's member list is read up to 20,000 members; who comes later in it counts as not found.
    private static let (pageSize, maximumPages) = (1_000, 20)

    private let api: SlackWebAPI
    private let clock: MonotonicClock
    private let limit: Duration
    private let logger: Logger
    private var known: [String: Members] = [:]

    /// - Parameter limit: how long one question may take; the person who clicked waits for it.
    package init(api: SlackWebAPI, clock: MonotonicClock = .system, limit: Duration = .seconds(2), logger: Logger) {
        self.api = api
        self.clock = clock
        self.limit = limit
        self.logger = logger
    }

    package func isMember(_ person: String, ofGroup group: String) async throws(PortError) -> Bool {
        try await isMember(person, of: group, seconds: 300) { [api] in
            let answer = try await api.call(.groupMembers, ["usergroup": .string(group)])
            return Set(answer["users"]?.array?.compactMap(\.string) ?? [])
        }
    }

    package func isMember(_ person: String, ofChannel channel: String) async throws(PortError) -> Bool {
        // Nobody else is in a direct message with the bot.
        if channel.hasPrefix("D") { return true }
        return try await isMember(person, of: channel, seconds: 60) { [api] in
            try await Self.members(of: channel, person, api)
        }
    }

    private func isMember(
        _ person: String, of place: String, seconds: Double,
        _ ask: @escaping @Sendable () async throws -> Set<String>
    ) async throws(PortError) -> Bool {
        if let members = known[place] {
            let age = (clock.now() - members.asked).inSeconds
            if members.ids.contains(person), age < seconds { return true }
            if !members.ids.contains(person), age < 5 { return false }
        }
        do {
            let ids = try await withinLimit(ask)
            if known.count > 1_000 { known = [:] }
            known[place] = Members(ids: ids, asked: clock.now())
            return ids.contains(person)
        } catch {
            logger.error("Slack can't be asked who may decide", metadata: ["of": "\(place)", "reason": "\(error)"])
            throw PortError(
                port: "ApproverDirectory", operation: "look up the members of \(place)", recovery: .askHuman,
                reason: "\(error)")
        }
    }

    private struct TooSlow: Error, CustomStringConvertible {
        let description = "no answer in time"
    }

    private func withinLimit(
        _ ask: @escaping @Sendable () async throws -> Set<String>
    ) async throws -> Set<String> {
        try await withThrowingTaskGroup(of: Set<String>.self) { [limit] group in
            group.addTask { try await ask() }
            group.addTask {
                try await Task.sleep(for: limit)
                throw TooSlow()
            }
            defer { group.cancelAll() }
            return try await group.next() ?? []
        }
    }

    /// Reads on until the person is found.
    private static func members(
        of channel: String, _ person: String, _ api: SlackWebAPI
    ) async throws -> Set<String> {
        var members: Set<String> = []
        var arguments: [String: JSONValue] = ["channel": .string(channel), "limit": .int(pageSize)]
        for _ in 1...maximumPages {
            let page = try await api.call(.channelMembers, arguments)
            members.formUnion(page["members"]?.array?.compactMap(\.string) ?? [])
            guard !members.contains(person), let cursor = page["response_metadata"]?["next_cursor"]?.string,
                !cursor.isEmpty
            else { break }
            arguments["cursor"] = .string(cursor)
        }
        return members
    }
}
