import Domain

/// The journal in words, a line for every fact.
enum ReportTimeline {
    static func lines(of incident: Incident) -> [String] {
        incident.entries.compactMap { entry in
            words(for: entry, of: incident).map { words in
                "- **\(ReportWording.time(entry.time))** \(ReportWording.actor(entry.actor)) \(words)"
            }
        }
    }

    private static func words(for entry: JournalEntry, of incident: Incident) -> String? {
        guard entry.fact == .resolved, incident.proposal(before: entry)?.outcome == .contained else {
            return words(for: entry.fact)
        }
        return "closed the incident as contained: such requests still fail, on purpose and in words."
    }

    /// Nil for what was only said: questions and answers are in the thread.
    private static func words(for fact: Fact) -> String? {
        switch fact {
        case .opened(let intake): opened(intake)
        case .evidenceCollected(let files): collected(files)
        case .correlated(let correlation): correlated(correlation)
        case .precedentsFound(let passages): "found \(ReportWording.count(passages.count, "similar document"))."
        case .severityClassified(let value):
            "set the severity to \(value.severity.rawValue): \(MarkdownText.prose(value.reason, limit: 300))"
        case .diagnosed(let diagnosis): diagnosed(diagnosis)
        case .reproduced(let value):
            "made the bug happen on the base commit with \(MarkdownText.code(value.input)), after "
                + "\(ReportWording.count(value.tried, "input")) and \(ReportWording.duration(value.seconds))."
        case .notReproduced(let value): "could not make the bug happen: \(MarkdownText.prose(value.reason, limit: 300))"
        case .patchProposed(let proposal):
            "proposed patch \(proposal.attempt), digest \(MarkdownText.code(proposal.digest.short)), changing "
                + proposal.patch.files.prefix(10).map { MarkdownText.code($0) }.joined(separator: ", ") + "."
        case .assessed: nil
        case .patchKept(let kept):
            "kept the patch with digest \(MarkdownText.code(kept.digest.short)): no patch meets what was asked for."
        case .approved(let digest): "approved the patch with digest \(MarkdownText.code(digest.short))."
        case .rejected(let digest, let feedback):
            "rejected the patch with digest \(MarkdownText.code(digest.short)): "
                + (feedback.isEmpty ? "no reason given." : MarkdownText.prose(feedback, limit: 300))
        case .verified(let verification): verified(verification)
        case .critiqued(let critique):
            "demanded of the next patch: \(MarkdownText.prose(critique.nextAttemptMust, limit: 300))"
        case .escalated(let escalation): "handed over to people: \(MarkdownText.prose(escalation.summary, limit: 300))"
        case .repliesDrafted(let replies):
            "drafted \(replies.count) customer \(replies.count == 1 ? "reply" : "replies")."
        case .replyEdited(let reply): "edited the reply to \(MarkdownText.prose(reply.customer, limit: 200))."
        case .replySent(let customer): "wrote to \(MarkdownText.prose(customer, limit: 200))."
        case .postmortemWritten: "wrote the postmortem."
        case .baseMoved(let move):
            "found that the base branch had moved to \(MarkdownText.code(move.to.short)): "
                + (move.holds ? "the approved patch holds there." : "the patch has to be looked at again.")
        case .pullRequestMerged: "saw the pull request merged."
        case .pullRequestClosed: "saw the pull request closed without being merged."
        case .reopened: "opened the incident again: the error came back."
        case .pullRequestOpened(let request): "opened a pull request from branch \(MarkdownText.code(request.branch))."
        case .resolved: "closed the incident as resolved."
        case .cancelled(let reason): "cancelled the incident: \(MarkdownText.prose(reason, limit: 300))"
        case .recurred(let value): "counted the same error again, from incident \(value.incident)."
        case .joined(let older): "joined incident \(older), which has the same error."
        case .alertEnded(let end): "noted that the alert ended: \(MarkdownText.prose(end.name, limit: 200))."
        case .changesRequested(let digest, let feedback):
            "asked for changes to the patch with digest \(MarkdownText.code(digest.short)): "
                + MarkdownText.prose(feedback, limit: 300)
        case .endorsed(let digest):
            "approved the patch with digest \(MarkdownText.code(digest.short)), as the first of two."
        case .decisionRefused(let refusal): "tried to decide (\(refusal.decision.rawValue)) and was refused."
        case .patchSubmitted: "handed in a patch."
        case .submissionRefused(let refusal):
            "could not take the patch: \(MarkdownText.prose(refusal.reason, limit: 300))"
        case .reminded(let reminder): "reminded the approvers (\(reminder.number))."
        case .decisionOverdue: "called for help, since nobody decided."
        case .evidenceAdded: "added evidence from the thread; the analysis began anew."
        case .retried(let retry):
            "asked for another attempt"
                + (retry.hint.isEmpty ? "." : ": \(MarkdownText.prose(retry.hint, limit: 300))")
        case .questionAsked, .answered, .evidenceOffered, .evidenceDismissed: nil
        case .modelConsulted(let value): consulted(value)
        case .stepDelayed(let value):
            "could not \(MarkdownText.prose(value.operation, limit: 100)), and will try again: "
                + MarkdownText.prose(value.reason, limit: 300)
        }
    }

