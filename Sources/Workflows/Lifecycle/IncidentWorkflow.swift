package import Domain

/// The rules of an incident's life: which fact may follow, and what is to be done next.
///
/// A pure value. What is next is computed from the facts alone, so a restart finds the same step without special code.
package struct IncidentWorkflow: Sendable {
    package private(set) var incident: Incident
    /// Failed verifications after which a person takes over (`MAX_RETRY_ATTEMPTS`).
    package let maximumAttempts: Int
    package let policy: ApprovalPolicy

    package init(incident: Incident, maximumAttempts: Int, policy: ApprovalPolicy = ApprovalPolicy()) {
        self.incident = incident
        self.maximumAttempts = maximumAttempts
        self.policy = policy
    }

    /// Takes a written fact into account.
    package mutating func apply(_ entry: JournalEntry) {
        incident.apply(entry)
    }
}

// MARK: - What is next

extension IncidentWorkflow {
    /// Everything that can be done now, side by side. Empty while a person is awaited, and after the end but for answers.
    package var nextActions: Set<Action> {
        var actions = incident.status.isOpen ? nextOfIncident : incident.duties
        if incident.conversation.pending != nil { actions.insert(.answer) }
        return actions
    }

    private var nextOfIncident: Set<Action> {
        guard incident.round.pendingAttachments.isEmpty else { return [.collectEvidence] }
        guard incident.round.has(.correlated) else { return [.correlate] }
        if incident.endsWithItsAlerts { return [.endWithAlerts] }
        var actions: Set<Action> = []
        if !incident.round.has(.severityClassified) { actions.insert(.classify) }
        if incident.approval.submission != nil, incident.isAwaitingDecision { actions.insert(.readSubmission) }
        if let action = nextOfDiagnosis { actions.insert(action) } else { actions.formUnion(nextOfPatch) }
        return actions
    }

    private var nextOfDiagnosis: Action? {
        guard incident.round.has(.precedentsFound) else { return .recall }
        guard incident.round.has(.diagnosed), let diagnosis = incident.diagnosis else { return .diagnose }
        let isTried = incident.round.has(.reproduced) || incident.round.has(.notReproduced)
        return diagnosis.location != nil && !isTried ? .reproduce : nil
    }

    private var nextOfPatch: Set<Action> {
        guard incident.round.has(.severityClassified) else { return [] }
        guard let proposal = incident.proposal else { return [.propose] }
        if case .rejected = incident.decision?.answer { return [.propose] }
        guard let verification = incident.verification else {
            let mayRun = incident.decision?.answer == .approved || incident.followsFailedVerification(proposal)
            return mayRun ? [.verify] : nextOfAssessment
        }
        guard verification.passed, hasRequiredProof else { return [nextOfFailure] }
        return incident.decision?.answer == .approved ? nextOfClosing : []
    }

    /// What is still to be seen of a patch that waits. A guess of the rules against which something speaks makes room for
    /// the next one; what a model or a person wrote stays for people to judge.
    private var nextOfAssessment: Set<Action> {
        guard let proposal = incident.proposal, let assessment = incident.assessment, incident.isAwaitingDecision,
            incident.approval.submission == nil
        else { return [] }
        guard assessment.isComplete else { return [.assess] }
        let isGuess = incident.authorKind(of: proposal) == .rules
        return isGuess && !assessment.objections.isEmpty ? [.propose] : []
    }

    private var nextOfFailure: Action {
        if incident.critiques.count < incident.failedVerifications { return .critique }
        return incident.failedVerifications >= maximumAttempts ? .handOverAfterAttempts : .propose
    }

    /// None of the three rests on another: people don't wait for words before they get their pull request.
    private var nextOfClosing: Set<Action> {
        if incident.proposal?.isFailingTest == true {
            return [incident.pullRequest == nil ? .openPullRequest : .handOverFailingTest]
        }
        let actions = incident.wordsToWrite.union(incident.pullRequest == nil ? [.openPullRequest] : [])
        return actions.isEmpty ? [.conclude] : actions
    }
}

// MARK: - What may follow

extension IncidentWorkflow {
    /// Refuses a fact that may not follow this history.
    package func check(_ fact: Fact, by actor: Actor) throws(Rejection) {
        switch fact {
        case .approved(let digest): try checkApproval(digest, isComplete: true, by: actor)
        case .endorsed(let digest): try checkApproval(digest, isComplete: false, by: actor)
        case .rejected(let digest, _), .changesRequested(let digest, _): try checkDecision(on: digest)
        case .patchSubmitted(let submission): try checkSubmission(submission)
        case .decisionRefused(let refusal): try checkRefusal(refusal, by: actor)
        case .reminded(let reminder): try checkReminder(reminder)
        case .decisionOverdue(let digest): try checkOverdue(digest)
        case .retried(let retry): try checkRetry(retry)
        case .questionAsked, .answered, .evidenceOffered, .evidenceAdded, .evidenceDismissed:
            try checkConversation(fact)
        default: try checkOrder(fact, by: actor)
        }
    }

