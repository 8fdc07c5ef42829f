import Domain

extension Words {
    /// A fact's name for people.
    static func fact(_ kind: Fact.Kind) -> String {
        switch kind {
        case .opened: "Opened"
        case .evidenceCollected: "Evidence collected"
        case .correlated: "Errors and customers correlated"
        case .precedentsFound: "Past incidents looked up"
        case .severityClassified: "Severity classified"
        case .diagnosed: "Diagnosed"
        case .reproduced: "Reproduced"
        case .notReproduced: "Not reproduced"
        case .patchProposed: "Patch proposed"
        case .approved: "Approved"
        case .rejected: "Rejected"
        case .verified: "Verified"
        case .critiqued: "Critiqued"
        case .escalated: "Escalated"
        case .repliesDrafted: "Replies drafted"
        case .replyEdited: "Reply edited"
        case .replySent: "Reply sent"
        case .postmortemWritten: "Postmortem written"
        case .baseMoved: "Base branch moved"
        case .pullRequestOpened: "Pull request opened"
        case .pullRequestMerged: "Pull request merged"
        case .pullRequestClosed: "Pull request closed"
        case .reopened: "Reopened"
        case .resolved: "Resolved"
        case .cancelled: "Cancelled"
        case .modelConsulted: "Model consulted"
        }
    }

    /// What a line of the timeline says beyond the fact's name; empty where that says it all.
    static func detail(_ fact: Fact) -> String {
        switch fact {
        case .opened(let intake): "\(count(intake.complaints, "complaint")), \(count(intake.attachments, "file"))"
        case .evidenceCollected(let files): count(files, "file")
        case .correlated(let correlation): correlation.title
        case .precedentsFound(let passages): passages.map(\.title).joined(separator: " · ")
        case .severityClassified(let value): "\(value.severity.rawValue): \(value.reason)"
        case .diagnosed(let diagnosis): diagnosis.location.map { "\($0.file):\($0.line)" } ?? "no code cause"
        case .reproduced(let value): value.input
        case .notReproduced(let value): value.reason
        case .patchProposed(let proposal): "attempt \(proposal.attempt), digest \(proposal.digest.short)"
        case .approved(let digest): "digest \(digest.short)"
        case .rejected(let digest, let feedback): "digest \(digest.short): \(feedback)"
        case .verified(let value): "\(value.passed ? "passed" : "failed"), digest \(value.digest.short)"
        case .critiqued(let value): value.nextAttemptMust
        case .escalated(let value): cause(value.cause)
        case .repliesDrafted(let replies): replies.map(\.customer).joined(separator: ", ")
        case .replyEdited(let reply): reply.customer
        case .replySent(let customer): customer
        case .baseMoved(let move):
            switch move.finding {
            case .holds: "to \(move.to.short); the approved patch holds there"
            case .changed(let reason): "to \(move.to.short): \(reason)"
            }
        case .pullRequestOpened(let value): value.branch
        case .pullRequestMerged(let end):
            [end.by.map { "by \($0)" }, end.commit?.short].compactMap(\.self).joined(separator: ", ")
        case .pullRequestClosed(let end): end.by.map { "by \($0), not merged" } ?? "not merged"
        case .reopened(let value): value.reason
        case .cancelled(let reason): reason
        case .modelConsulted(let value): consultation(value)
        case .postmortemWritten, .resolved: ""
        }
    }

    /// Step, model and cost, and why the answer was not used where it wasn't.
    static func consultation(_ value: Consultation) -> String {
        let cost = "\(agent(value.step)), \(value.model), \(value.usage.total) tokens, \(seconds(value.seconds))"
        return value.fallbackReason.map { "\(cost); rule-based instead: \($0)" } ?? cost
    }

    static func count(_ things: some Collection, _ noun: String) -> String {
        "\(things.count) \(noun)\(things.count == 1 ? "" : "s")"
    }
}
