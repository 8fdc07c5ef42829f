import Domain
import Foundation

/// The report: its beginning as a message, all of it as a Markdown file.
enum PostmortemView {
    static func messages(
        _ postmortem: Postmortem, of incident: IncidentID, _ links: IncidentLinks
    ) -> [OutgoingMessage] {
        var elements: [RichText] = [.section(.prose(opening(postmortem.markdown), 1_500))]
        if let page = links.incident(incident) {
            elements.append(.section([.link(page, "The incident with its whole history")]))
        }
        return [
            .thread("postmortem", "📄 The postmortem is written", elements),
            OutgoingMessage(
                key: "postmortem-file", place: .thread,
                content: .file(
                    FileBody(
                        name: "incident-\(incident)-postmortem.md",
                        text: postmortem.markdown.isEmpty ? "Empty.\n" : postmortem.markdown,
                        comment: "The postmortem of incident \(incident.rawValue)."))),
        ]
    }

    /// The first paragraph that is text, at most a page of it.
    private static func opening(_ markdown: String) -> String {
        let lines = markdown.prefix(20_000).split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        let isProse: (Substring) -> Bool = { line in
            guard let first = line.first(where: { !$0.isWhitespace }) else { return false }
            return first != "#" && first != "|" && first != "-"
        }
        let paragraph = lines.drop { !isProse($0) }.prefix(while: isProse)
        return paragraph.isEmpty ? "See the file below." : paragraph.joined(separator: "\n")
    }
}

/// Where the approved bytes are to be merged.
enum PullRequestView {
    static func message(_ pullRequest: PullRequest, of incident: Incident) -> OutgoingMessage {
        let address: RichText.Leaf =
            WebAddress.isAcceptable(pullRequest.url)
            ? .link(pullRequest.url, "Open it") : .untrusted(pullRequest.url.absoluteString, 1_000, .code)
        return .thread(
            "pull-request", "🔀 The pull request is open",
            [
                .section([.untrusted(pullRequest.title, 300, .bold)]),
                .section([
                    .words("Branch "), .untrusted(pullRequest.branch, 200, .code), .words(" into "),
                    .untrusted(pullRequest.baseBranch, 200, .code), .words(", one commit "),
                    .untrusted(pullRequest.head.short, 24, .code), .words(". "), address,
                ]),
                .section([
                    .words("Its bytes are the approved ones: digest "),
                    .untrusted(incident.approvedDigest(of: pullRequest)?.short ?? "", 24, .code),
                ]),
            ])
    }
}

extension Incident {
    /// The approval that a pull request carries out, also after the incident was opened again.
    fileprivate func approvedDigest(of pullRequest: PullRequest) -> ProposalDigest? {
        let made = proposals.filter { $0.base == pullRequest.base }.map(\.digest)
        return decisions.last { $0.answer == .approved && made.contains($0.digest) }?.digest
    }
}

/// A person takes over: everything in the thread, and a call in the escalation channel.
enum EscalationView {
    static func messages(
        _ escalation: Escalation, of incident: Incident, _ links: IncidentLinks, number: Int
    ) -> [OutgoingMessage] {
        // An incident that was taken up again may be handed over once more.
        let again = number == 1 ? "" : "-\(number)"
        let title = "🚨 Incident \(incident.id) needs a person: \(words(escalation.cause))"
        return [
            .thread("escalation\(again)", title, [summary(escalation)] + tried(escalation, 12) + runbook(escalation)),
            OutgoingMessage(
                key: "escalation-notice\(again)", place: .escalationChannel,
                content: .message(
                    MessageBody(fallback: title, blocks: notice(title, escalation, incident, links)))),
        ]
    }

    private static func notice(
        _ title: String, _ escalation: Escalation, _ incident: Incident, _ links: IncidentLinks
    ) -> [Block] {
        var elements: [RichText] = [
            .section([.words(title, .bold)]),
            .section([
                .words("\(SeverityBadge.label(incident.classification?.severity)) "), .untrusted(incident.title, 200),
            ]),
            summary(escalation),
        ]
        if let diagnosis = incident.diagnosis {
            elements.append(.section([.words("Root cause: ", .bold), .untrusted(diagnosis.summary, 500)]))
        }
        elements += tried(escalation, 6)
        if let page = links.incident(incident.id) {
            elements.append(.section([.link(page, "Everything about this incident")]))
        }
        let place = incident.intake.channel.map { Block.context("Its card and thread are in \(channel: $0).") }
        return [.richText(elements)] + CardFindings(incident: incident).blocks + (place.map { [$0] } ?? [])
    }

    private static func summary(_ escalation: Escalation) -> RichText {
        .section([.untrusted(escalation.summary, 1_500, multiline: true)])
    }

    private static func tried(_ escalation: Escalation, _ maximum: Int) -> [RichText] {
        guard !escalation.tried.isEmpty else { return [] }
        let more = escalation.tried.count - maximum
        let lines = escalation.tried.prefix(maximum).map { [RichText.Leaf.untrusted($0, 240)] }
        return [
            .section([.words("Tried so far", .bold)]),
            .list(lines + (more > 0 ? [[.words("and \(more) more")]] : [])),
        ]
    }

    private static func runbook(_ escalation: Escalation) -> [RichText] {
        guard let runbook = escalation.runbook else { return [] }
        return [
            .section([.words("Runbook: ", .bold), .untrusted(runbook.title, 200)]),
            .quote([.untrusted(runbook.resolution ?? runbook.excerpt, 1_500, multiline: true)]),
        ]
    }

    private static func words(_ cause: Escalation.Cause) -> String {
        switch cause {
        case .noCodeCause: "the cause isn't in the code"
        case .unknownCause: "the evidence doesn't say where it comes from"
        case .noPatch: "no patch was found"
        case .attemptsUsedUp: "every attempt failed its tests"
        case .stepFailed: "a step can't go on"
        case .digestMismatch: "the bytes at hand aren't the approved ones"
        case .requested: "somebody asked for it"
        case .unanswered: "nobody decided in time"
        case .failingTest: "the repair is yours; the failing test is in the pull request"
        }
    }
}