    private func checkOrder(_ fact: Fact, by actor: Actor) throws(Rejection) {
        if let isFine = mayFollowAlongside(fact, by: actor) {
            guard isFine else { throw .outOfOrder(fact.kind) }
            return
        }
        if let customer = fact.repliedCustomer { return try checkReply(to: customer, fact.kind) }
        if let mayCome = mayComeAfterTheEnd(fact) {
            guard mayCome else { throw .outOfOrder(fact.kind) }
            return
        }
        guard incident.status.isOpen || mayFollowHandover(fact) else { throw .closed(incident.status) }
        guard mayFollow(fact, by: actor) else { throw .outOfOrder(fact.kind) }
    }

    private func mayFollowHandover(_ fact: Fact) -> Bool {
        switch fact {
        case .repliesDrafted: incident.duties.contains(.draftReplies)
        case .postmortemWritten: incident.duties.contains(.writePostmortem)
        case .stepDelayed(let delay): incident.duties.contains(delay.step)
        default: false
        }
    }

    func checkDecision(on digest: ProposalDigest) throws(Rejection) {
        if let earlier = incident.decision(on: digest) { throw .alreadyDecided(earlier) }
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
        case .submissionRefused: next.contains(.readSubmission)
        case .evidenceCollected: next.contains(.collectEvidence)
        case .correlated: next.contains(.correlate)
        case .precedentsFound: next.contains(.recall)
        case .severityClassified: next.contains(.classify) || isOverride(by: actor)
        case .diagnosed: next.contains(.diagnose)
        case .reproduced, .notReproduced: next.contains(.reproduce)
        case .patchProposed(let proposal):
            next.contains(actor.isPerson ? .readSubmission : .propose) && isNew(proposal) && isBySubmitter(actor)
        case .assessed(let value):
            next.contains(.assess) && value.digest == incident.proposal?.digest && value != incident.assessment
        case .patchKept(let value):
            next.contains(.propose) && value.digest == incident.proposal?.digest && incident.decision != nil
        case .verified(let proof): next.contains(.verify) && proof.digest == incident.proposal?.digest
        case .critiqued: next.contains(.critique)
        case .repliesDrafted: next.contains(.draftReplies)
        case .postmortemWritten: next.contains(.writePostmortem)
        case .baseMoved(let move): next.contains(.openPullRequest) && move.digest == incident.proposal?.digest
        case .pullRequestOpened: next.contains(.openPullRequest)
        case .resolved: next.contains(.conclude)
        case .escalated, .cancelled: true
        case .joined: next.contains(.recall)
        case .stepDelayed(let delay): next.contains(delay.step)
        // Opened once; the others have rules of their own.
        default: false
        }
    }

    /// What happens to a pull request happens when the incident is over; nil for every other fact.
    private func mayComeAfterTheEnd(_ fact: Fact) -> Bool? {
        switch fact {
        case .pullRequestMerged: incident.pullRequest != nil && incident.merge == nil
        case .pullRequestClosed: incident.pullRequest != nil && incident.merge == nil && incident.closure == nil
        case .reopened: incident.isConcluded
        default: nil
        }
    }

    private func isOverride(by actor: Actor) -> Bool {
        actor.isPerson && incident.classification != nil
    }

    /// A further attempt must change other bytes than every one before it on the same base, whatever else about it is new.
    private func isNew(_ proposal: Proposal) -> Bool {
        proposal.attempt == incident.proposals.count + 1
            && proposal.base == incident.diagnosis?.base
            && !incident.ruledOut.contains {
                $0.digest == proposal.digest || $0.diff == proposal.diff && $0.base == proposal.base
            }
    }

    private func isBySubmitter(_ actor: Actor) -> Bool {
        !actor.isPerson || incident.approval.submission?.by == actor
    }
}

// MARK: - What may follow at any time

extension IncidentWorkflow {
    /// Facts that don't wait for their turn; nil for every other one.
    private func mayFollowAlongside(_ fact: Fact, by actor: Actor) -> Bool? {
        switch fact {
        case .recurred(let value):
            incident.takesRecurrences && value.incident != incident.id
                && !incident.recurrences.contains { $0.incident == value.incident }
        case .alertEnded(let value):
            incident.cancellation == nil && incident.joined == nil && incident.firingAlerts.contains(value.key)
        // What a model was asked is on the books, whatever became of the incident meanwhile.
        case .modelConsulted: true
        // An escalated incident whose alert has ended needs nobody any more.
        case .cancelled where incident.status == .escalated && actor == .workflow: true
        default: nil
        }
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
