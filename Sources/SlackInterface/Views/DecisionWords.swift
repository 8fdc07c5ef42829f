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

    /// What has happened since the patch of an old card, in a few words; nil where nothing has.
    static func since(_ digest: ProposalDigest, in incident: Incident) -> Mrkdwn? {
        let place = incident.entries.lastIndex { entry in
            if case .patchProposed(let proposal) = entry.fact { proposal.digest == digest } else { false }
        }
        guard let place else { return nil }
        let events = incident.entries[(place + 1)...].compactMap(event).suffix(4)
        return events.isEmpty ? nil : "Since then: \(Mrkdwn.joined(Array(events), by: "; "))."
    }

    private static func event(_ entry: JournalEntry) -> Mrkdwn? {
        switch entry.fact {
        case .approved: "approved by \(entry.actor), \(entry.time)"
        case .endorsed: "approved by \(entry.actor) as the first of two, \(entry.time)"
        case .rejected: "rejected by \(entry.actor), \(entry.time)"
        case .changesRequested: "changes requested by \(entry.actor), \(entry.time)"
        case .evidenceAdded: "evidence added by \(entry.actor), \(entry.time)"
        case .retried: "another attempt asked for by \(entry.actor), \(entry.time)"
        case .patchProposed(let proposal): "patch \(proposal.attempt) proposed, \(entry.time)"
        case .patchKept: "the patch kept on the table, \(entry.time)"
        case .verified(let proof): proof.passed ? "its tests passed, \(entry.time)" : "its tests failed, \(entry.time)"
        case .escalated(let escalation):
            escalation.cause == .unanswered
                ? "the approval expired, \(entry.time)" : "handed over to a person, \(entry.time)"
        case .pullRequestOpened: "pull request opened, \(entry.time)"
        case .cancelled: "cancelled by \(entry.actor), \(entry.time)"
        default: nil
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
        case .notPermitted: "You may not decide this. Nothing was changed."
        case .alreadyEndorsed:
            "You have approved this patch already. Another person must approve it before anything happens."
        case .repeated: "This was done already. Nothing was changed."
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
