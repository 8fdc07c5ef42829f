package import Domain
package import Workflows

/// Everything an incident says in Slack, computed from its facts alone: the card, then the thread in the order of events.
package enum IncidentMessages {
    /// The same facts give the same messages; keys are unique; the card comes first.
    ///
    /// - Parameter policy: who may decide, to be said where a decision is asked for.
    package static func desired(
        for incident: Incident, links: IncidentLinks, policy: ApprovalPolicy = ApprovalPolicy()
    ) -> [OutgoingMessage] {
        if incident.isHeldBack { return [] }
        var messages = [IncidentCard(incident: incident, links: links, policy: policy).message]
        var count: [Fact.Kind: Int] = [:]
        for entry in incident.entries {
            count[entry.fact.kind, default: 0] += 1
            let number = count[entry.fact.kind, default: 1]
            messages += following(entry, number: number, of: incident, links)
            messages += said(entry, number: number, of: incident, links, policy)
        }
        var keys: Set<String> = []
        return messages.filter { keys.insert($0.key).inserted }
    }

    private static func following(
        _ entry: JournalEntry, number: Int, of incident: Incident, _ links: IncidentLinks
    ) -> [OutgoingMessage] {
        switch entry.fact {
        case .diagnosed(let diagnosis): ExplanationView.messages(diagnosis, number: number)
        case .reproduced(let reproduction):
            [ReproductionView.message(reproduction, number: reproductionNumber(of: entry, in: incident))]
        case .notReproduced(let failure):
            [
                ReproductionView.message(
                    failure, entry, of: incident, number: reproductionNumber(of: entry, in: incident))
            ]
        case .patchProposed(let proposal): PatchView.messages(proposal, of: incident)
        case .patchKept(let kept): [KeptView.message(kept, number: number)]
        case .assessed(let assessment):
            AssessmentView.message(assessment, entry, of: incident, number: number).map { [$0] } ?? []
        case .approved(let digest):
            [DecisionView.approval(entry, digest, number: decisionNumber(of: entry, in: incident))]
        case .rejected(let digest, let feedback), .changesRequested(let digest, let feedback):
            [DecisionView.rejection(entry, digest, feedback, number: decisionNumber(of: entry, in: incident))]
        case .verified(let proof): ProofView.messages(proof, number: number, of: incident)
        case .critiqued(let critique): [CritiqueView.message(critique, number: number)]
        case .repliesDrafted(let replies):
            RepliesView(incident: incident, drafts: replies).messages.map { $0.numbered(number) }
        case .postmortemWritten(let postmortem):
            PostmortemView.messages(postmortem, of: incident.id, links).map { $0.numbered(number) }
        case .baseMoved(let move): [BaseMoveView.message(move, number: number)]
        case .pullRequestOpened(let pullRequest):
            [PullRequestView.message(pullRequest, of: incident).numbered(number)]
        case .pullRequestMerged(let end):
            [PullRequestEndView.merged(end, of: incident.proposal(before: entry), number: number)]
        case .pullRequestClosed(let end): [PullRequestEndView.closed(end, number: number)]
        case .reopened(let reopening): [PullRequestEndView.reopened(reopening, number: number, links)]
        case .escalated(let escalation): EscalationView.messages(escalation, of: incident, links, number: number)
        case .recurred: [RecurrenceView.message(incident)]
        case .stepDelayed(let delay): DelayView.message(delay, entry, of: incident)
        case .alertEnded(let end): [AlertEndView.message(end, number: number)]
        default: []
        }
    }

    /// What people and the bot say to each other about the work.
    private static func said(
        _ entry: JournalEntry, number: Int, of incident: Incident, _ links: IncidentLinks, _ policy: ApprovalPolicy
    ) -> [OutgoingMessage] {
        let waiting = WaitingViews(incident: incident, policy: policy)
        return switch entry.fact {
        case .endorsed(let digest): [waiting.endorsement(entry, digest, number: number)]
        case .reminded(let reminder): [waiting.reminder(reminder, number: number)]
        case .decisionOverdue: waiting.overdue(number: number, links)
        case .submissionRefused(let refusal): [waiting.submissionRefused(refusal, before: entry, number: number)]
        case .answered(let answer): [AnswerView.message(answer, of: incident, number: number)]
        case .evidenceOffered(let offer): [OfferView.message(offer, of: incident, number: number)]
        case .evidenceAdded: [RoundView.added(entry, number: number)]
        case .retried(let retry): [RoundView.retried(entry, retry, of: incident, number: number)]
        default: []
        }
    }

    /// Reproductions are numbered together, whether the bug showed or not.
    private static func reproductionNumber(of entry: JournalEntry, in incident: Incident) -> Int {
        incident.entries.count {
            $0.sequence <= entry.sequence && ($0.fact.kind == .reproduced || $0.fact.kind == .notReproduced)
        }
    }

    /// Decisions are numbered together, whatever was decided.
    private static func decisionNumber(of entry: JournalEntry, in incident: Incident) -> Int {
        incident.entries.count {
            $0.sequence <= entry.sequence && [.approved, .rejected, .changesRequested].contains($0.fact.kind)
        }
    }
}
