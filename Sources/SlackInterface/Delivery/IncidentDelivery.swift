import Domain
import Foundation
import Logging
import Workflows

/// Brings Slack in line with one incident: what is missing is posted, what has changed is updated, nothing is said twice.
///
/// The ledger is written before and after each post. A message that is claimed there without a timestamp may stand in
/// Slack or not, so it is looked for first.
struct IncidentDelivery: Sendable {
    typealias Postponed = DeliveryLoop.Postponed

    let ledger: any MessageLedger
    let poster: MessagePoster
    let search: MessageSearch
    let configuration: SlackConfiguration
    let policy: ApprovalPolicy
    let problems: ReportedProblems
    let installation: InstallationWatch
    /// What grows in the thread meanwhile; a fact's message takes its place.
    let thinking: ThinkingBoard?
    let logger: Logger

    func deliver(_ incident: Incident) async throws(Postponed) {
        await thinking?.settle(incident.id)
        let links = IncidentLinks(publicURL: configuration.publicURL)
        let messages = IncidentMessages.desired(for: incident, links: links, policy: policy)
        let posted = try await entries(of: incident.id)
        var held: Postponed?
        if let card = messages.first, let home = try await deliverCard(card, of: incident, posted, &held) {
            for message in messages.dropFirst() { try await deliver(message, of: incident, home: home, posted, &held) }
        }
        if let held { throw held }
    }

    /// A message that is refused holds up nothing else; one that is delayed holds up those behind it.
    private func deliver(
        _ message: OutgoingMessage, of incident: Incident, home: MessagePoster.Destination,
        _ posted: [String: LedgerMessage], _ held: inout Postponed?
    ) async throws(Postponed) {
        guard let destination = destination(of: message, home: home) else { return }
        let elsewhere = message.key + "-fallback"
        do throws(SlackAPIError) {
            if posted[elsewhere] == nil || posted[message.key]?.timestamp != nil {
                _ = try await deliver(message, as: message.key, of: incident, to: destination, posted)
                return
            }
        } catch {
            guard message.place == .escalationChannel, error.isUnreachableChannel,
                posted[message.key]?.timestamp == nil, destination.channel != home.channel
            else { return try await judge(error, message.key, incident.id, &held) }
            await report("escalation", incident.id, "The call for help goes to \(home.channel): \(error)")
        }
        do throws(SlackAPIError) {
            // Whoever takes over must hear of it all the same.
            let channel = MessagePoster.Destination(channel: home.channel, thread: nil)
            _ = try await deliver(message, as: elsewhere, of: incident, to: channel, posted)
        } catch {
            try await judge(error, elsewhere, incident.id, &held)
        }
    }

    private func destination(
        of message: OutgoingMessage, home: MessagePoster.Destination
    ) -> MessagePoster.Destination? {
        switch message.place {
        case .channel: .init(channel: home.channel, thread: nil)
        case .thread: home
        case .escalationChannel: configuration.escalationChannel.map { .init(channel: $0, thread: nil) }
        }
    }
}

// MARK: - The card

extension IncidentDelivery {
    /// The ledger's key for a card that stands in the configured channel because the incident's own can't be reached.
    static let fallbackKey = "card-fallback"
    private static let noteKey = "moved-note"

    /// Returns where the thread is; nil when the card can't be posted anywhere.
    private func deliverCard(
        _ card: OutgoingMessage, of incident: Incident, _ posted: [String: LedgerMessage], _ held: inout Postponed?
    ) async throws(Postponed) -> MessagePoster.Destination? {
        let wanted = incident.intake.channel ?? configuration.incidentChannel
        guard let wanted else {
            await report("no channel", incident.id, "No channel for the card: set SLACK_INCIDENT_CHANNEL")
            held = Postponed(wait: .person, reason: "no channel for the card")
            return nil
        }
        let hasMoved = posted[Self.fallbackKey] != nil
        do throws(SlackAPIError) {
            let channel = posted[card.key]?.channel ?? wanted
            if !hasMoved { return try await deliver(card, as: card.key, of: incident, in: channel, posted) }
        } catch {
            // Also where the channel was archived, or the bot removed from it, while the incident is under way.
            guard error.isUnreachableChannel, let fallback = configuration.incidentChannel,
                fallback != posted[card.key]?.channel ?? wanted
            else { return try await keepThread(after: error, card, of: incident, posted, &held) }
            await report("moved", incident.id, "The card goes to \(fallback): \(error)")
        }
        guard let fallback = posted[Self.fallbackKey]?.channel ?? configuration.incidentChannel else { return nil }
        do throws(SlackAPIError) {
            let home = try await deliver(card, as: Self.fallbackKey, of: incident, in: fallback, posted)
            await tellRequester(of: incident, wanted: wanted, fallback: fallback, posted)
            return home
        } catch {
            return try await keepThread(after: error, card, of: incident, posted, &held)
        }
    }

    private func deliver(
        _ card: OutgoingMessage, as key: String, of incident: Incident, in channel: String,
        _ posted: [String: LedgerMessage]
    ) async throws(SlackAPIError) -> MessagePoster.Destination {
        let destination = MessagePoster.Destination(channel: channel, thread: nil)
        let timestamp = try await deliver(card, as: key, of: incident, to: destination, posted)
        return .init(channel: channel, thread: timestamp)
    }

    /// A card that stands but can't be updated still has its thread.
    private func keepThread(
        after error: SlackAPIError, _ card: OutgoingMessage, of incident: Incident,
        _ posted: [String: LedgerMessage], _ held: inout Postponed?
    ) async throws(Postponed) -> MessagePoster.Destination? {
        try await judge(error, card.key, incident.id, &held)
        let standing = posted[Self.fallbackKey] ?? posted[card.key]
        return standing.flatMap { entry in
            entry.timestamp.map { .init(channel: entry.channel, thread: $0) }
        }
    }

