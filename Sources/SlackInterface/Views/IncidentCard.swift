import Domain
import Foundation
import Workflows

/// The one message that shows where an incident stands. Updated in place at every fact.
///
/// Nothing that a person needs stands in the coloured strip: Slack may fold it away.
struct IncidentCard {
    let incident: Incident
    let links: IncidentLinks
    var policy = ApprovalPolicy()

    var message: OutgoingMessage {
        OutgoingMessage(key: "card", place: .channel, content: .message(body))
    }

    /// What the card says without what is to be done on it, for one person; with a link to the card.
    func summary(card: URL?) -> MessageBody {
        var overview = overview
        if let card { overview.append(.section([.link(card, "Open the card and its thread")])) }
        return MessageBody(
            fallback: body.fallback,
            blocks: [.header("\(badge) · \(incident.title)"), headline, .richText(overview)]
                + CardFindings(incident: incident).blocks)
    }

    private var body: MessageBody {
        MessageBody(
            fallback:
                "\(drill)\(badge) incident \(incident.id), \(StatusWords.name(incident.status)): \(incident.title)",
            blocks: [.header("\(drill)\(badge) · \(incident.title)"), headline, .richText(overview)]
                + CardFindings(incident: incident).blocks
                + CardPatch(incident: incident, policy: policy).blocks
                + CardOutcome(incident: incident).blocks,
            strip: .init(color: SeverityBadge.color(incident.classification?.severity), blocks: [.richText([origin])]))
    }

    /// Said first of all: nobody must take an exercise for the real thing.
    private var drill: String { incident.intake.isDrill ? "🧪 DRILL · " : "" }

    private var badge: String { SeverityBadge.label(incident.classification?.severity) }

    private var headline: Block {
        .context("Incident \(incident.id.rawValue), opened by \(incident.openedBy), \(incident.openedAt)")
    }

    private var overview: [RichText] {
        [
            .section(
                [.words(StatusWords.name(incident.status), .bold), .words(". ")]
                    + (DelayView.next(incident) ?? [.words(StatusWords.next(incident))])),
            .section([.words("Progress", .bold)]),
            ProgressChecklist(incident: incident).element,
        ] + fallback
    }

    /// Said plainly: which steps had to do without the model, and why the last of them did.
    private var fallback: [RichText] {
        let fallen = incident.latestConsultations.filter { $0.fallbackReason != nil }
        guard let reason = fallen.last?.fallbackReason else { return [] }
        let steps = fallen.map { StatusWords.step($0.step) }.joined(separator: ", ")
        return [
            .section([
                .words("Without the model: ", .bold), .words("\(steps). Rules were used instead, because "),
                .untrusted(reason, 200), .words(reason.hasSuffix(".") ? "" : "."),
            ])
        ]
    }

    private var origin: RichText {
        // The badge is the severity, with which the rules' reason begins.
        var leaves: [RichText.Leaf] = [.words(badge, .bold)]
        if let given = incident.classification {
            leaves.append(.untrusted(String(given.sentence.dropFirst(given.severity.rawValue.count)), 160))
        } else {
            leaves.append(.words("."))
        }
        leaves += [.words(" Mode: "), .untrusted(StatusWords.mode(of: incident), 160), .words(".")]
        if let page = links.incident(incident.id) {
            leaves += [.words(" "), .link(page, "Everything about this incident")]
        }
        return .section(leaves)
    }
}
