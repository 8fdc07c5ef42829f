/// What is left to do once nobody decides any more.
extension Incident {
    /// Something that is owed to whoever took an incident over.
    package enum Duty: Hashable, Sendable {
        case draftReplies, writePostmortem
    }

    /// Whether anything is still to come, by itself or by a decision: the one answer to what a restart has to look at.
    ///
    /// Stored beside the journal; see `IncidentSummary.version` when it changes.
    package var hasWork: Bool { status.isOpen || conversation.pending != nil || !duties.isEmpty }

    /// Whoever takes over a proven patch whose pull request could not be opened gets the words all the same.
    package var duties: Set<Duty> {
        guard status == .escalated, escalation?.cause == .stepFailed, isApprovedAndVerified else { return [] }
        return wordsToWrite
    }

    /// The texts that are still missing.
    package var wordsToWrite: Set<Duty> {
        var duties: Set<Duty> = []
        if replies == nil { duties.insert(.draftReplies) }
        if postmortem == nil { duties.insert(.writePostmortem) }
        return duties
    }

    /// Whether the request with this key was carried out.
    package func hasAnswered(request key: String) -> Bool {
        entries.contains { $0.causedBy == key }
    }
}
