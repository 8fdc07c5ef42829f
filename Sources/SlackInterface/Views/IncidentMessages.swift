package import Domain

/// Everything an incident says in Slack, computed from its facts alone: the card, then the thread in the order of events.
package enum IncidentMessages {
    /// The same facts give the same messages; keys are unique; the card comes first.
    package static func desired(for incident: Incident, links: IncidentLinks) -> [OutgoingMessage] {
        var messages = [IncidentCard(incident: incident, links: links).message]
        var count: [Fact.Kind: Int] = [:]
        for entry in incident.entries {
            count[entry.fact.kind, default: 0] += 1
            messages += following(entry, number: count[entry.fact.kind, default: 1], of: incident, links)
        }
        var keys: Set<String> = []
        return messages.filter { keys.insert($0.key).inserted }
    }

    private static func following(
        _ entry: JournalEntry, number: Int, of incident: Incident, _ links: IncidentLinks
    ) -> [OutgoingMessage] {
        let id = incident.id
        return switch entry.fact {
        case .reproduced(let reproduction): [ReproductionView.message(reproduction).numbered(number)]
        case .notReproduced(let failure): [ReproductionView.message(failure).numbered(number)]
        case .patchProposed(let proposal): PatchView.messages(proposal, of: id)
        case .approved(let digest):
            [DecisionView.approval(entry, digest, number: decisionNumber(of: entry, in: incident))]
        case .rejected(let digest, let feedback):
            [DecisionView.rejection(entry, digest, feedback, number: decisionNumber(of: entry, in: incident))]
        case .verified(let verification): [ProofView.message(verification, number: number)]
        case .critiqued(let critique): [CritiqueView.message(critique, number: number)]
        case .repliesDrafted(let replies):
            RepliesView(incident: incident, drafts: replies).messages.map { $0.numbered(number) }
        case .postmortemWritten(let postmortem):
            PostmortemView.messages(postmortem, of: id, links).map { $0.numbered(number) }
        case .baseMoved(let move): [BaseMoveView.message(move, number: number)]
        case .pullRequestOpened(let pullRequest):
            [PullRequestView.message(pullRequest, of: incident).numbered(number)]
        case .pullRequestMerged(let end): [PullRequestEndView.merged(end, number: number)]
        case .pullRequestClosed(let end): [PullRequestEndView.closed(end, number: number)]
        case .reopened(let reopening): [PullRequestEndView.reopened(reopening, number: number, links)]
        case .escalated(let escalation): EscalationView.messages(escalation, of: incident, links)
        case .opened, .evidenceCollected, .correlated, .precedentsFound, .severityClassified, .diagnosed, .resolved,
            .cancelled, .replyEdited, .replySent, .modelConsulted:
            []
        }
    }

    /// Decisions are numbered together, whatever was decided.
    private static func decisionNumber(of entry: JournalEntry, in incident: Incident) -> Int {
        incident.entries.count {
            $0.sequence <= entry.sequence && ($0.fact.kind == .approved || $0.fact.kind == .rejected)
        }
    }
}