    private static func consulted(_ value: Consultation) -> String {
        let cost = "\(value.usage.total) tokens, \(ReportWording.duration(value.seconds))"
        let result =
            value.fallbackReason.map { "; its answer was not used: \(MarkdownText.prose($0, limit: 200))" } ?? ""
        return "asked the model \(MarkdownText.code(value.model, limit: 80)) (\(cost))\(result)."
    }

    private static func opened(_ intake: Intake) -> String {
        var parts: [String] = []
        if !intake.logs.isEmpty { parts.append("log text") }
        if !intake.attachments.isEmpty { parts.append(ReportWording.count(intake.attachments.count, "log file")) }
        if !intake.complaints.isEmpty { parts.append(ReportWording.count(intake.complaints.count, "complaint")) }
        let with = parts.isEmpty ? "" : " with " + parts.joined(separator: ", ")
        return "opened the incident through \(ReportWording.source(intake.source))\(with)."
    }

    private static func collected(_ files: [FetchedAttachment]) -> String {
        let refused = files.filter { if case .refused = $0.outcome { true } else { false } }
        let sentence = "read \(files.count - refused.count) of \(ReportWording.count(files.count, "log file"))"
        guard !refused.isEmpty else { return sentence + "." }
        let names = refused.prefix(5).map { MarkdownText.code($0.name, limit: 80) }.joined(separator: ", ")
        return "\(sentence); could not use \(names)."
    }

    private static func correlated(_ correlation: Correlation) -> String {
        let customers = ReportWording.count(correlation.customers.count, "affected customer")
        guard let main = correlation.mainError else { return "found no error in the evidence, and \(customers)." }
        return
            "found \(ReportWording.error(main.signature)), \(ReportWording.count(main.count, "time")), and \(customers)."
    }

    private static func diagnosed(_ diagnosis: Diagnosis) -> String {
        let confidence = "with \(diagnosis.confidence.level.rawValue) confidence"
        guard let location = diagnosis.location else { return "found no cause in the code, \(confidence)." }
        return "found the cause at \(ReportWording.place(location)), \(confidence)."
    }

    private static func verified(_ verification: Verification) -> String {
        let took = ReportWording.duration(verification.seconds)
        switch verification.verdict {
        case .passed:
            return
                "tested the patch with digest \(MarkdownText.code(verification.digest.short)): it passed, in \(took)."
        case .failed(let reasons):
            let why = reasons.prefix(3).map { MarkdownText.prose($0, limit: 200) }.joined(separator: "; ")
            return
                "tested the patch with digest \(MarkdownText.code(verification.digest.short)): it failed, in \(took). \(why)"
        }
    }
}
