import Domain
import Foundation

/// Where an incident stands, in two or three sentences.
struct StatusAnswer {
    let incident: Incident

    var draft: AnswerDraft {
        AnswerDraft(
            title: "Incident \(incident.id): \(name)",
            paragraphs: [severity, next].compactMap(\.self),
            citations: incident.entries.last { !$0.fact.kind.isOnlySaid }
                .map { [.fact(sequence: $0.sequence, kind: $0.fact.kind)] } ?? [])
    }

    private var severity: String? {
        incident.classification.map { "\(incident.title). Severity \($0.severity.rawValue): \($0.reason)" }
            ?? incident.title
    }

    private var name: String {
        switch incident.status {
        case .investigating: incident.round.number > 1 ? "looking again, with new evidence" : "looking for the cause"
        case .awaitingApproval: "waiting for a decision"
        case .verifying: "testing the approved patch"
        case .closing: "closing"
        case .resolved: "resolved"
        case .contained: "contained"
        case .escalated: "handed over"
        case .cancelled: "cancelled"
        }
    }

    /// What waits to be tried again comes before what would come otherwise.
    private var delay: String? {
        guard let waiting = incident.delays.foremost, incident.status.isOpen else { return nil }
        let words = "The bot could not \(waiting.delay.operation): \(waiting.delay.reason) "
        let time = "It tries again at \(ReportWording.time(waiting.next)) UTC"
        return waiting.delay.needsPerson
            ? words + "\(time), or at once when somebody has mended that and replies `retry`." : words + "\(time)."
    }

    private var next: String {
        if let delay { return delay }
        switch incident.status {
        case .investigating: return "The bot is at work; nothing to do for you."
        case .awaitingApproval:
            let attempt = incident.proposal?.attempt ?? 0
            let since = incident.awaitingSince.map { " since \(ReportWording.time($0)) UTC" } ?? ""
            let first = incident.approval.endorsements.isEmpty ? "" : " One person has approved; another is needed."
            let what = incident.proposal?.isFailingTest == true ? "A failing test without a repair" : "Patch \(attempt)"
            let running = incident.assessment?.isComplete == false ? " Its tests are still running." : ""
            return "\(what) waits for a decision\(since). The buttons are on the card.\(running)\(first)"
        case .verifying: return "The tests of patch \(incident.proposal?.attempt ?? 0) run in the sandbox."
        case .closing where incident.proposal?.isFailingTest == true:
            return "The bot opens the pull request with the failing test."
        case .closing:
            return
                "The bot has tested the patch as far as it could. It makes the replies, the postmortem and the pull request."
        case .resolved:
            return "The pull request is open: \(incident.pullRequest?.url.absoluteString ?? "see the card"). "
                + "Review and merge it, and send the replies."
        case .contained:
            return "The pull request is open: \(incident.pullRequest?.url.absoluteString ?? "see the card"). "
                + "With it such requests still fail, on purpose and in words. Review it, send the replies, and make them work."
        case .escalated: return incident.escalation?.summary ?? "A person takes over."
        case .cancelled: return "Reason: \(incident.cancellation ?? "none given")"
        }
    }
}

extension Fact.Kind {
    /// Whether a fact of this kind changes nothing but the conversation.
    var isOnlySaid: Bool {
        switch self {
        case .questionAsked, .answered, .evidenceOffered, .evidenceDismissed, .decisionRefused, .reminded: true
        default: false
        }
    }
}
