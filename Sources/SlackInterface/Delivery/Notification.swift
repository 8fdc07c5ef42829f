import Domain

/// One line about an incident for places that take nothing but text: what happened, and where to read on.
struct Notification: Equatable {
    /// Unique within the incident and the same for ever.
    let key: String
    let words: Mrkdwn

    /// What should have been said about an incident by now, oldest first. The same facts give the same notifications.
    static func desired(for incident: Incident, links: IncidentLinks) -> [Notification] {
        let name: Mrkdwn =
            "\(badge(incident)) incident \(incident.id.rawValue): \(untrusted: incident.title, bytes: 600)"
        let more: Mrkdwn = links.incident(incident.id).map { "\n\(link: $0, "Everything about this incident")" } ?? ""
        var all: [Notification] = []
        if incident.classification != nil || !incident.status.isOpen {
            all.append(.init(key: "note-opened", words: "*Opened:* \(name)\(affected(incident))\(more)"))
        }
        if incident.isAwaitingDecision, let proposal = incident.proposal {
            all.append(
                .init(
                    key: "note-patch-\(proposal.attempt)",
                    words: """
                        *Waiting for a decision:* \(name)
                        \(described(proposal, incident)) It can be decided once the bot has a token; until then, read it \
                        on the incident's page.\(more)
                        """))
        }
        if let escalation = incident.escalation {
            let pull = escalation.cause == .failingTest ? pullRequest(of: incident) : ""
            let words: Mrkdwn =
                "*A person must take over:* \(name)\n\(untrusted: escalation.summary, bytes: 2_400)\(pull)\(more)"
            all.append(.init(key: "note-escalated", words: words))
        }
        if incident.resolvedAt != nil {
            let pull = pullRequest(of: incident)
            all.append(
                incident.status == .contained
                    ? .init(key: "note-contained", words: "*Contained:* \(name)\n\(contained)\(pull)\(more)")
                    : .init(key: "note-resolved", words: "*Resolved:* \(name)\(pull)\(more)"))
        }
        if let reason = incident.cancellation {
            let words: Mrkdwn = "*Cancelled:* \(name)\n\(untrusted: reason, bytes: 600)\(more)"
            all.append(.init(key: "note-cancelled", words: words))
        }
        return all
    }

    private static let contained: Mrkdwn = "Such requests still fail, on purpose and in words."

    private static func described(_ proposal: Proposal, _ incident: Incident) -> Mrkdwn {
        let name: Mrkdwn = proposal.isFailingTest ? "A failing test" : "Patch \(proposal.attempt)"
        let words = PatchWords(onTableOf: incident).map(\.brief) ?? ""
        return words.isEmpty ? "\(name) is ready." : "\(name) is ready. \(untrusted: words, bytes: 300)"
    }

    private static func pullRequest(of incident: Incident) -> Mrkdwn {
        incident.pullRequest.map { "\n\(link: $0.url, "Open the pull request")" } ?? ""
    }

    private static func badge(_ incident: Incident) -> Mrkdwn {
        Mrkdwn(stringLiteral: SeverityBadge.label(incident.classification?.severity))
    }

    private static func affected(_ incident: Incident) -> Mrkdwn {
        guard let count = incident.correlation?.customers.count, count > 0 else { return "" }
        return ". Customers named: \(count)"
    }
}
