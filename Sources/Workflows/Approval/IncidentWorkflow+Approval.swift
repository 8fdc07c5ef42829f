package import Domain

extension IncidentWorkflow {
    /// How the approval of the patch on the table stands.
    package struct Standing: Sendable, Equatable {
        /// Who has approved so far, each once.
        package let approvers: [Actor]
        package let needed: Int
        /// Whether all so far opened the incident or wrote the patch, so that somebody else must be among them.
        package let lacksOutsider: Bool

        package var isComplete: Bool { approvers.count >= needed && !lacksOutsider }
    }

    /// The standing with one more approval, or as it is.
    package func standing(with another: Actor? = nil) -> Standing {
        var approvers: [Actor] = []
        for actor in incident.approval.endorsements.map(\.by) + (another.map { [$0] } ?? [])
        where !approvers.contains(actor) {
            approvers.append(actor)
        }
        let needsTwo = needsSecondApprover
        let author = incident.proposalAuthor.flatMap { $0.isPerson ? $0 : nil }
        let involved = [author, needsTwo ? incident.openedBy : nil].compactMap(\.self)
        return Standing(
            approvers: approvers, needed: needsTwo ? 2 : 1, lacksOutsider: approvers.allSatisfy(involved.contains))
    }

    /// Whether one person isn't enough. Somebody who lowers the severity doesn't take that away: alone, they could lower it
    /// and then approve alone.
    package var needsSecondApprover: Bool {
        severitiesThatCount.contains { policy.needsSecondApprover($0) }
    }

    /// What must have been seen of a patch before it may be approved; nil where nothing must. Lowering the severity doesn't
    /// take it away.
    package var requiredProof: ProofLevel? {
        severitiesThatCount.compactMap { policy.requiredProof($0) }.max()
    }

    /// Whether enough was seen of the patch on the table. A failing test claims no repair that could be proven.
    package var hasRequiredProof: Bool {
        guard let required = requiredProof, incident.proposal?.isFailingTest != true else { return true }
        return incident.proofLevel.map { $0 >= required } ?? false
    }

    /// The fact as it is written down: a proof that passes and shows less than is required says so itself.
    package func remarked(_ fact: Fact) -> Fact {
        guard case .verified(let proof) = fact, proof.passed, !proof.isOfFailingTest, let required = requiredProof,
            let level = proof.level, level < required
        else { return fact }
        return .verified(
            proof.remarking(
                "REQUIRE_PROOF asks for a patch that is \(required.rawValue), and this proof shows \(level.rawValue): "
                    + "the approval doesn't count for it, and the bot looks for another patch."))
    }

    /// The last severity that the bot found, and all that people have set since.
    private var severitiesThatCount: [Severity?] {
        let classifications = incident.entries.compactMap { entry -> (severity: Severity, byPerson: Bool)? in
            guard case .severityClassified(let value) = entry.fact else { return nil }
            return (value.severity, entry.actor.isPerson)
        }
        let found = classifications.lastIndex { !$0.byPerson } ?? 0
        return classifications.isEmpty ? [nil] : classifications[found...].map(\.severity)
    }

    /// What becomes of a request, by the facts and the policy alone.
    ///
    /// - Parameter mayDecide: nil when it could not be found out.
    package func fact(
        for request: DecisionRequest, by person: Actor, mayDecide: Bool?
    ) throws(Rejection) -> Fact {
        let fact = fact(for: request, by: person)
        try check(fact, by: person)
        guard let mayDecide else { throw .notPermitted(refusal(of: request, .unchecked)) }
        guard mayDecide else { throw .notPermitted(refusal(of: request, .notAnApprover)) }
        return fact
    }

    private func fact(for request: DecisionRequest, by person: Actor) -> Fact {
        switch request {
        case .approve(let digest): standing(with: person).isComplete ? .approved(digest) : .endorsed(digest)
        case .reject(let digest, let feedback): .rejected(digest, feedback: feedback)
        case .requestChanges(let digest, let feedback): .changesRequested(digest, feedback: feedback)
        case .submit(let submission): .patchSubmitted(submission)
        case .escalate: .escalated(.requested(incident))
        case .retry(let retry): .retried(retry)
        case .setSeverity(let classification): .severityClassified(classification)
        case .cancel(let reason): .cancelled(reason: reason)
        }
    }

    private func refusal(of request: DecisionRequest, _ reason: DecisionRefusal.Reason) -> DecisionRefusal {
        DecisionRefusal(decision: request.kind, reason: reason, digest: request.digest)
    }

    /// One approval, complete or not, by the rules for how many it takes.
    func checkApproval(_ digest: ProposalDigest, isComplete: Bool, by actor: Actor) throws(Rejection) {
        try checkDecision(on: digest)
        guard !incident.approval.endorsements.contains(where: { $0.by == actor }) else { throw .alreadyEndorsed }
        guard hasRequiredProof else {
            throw .notPermitted(DecisionRefusal(decision: .approve, reason: .lacksProof, digest: digest))
        }
        let standing = standing(with: actor)
        if !standing.isComplete, standing.needed == 1 {
            throw .notPermitted(DecisionRefusal(decision: .approve, reason: .ownPatch, digest: digest))
        }
        guard standing.isComplete == isComplete else { throw .outOfOrder(isComplete ? .approved : .endorsed) }
    }

    /// A patch of a person's takes the place of one that waits for a decision.
    func checkSubmission(_ submission: PatchSubmission) throws(Rejection) {
        guard incident.approval.submission == nil else { throw .outOfOrder(.patchSubmitted) }
        if let digest = submission.replaces { return try checkDecision(on: digest) }
        guard incident.status.isOpen else { throw .closed(incident.status) }
        guard incident.isAwaitingDecision else { throw .outdated(current: nil) }
    }

    /// Another attempt: instead of a patch that waits, of a step that waits to be tried again, or after a hand-over that a
    /// patch could still mend. An approved and proven patch is published as it is; see `Incident.retryResumes`.
    func checkRetry(_ retry: Retry) throws(Rejection) {
        guard !incident.conversation.knows(retry.message) else { throw .repeated }
        if incident.isAwaitingDecision || !incident.delays.isEmpty { return }
        guard incident.status == .escalated else {
            throw incident.status.isOpen ? .outOfOrder(.retried) : .closed(incident.status)
        }
        guard incident.diagnosis?.verdict != .outside else { throw .outOfOrder(.retried) }
    }

    /// Refusals are kept, each once.
    func checkRefusal(_ refusal: DecisionRefusal, by actor: Actor) throws(Rejection) {
        let known = incident.approval.refusals.contains { $0.refusal == refusal && $0.by == actor }
        if known { throw .repeated }
    }
}
