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
        case .assessed: "Assessed"
        case .patchKept: "Patch kept"
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
        case .recurred: "Recurred"
        case .joined: "Joined an older incident"
        case .alertEnded: "Alert ended"
        case .changesRequested: "Changes requested"
        case .endorsed: "Approved, first of two"
        case .decisionRefused: "Decision refused"
        case .patchSubmitted: "Patch handed in"
        case .submissionRefused: "Patch not taken"
        case .reminded: "Reminded"
        case .decisionOverdue: "Decision overdue"
        case .questionAsked: "Question"
        case .answered: "Answer"
        case .evidenceOffered: "Evidence offered"
        case .evidenceAdded: "Evidence added"
        case .evidenceDismissed: "Evidence left out"
        case .retried: "Another attempt asked for"
        case .modelConsulted: "Model consulted"
        case .stepDelayed: "To be tried again"
        }
    }

    /// What a line of the timeline says beyond the fact's name; empty where that says it all.
    static func detail(_ fact: Fact) -> String {
        switch fact {
        case .opened(let intake): "\(count(intake.complaints, "complaint")), \(count(intake.attachments, "file"))"
        case .evidenceCollected(let files): count(files, "file")
        case .correlated(let correlation): correlation.title
        case .precedentsFound(let passages): passages.map(\.title).joined(separator: " · ")
        case .severityClassified(let value): value.sentence
        case .diagnosed(let diagnosis): diagnosis.location.map { "\($0.file):\($0.line)" } ?? "no code cause"
        case .reproduced(let value): value.input
        case .notReproduced(let value): value.reason
        case .patchProposed(let proposal): "attempt \(proposal.attempt), digest \(proposal.digest.short)"
        case .assessed(let value):
            [value.level?.rawValue, value.isComplete ? nil : "tests still running", "digest \(value.digest.short)"]
                .compactMap(\.self).joined(separator: ", ")
        case .patchKept(let value):
            "no patch meets: " + value.requirements.filter { $0.answer != .met }.map(\.text).joined(separator: "; ")
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
        case .stepDelayed(let value):
            "could not \(value.operation): \(value.reason) It is tried again after \(duration(Double(value.pauseSeconds)))"
        case .recurred(let value): "incident \(value.incident), \(value.count) ×"
        case .joined(let older): "incident \(older)"
        case .alertEnded(let end): end.name
        case .changesRequested(let digest, let feedback): "digest \(digest.short): \(feedback)"
        case .endorsed(let digest), .decisionOverdue(let digest): "digest \(digest.short)"
        case .decisionRefused(let refusal): "\(refusal.decision.rawValue): \(refusal.reason.rawValue)"
        case .patchSubmitted(let submission): submission.explanation
        case .submissionRefused(let refusal): refusal.reason
        case .reminded(let reminder): "number \(reminder.number), digest \(reminder.digest.short)"
        case .questionAsked(let question): question.text
        case .answered(let answer): answer.title
        case .evidenceOffered(let offer): "a \(offer.kind.rawValue)"
        case .retried(let retry): retry.hint
        case .postmortemWritten, .resolved, .evidenceAdded, .evidenceDismissed: ""
        }
    }

    /// Step, model and cost, and why the answer was not used where it wasn't.
    static func consultation(_ value: Consultation) -> String {
        let cost = "\(agent(value.step)), \(value.model), \(value.usage.total) tokens, \(seconds(value.seconds))"
        return value.fallbackReason.map { "\(cost); rule-based instead: \($0)" } ?? cost
    }

    static func count(_ things: some Collection, _ noun: String) -> String {
        count(things.count, noun)
    }

    static func count(_ number: Int, _ noun: String, plural: String? = nil) -> String {
        "\(number) \(number == 1 ? noun : plural ?? noun + "s")"
    }
}
