import Domain
import Foundation

/// Which draft of which incident a button is about. Travels in the button's value and the form's metadata.
struct ReplyTarget: Equatable, Sendable {
    let incident: IncidentID
    /// Its place among the drafts, from 0: names may be longer than a button holds.
    let place: Int

    init(incident: IncidentID, place: Int) {
        self.incident = incident
        self.place = place
    }

    init?(encoded: String) {
        guard let value = JSONValue(bytes: Data(encoded.utf8)), let incident = value["incident"]?.int,
            let place = value["reply"]?.int, place >= 0
        else { return nil }
        self.init(incident: IncidentID(rawValue: incident), place: place)
    }

    var encoded: String { JSONValue.object(["incident": .int(incident.rawValue), "reply": .int(place)]).encoded }

    func reply(in incident: Incident) -> CustomerReply? {
        guard let replies = incident.replies, replies.indices.contains(place) else { return nil }
        return replies[place]
    }
}

/// Why nothing was done with a draft.
enum ReplyWords {
    static let unreadable: Mrkdwn = "I can't read this button any more. Use the drafts in the incident's thread."
    static let failed: Mrkdwn = "That could not be stored, so nothing was changed. Please try again."

    static func alreadySent(_ sent: SentReply, to reply: CustomerReply) -> Mrkdwn {
        "\(untrusted: reply.customer, bytes: 200) was written to already: \(sent.by) marked it as sent, \(sent.at)."
    }

    static func plainAlreadySent(to reply: CustomerReply) -> String {
        "\(VisibleText.clip(reply.customer, to: 120)) was written to in the meantime. Close this form."
    }
}
