import Domain
import Workflows

/// Why a click changed nothing, in words for the person who clicked.
enum DecisionWords {
    static let unreadable: Mrkdwn = "This button can't be read any more. Use the buttons of the newest card."

    static func refusal(_ error: WorkflowError, of incident: IncidentID) -> Mrkdwn {
        switch error {
        case .unknownIncident(let id): "I don't know incident \(id.rawValue). Nothing was changed."
        case .failed: "Your decision could not be stored, so nothing was changed. Please click again."
        case .rejected(let rejection): refusal(rejection, of: incident)
        }
    }

    /// The same where Slack takes plain text only.
    static func plainRefusal(_ error: WorkflowError, of incident: IncidentID) -> String {
        switch error {
        case .unknownIncident(let id): "I don't know incident \(id). Nothing was changed."
        case .failed: "Your decision could not be stored, so nothing was changed. Please try again."
        case .rejected(.alreadyDecided(let decision)):
            "This patch was \(decision.answer == .approved ? "approved" : "rejected") in the meantime. "
                + "Close this form; the card says by whom."
        case .rejected(.outdated(.some)): "A newer patch is on the card. Close this form and decide on that one."
        case .rejected(.outdated(nil)): "This patch is no longer up for a decision. Close this form; see the card."
        case .rejected(.closed(let status)):
            "Incident \(incident) \(StatusWords.ending(status)) in the meantime. Nothing was changed."
        case .rejected(.outOfOrder): "This can't be decided now. Close this form and look at the card."
        }
    }

    private static func refusal(_ rejection: Rejection, of incident: IncidentID) -> Mrkdwn {
        switch rejection {
        case .alreadyDecided(let decision):
            "This patch was \(verb(decision.answer)) by \(decision.by), \(decision.at). Your click changed nothing."
        case .outdated(.some(let current)):
            """
            This card is old: a newer patch (digest `\(untrusted: current.short, bytes: 36)`) waits for a decision \
            on incident \(incident.rawValue). Nothing was changed.
            """
        case .outdated(nil):
            """
            This patch is no longer up for a decision on incident \(incident.rawValue). Nothing was changed; \
            its card says what happens now.
            """
        case .closed(let status):
            "Incident \(incident.rawValue) \(ending(status)). Nothing was changed."
        case .outOfOrder:
            "This can't be decided now. Nothing was changed; the card says what happens."
        }
    }

    private static func verb(_ answer: Incident.Decision.Answer) -> Mrkdwn {
        answer == .approved ? "approved" : "rejected"
    }

    private static func ending(_ status: Incident.Status) -> Mrkdwn {
        Mrkdwn(stringLiteral: StatusWords.ending(status))
    }
}