    /// Says in a direct message where the card is. At most once: a note that gets lost is not worth one that comes twice.
    private func tellRequester(
        of incident: Incident, wanted: String, fallback: String, _ posted: [String: LedgerMessage]
    ) async {
        guard case .person(let user) = incident.openedBy, SlackIdentifier.isUser(user), posted[Self.noteKey] == nil
        else { return }
        let words: Mrkdwn = """
            I can't post in \(channel: wanted), so the card of incident \(incident.id.rawValue) is in \
            \(channel: fallback). Invite me to the channel to have the next one there.
            """
        let note = OutgoingMessage(
            key: Self.noteKey, place: .channel,
            content: .message(MessageBody(fallback: words.text, blocks: [.section(words)])))
        do {
            try await ledger.claim(note.key, of: incident.id, channel: user)
            let timestamp = try await poster.post(note, of: incident.id, to: .init(channel: user, thread: nil))
            try await ledger.record(
                note.key, of: incident.id, timestamp: timestamp, contentDigest: note.contentDigest)
        } catch {
            await report("note", incident.id, "The requester was not told where the card is: \(error)")
        }
    }
}

// MARK: - One message

extension IncidentDelivery {
    /// Returns Slack's name for the message as it stands now.
    private func deliver(
        _ message: OutgoingMessage, as key: String, of incident: Incident, to destination: MessagePoster.Destination,
        _ posted: [String: LedgerMessage]
    ) async throws(SlackAPIError) -> String {
        let entry = posted[key]
        if let entry, let timestamp = entry.timestamp {
            guard entry.contentDigest != message.contentDigest else { return timestamp }
            if case .file = message.content {
                return try await replace(timestamp, by: message, as: key, of: incident, in: destination)
            }
            try await poster.update(message, of: incident.id, timestamp: timestamp, in: entry.channel)
            try await record(key, message, of: incident.id, timestamp)
            return timestamp
        }
        if entry != nil, let found = try await search.find(message, of: incident, in: destination) {
            try await poster.update(message, of: incident.id, timestamp: found, in: destination.channel)
            try await record(key, message, of: incident.id, found)
            return found
        }
        try await ledgerCall { () async throws(PortError) in
            try await ledger.claim(key, of: incident.id, channel: destination.channel)
        }
        let timestamp = try await poster.post(message, of: incident.id, to: destination)
        try await record(key, message, of: incident.id, timestamp)
        return timestamp
    }

    /// Another version of a file has another name; the one before is taken away when the new one stands.
    private func replace(
        _ old: String, by message: OutgoingMessage, as key: String, of incident: Incident,
        in destination: MessagePoster.Destination
    ) async throws(SlackAPIError) -> String {
        var current = try await search.find(message, of: incident, in: destination)
        if current == nil { current = try await poster.post(message, of: incident.id, to: destination) }
        guard let current else { return old }
        try await record(key, message, of: incident.id, current)
        if current != old { await poster.withdraw(file: old) }
        return current
    }

    private func record(
        _ key: String, _ message: OutgoingMessage, of incident: IncidentID, _ timestamp: String
    ) async throws(SlackAPIError) {
        try await ledgerCall { () async throws(PortError) in
            try await ledger.record(key, of: incident, timestamp: timestamp, contentDigest: message.contentDigest)
        }
    }

    /// A ledger that fails is waited for like a Slack that can't be reached.
    private func ledgerCall(_ call: () async throws(PortError) -> Void) async throws(SlackAPIError) {
        do throws(PortError) { try await call() } catch { throw .unavailable(method: "ledger", reason: error.reason) }
    }

    private func entries(of incident: IncidentID) async throws(Postponed) -> [String: LedgerMessage] {
        do throws(PortError) {
            return Dictionary(try await ledger.messages(of: incident).map { ($0.key, $0) }) { $1 }
        } catch {
            throw Postponed(wait: .outage, reason: error.reason)
        }
    }

    /// Throws what can be overcome by waiting, and reports the rest once: `held` is what a person has to mend for this
    /// message to be taken, without which the others go their way.
    private func judge(
        _ error: SlackAPIError, _ key: String, _ incident: IncidentID, _ held: inout Postponed?
    ) async throws(Postponed) {
        switch error {
        case .rateLimited(_, let seconds): throw Postponed(wait: .seconds(seconds), reason: "\(error)")
        case .unavailable, .ambiguous: throw Postponed(wait: .outage, reason: "\(error)")
        case .refused where error.isAboutInstallation:
            await installation.report(error)
            held = held ?? Postponed(wait: .until { try await installation.mended(error) }, reason: "\(error)")
        case .refused where error.isUnreachableChannel:
            await report("channel", incident, "\(error)")
            held = held ?? Postponed(wait: .person, reason: "\(error)")
        case .refused(let method, let code, _, _):
            await report("\(key)/\(method)/\(code)", incident, "\(error)")
        }
    }

    private func report(_ problem: String, _ incident: IncidentID, _ words: String) async {
        guard await problems.insert("\(incident)/\(problem)") else { return }
        logger.error("\(words)", metadata: ["incident.id": "\(incident)", "message": "\(problem)"])
    }
}

extension Sequence<LedgerMessage> {
    /// The card as it stands: where it has moved to, or where it was first posted.
    var card: LedgerMessage? {
        let standing = filter { $0.timestamp != nil }
        return standing.first { $0.key == IncidentDelivery.fallbackKey } ?? standing.first { $0.key == "card" }
    }
}
