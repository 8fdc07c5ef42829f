/// What is left to do, as far as the facts alone say it.
extension Incident {
    /// Whether anything is still to come, by itself or by a decision: the one answer to what a restart has to look at.
    ///
    /// Stored beside the journal: raise `IncidentSummary.version` when it changes.
    package var hasWork: Bool { status.isOpen || conversation.pending != nil || !duties.isEmpty }

    /// What is still done after a hand-over.
    ///
    /// Whoever takes over a proven patch whose pull request could not be opened gets the words all the same, and an incident
    /// that only its alerts spoke for ends with them.
    package var duties: Set<Action> {
        guard status == .escalated else { return [] }
        if endsWithItsAlerts { return [.endWithAlerts] }
        return escalation?.cause == .stepFailed && isApprovedAndVerified ? wordsToWrite : []
    }

    /// The texts that are still missing.
    package var wordsToWrite: Set<Action> {
        var actions: Set<Action> = []
        if replies == nil { actions.insert(.draftReplies) }
        if postmortem == nil { actions.insert(.writePostmortem) }
        return actions
    }

    /// Whether nothing but alerts spoke for the incident, and none of them fires any more: its evidence names no error, or no
    /// cause was found in the code. A diagnosed bug stays open: it is still there.
    package var endsWithItsAlerts: Bool {
        guard !endedAlerts.isEmpty, firingAlerts.isEmpty else { return false }
        if let escalation { return status == .escalated && [.noCodeCause, .unknownCause].contains(escalation.cause) }
        return status == .investigating && correlation.map { $0.mainError == nil } ?? false
    }

    /// Whether another attempt means going on where a step waits, rather than another patch. A patch that is approved and
    /// proven is published as it is, these bytes under this approval.
    package var retryResumes: Bool {
        if !delays.isEmpty, !isAwaitingDecision { return true }
        guard isApprovedAndVerified else { return false }
        return status == .closing || status == .escalated && escalation?.cause == .stepFailed
    }

    /// Whether the pull request is to be asked about: it is neither merged nor closed, as far as is known.
    package var hasOpenPullRequest: Bool { pullRequest != nil && merge == nil && closure == nil }

    /// Whether the request with this key was carried out.
    package func hasAnswered(request key: String) -> Bool {
        entries.contains { $0.causedBy == key }
    }
}
