import Domain
import Foundation

/// Which draft of which incident a button is about. Travels in the button's value and the form's metadata.
struct ReplyTarget: Equatable, Sendable {
    let incident: IncidentID
    /// Its place among the drafts, from 0: names may be longer than a button holds.
    let place: Int
    /// Where the button was clicked; a form brings it back, since its submission names no channel.
    var channel: String?

    init(incident: IncidentID, place: Int, channel: String? = nil) {
        self.incident = incident
        self.place = place
        self.channel = channel
    }

    init?(encoded: String) {
        guard let value = JSONValue(bytes: Data(encoded.utf8)), let incident = value["incident"]?.int,
            let place = value["reply"]?.int, place >= 0
        else { return nil }
        self.init(incident: IncidentID(rawValue: incident), place: place, channel: value["channel"]?.string)
    }

    var encoded: String {
        var members: [String: JSONValue] = ["incident": .int(incident.rawValue), "reply": .int(place)]
        members["channel"] = channel.map { .string($0) }
        return JSONValue.object(members).encoded
    }

    func reply(in incident: Incident) -> CustomerReply? {
        guard let replies = incident.replies, replies.indices.contains(place) else { return nil }
        return replies[place]
    }
}

/// Why nothing was done with a draft.
enum ReplyWords {
    static let unreadable: Mrkdwn = "I can't read this button any more. Use the drafts in the incident's thread."
    static let tooLate: Mrkdwn = "Somebody else was faster: this draft is marked as sent already."
    static let failed: Mrkdwn = "That could not be stored, so nothing was changed. Please try again."

    static func alreadySent(_ sent: SentReply, to reply: CustomerReply) -> Mrkdwn {
        "\(untrusted: reply.customer, bytes: 200) was written to already: \(sent.by) marked it as sent, \(sent.at)."
    }
}
