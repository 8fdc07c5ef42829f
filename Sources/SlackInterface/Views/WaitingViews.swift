import Domain
import Workflows

/// What is said while a patch waits: the first of two approvals, reminders, the call for help, a patch that was not taken.
struct WaitingViews {
    let incident: Incident
    let policy: ApprovalPolicy

    func endorsement(_ entry: JournalEntry, _ digest: ProposalDigest, number: Int) -> OutgoingMessage {
        message(
            "endorsement-\(number)", "One approval; another is needed",
            ["☑️ *Approved* by \(entry.actor), \(entry.time). Another person must approve before anything happens."])
    }

    /// In the thread, where those who may decide are called by name; a channel's members aren't.
    func reminder(_ reminder: Reminder, number: Int) -> OutgoingMessage {
        let call = ApproverWords.call(approvers)
        let words: Mrkdwn =
            "⏰ The patch of incident \(incident.id.rawValue) still waits for a decision; see the card above."
        return message(
            "reminder-\(number)", "A patch waits for a decision",
            [call.map { "\($0) \(words)" } ?? words])
    }

    func overdue(number: Int, _ links: IncidentLinks) -> [OutgoingMessage] {
        let title = "Nobody has decided on incident \(incident.id)"
        let place = incident.intake.channel.map { "Its card is in \(channel: $0). " as Mrkdwn } ?? ""
        let words: Mrkdwn = """
            🚨 *\(untrusted: title, bytes: 300)*, \(untrusted: incident.title, bytes: 300). Its patch can still be \
            approved by \(ApproverWords.names(approvers, elsewhere: true)). \(place)
            """
        let notice = OutgoingMessage(
            key: "overdue-notice-\(number)", place: .escalationChannel,
            content: .message(MessageBody(fallback: title, blocks: [.section(words)] + page(links))))
        let told = message(
            "overdue-\(number)", title,
            ["🚨 Nobody has decided in time. I have called for help; the patch can still be decided."])
        return [told, notice]
    }

    /// What the person handed in is quoted, so that it isn't lost to them.
    func submissionRefused(_ refusal: SubmissionRefusal, before entry: JournalEntry, number: Int) -> OutgoingMessage {
        let earlier = incident.entries.last { $0.sequence < entry.sequence && $0.fact.kind == .patchSubmitted }
        var blocks: [Block] = [
            .section("⚠️ The patch of \(earlier?.actor ?? .workflow) was not taken. Nothing was changed."),
            .richText([.section(.prose(refusal.reason, 1_500))]),
        ]
        if case .patchSubmitted(let submission) = earlier?.fact, case .text(let diff) = submission.source {
            blocks.append(.richText([.preformatted(untrusted: diff, bytes: 3_000)]))
        }
        return OutgoingMessage(
            key: "submission-\(number)", place: .thread,
            content: .message(MessageBody(fallback: "A patch was not taken: \(refusal.reason)", blocks: blocks)))
    }

    private var approvers: ApprovalPolicy.Approvers { policy.approvers(for: incident.classification?.severity) }

    private func page(_ links: IncidentLinks) -> [Block] {
        guard let page = links.incident(incident.id) else { return [] }
        return [.richText([.section([.link(page, "Everything about this incident")])])]
    }

    private func message(_ key: String, _ fallback: String, _ words: [Mrkdwn]) -> OutgoingMessage {
        OutgoingMessage(
            key: key, place: .thread,
            content: .message(MessageBody(fallback: fallback, blocks: words.map { .section($0) })))
    }
}
