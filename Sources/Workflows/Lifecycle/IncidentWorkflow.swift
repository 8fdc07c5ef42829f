package import Domain

/// The rules of an incident's life: which fact may follow, and what is to be done next.
///
/// A pure value. What is next is computed from the facts alone, so a restart finds the same step without special code.
package struct IncidentWorkflow: Sendable {
    package private(set) var incident: Incident
    /// Failed verifications after which a person takes over (`MAX_RETRY_ATTEMPTS`).
    package let maximumAttempts: Int

    package init(incident: Incident, maximumAttempts: Int) {
        self.incident = incident
        self.maximumAttempts = maximumAttempts
    }

    /// Takes a written fact into account.
    package mutating func apply(_ entry: JournalEntry) {
        incident.apply(entry)
    }
}

// MARK: - What is next

extension IncidentWorkflow {
    /// Everything that can be done now, side by side. Empty while a person is awaited and after the end.
    package var nextActions: Set<Action> {
        guard incident.status.isOpen else { return [] }
        guard isEvidenceComplete else { return [.collectEvidence] }
        guard incident.correlation != nil else { return [.correlate] }
        var actions: Set<Action> = []
        if incident.classification == nil { actions.insert(.classify) }
        if let action = nextOfDiagnosis { actions.insert(action) } else { actions.formUnion(nextOfPatch) }
        return actions
    }

    private var isEvidenceComplete: Bool {
        incident.intake.attachments.isEmpty || incident.attachments != nil
    }

    private var nextOfDiagnosis: Action? {
        if incident.precedents == nil { return .recall }
        guard let diagnosis = incident.diagnosis else { return .diagnose }
        if diagnosis.verdict != .noCodeCause, incident.reproduction == nil { return .reproduce }
        return nil
    }

    private var nextOfPatch: Set<Action> {
        guard incident.classification != nil else { return [] }
        if incident.diagnosis?.verdict == .noCodeCause { return [.handOverWithoutCodeCause] }
        guard let proposal = incident.proposal else { return [.propose] }
        if case .rejected = incident.decision?.answer { return [.propose] }
        guard let verification = incident.verification else {
            let mayRun = incident.decision?.answer == .approved || incident.followsFailedVerification(proposal)
            return mayRun ? [.verify] : []
        }
        guard verification.passed else { return [nextOfFailure] }
        return incident.decision?.answer == .approved ? nextOfClosing : []
    }

    private var nextOfFailure: Action {
        if incident.critiques.count < incident.failedVerifications { return .critique }
        return incident.failedVerifications >= maximumAttempts ? .handOverAfterAttempts : .propose
    }

    private var nextOfClosing: Set<Action> {
        var actions: Set<Action> = []
        if incident.replies == nil { actions.insert(.draftReplies) }
        if incident.postmortem == nil { actions.insert(.writePostmortem) }
        if !actions.isEmpty { return actions }
        return incident.pullRequest == nil ? [.openPullRequest] : [.conclude]
    }
}

// MARK: - What may follow

extension IncidentWorkflow {
    /// Refuses a fact that may not follow this history.
    package func check(_ fact: Fact, by actor: Actor) throws(Rejection) {
        if case .approved(let digest) = fact { return try checkDecision(on: digest) }
        if case .rejected(let digest, _) = fact { return try checkDecision(on: digest) }
        if let customer = fact.repliedCustomer { return try checkReply(to: customer, fact.kind) }
        if let mayCome = mayComeAfterTheEnd(fact) {
            guard mayCome else { throw .outOfOrder(fact.kind) }
            return
        }
        guard incident.status.isOpen else { throw .closed(incident.status) }
        guard mayFollow(fact, by: actor) else { throw .outOfOrder(fact.kind) }
    }

    private func checkDecision(on digest: ProposalDigest) throws(Rejection) {
        if let earlier = incident.decisions.last(where: { $0.digest == digest }) { throw .alreadyDecided(earlier) }
        guard incident.status.isOpen else { throw .closed(incident.status) }
        guard digest == incident.proposal?.digest, incident.isAwaitingDecision else {
            throw .outdated(current: incident.isAwaitingDecision ? incident.proposal?.digest : nil)
        }
    }

    /// Customers are written to after the incident's end as well; what was sent can't be edited or sent again.
    private func checkReply(to customer: String, _ kind: Fact.Kind) throws(Rejection) {
        let isDrafted = incident.replies?.contains { $0.customer == customer } ?? false
        guard isDrafted, incident.sentReplies[customer] == nil else { throw .outOfOrder(kind) }
    }

    private func mayFollow(_ fact: Fact, by actor: Actor) -> Bool {
        let next = nextActions
        return switch fact {
        case .opened, .approved, .rejected, .replyEdited, .replySent, .pullRequestMerged, .pullRequestClosed, .reopened:
            false
        case .evidenceCollected: next.contains(.collectEvidence)
        case .correlated: next.contains(.correlate)
        case .precedentsFound: next.contains(.recall)
        case .severityClassified: next.contains(.classify) || isOverride(by: actor)
        case .diagnosed: next.contains(.diagnose)
        case .reproduced, .notReproduced: next.contains(.reproduce)
        case .patchProposed(let proposal): next.contains(.propose) && isNew(proposal)
        case .verified(let proof): next.contains(.verify) && proof.digest == incident.proposal?.digest
        case .critiqued: next.contains(.critique)
        case .repliesDrafted: next.contains(.draftReplies)
        case .postmortemWritten: next.contains(.writePostmortem)
        case .baseMoved(let move): next.contains(.openPullRequest) && move.digest == incident.proposal?.digest
        case .pullRequestOpened: next.contains(.openPullRequest)
        case .resolved: next.contains(.conclude)
        case .escalated, .cancelled, .modelConsulted: true
        }
    }

    /// What happens to a pull request happens when the incident is over; nil for every other fact.
    private func mayComeAfterTheEnd(_ fact: Fact) -> Bool? {
        switch fact {
        case .pullRequestMerged: incident.pullRequest != nil && incident.merge == nil
        case .pullRequestClosed: incident.pullRequest != nil && incident.merge == nil && incident.closure == nil
        case .reopened: incident.status == .resolved
        default: nil
        }
    }

    private func isOverride(by actor: Actor) -> Bool {
        if case .person = actor { incident.classification != nil } else { false }
    }

    private func isNew(_ proposal: Proposal) -> Bool {
        proposal.attempt == incident.proposals.count + 1
            && proposal.base == incident.diagnosis?.base
            && !incident.proposals.contains { $0.digest == proposal.digest }
    }
}

extension Fact {
    /// The customer of a reply that a person edited or sent.
    fileprivate var repliedCustomer: String? {
        switch self {
        case .replyEdited(let reply): reply.customer
        case .replySent(let customer): customer
        default: nil
        }
    }
}
