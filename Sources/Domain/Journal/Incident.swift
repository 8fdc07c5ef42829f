package import Foundation

/// An incident as it stands: the fold of its journal, and nothing else.
///
/// The fold takes any history; which fact may follow which is the business of `IncidentWorkflow`.
package struct Incident: Sendable, Equatable {
    package let id: IncidentID
    package let openedAt: Date
    package let openedBy: Actor
    package let intake: Intake
    package private(set) var entries: [JournalEntry]

    package private(set) var attachments: [FetchedAttachment]?
    package private(set) var correlation: Correlation?
    package private(set) var precedents: [Passage]?
    package private(set) var classification: Classification?
    package private(set) var diagnosis: Diagnosis?
    package private(set) var reproduction: ReproductionOutcome?
    package private(set) var proposals: [Proposal] = []
    /// What was seen of proposals since they were made, by digest.
    private var assessments: [ProposalDigest: Assessment] = [:]
    package private(set) var decisions: [Decision] = []
    /// How many decisions there were when a patch was last kept: those on it don't count any more.
    private var decisionsBeforeKeeping: [ProposalDigest: Int] = [:]
    /// What no patch could meet when the one on the table was kept.
    package private(set) var kept: PatchKept?
    package private(set) var verifications: [Verification] = []
    package private(set) var critiques: [Critique] = []
    package private(set) var escalation: Escalation?
    /// The drafts as they are now, edits included, in the order they were made.
    package private(set) var replies: [CustomerReply]?
    /// Who was written to, by customer.
    package private(set) var sentReplies: [String: SentReply] = [:]
    package private(set) var postmortem: Postmortem?
    package private(set) var pullRequest: PullRequest?
    /// What was last found when the base branch had moved.
    package private(set) var baseMove: BaseMove?
    package private(set) var merge: PullRequestEnd?
    /// The pull request was closed without being merged.
    package private(set) var closure: PullRequestEnd?
    package private(set) var reopening: Reopening?
    package private(set) var resolvedAt: Date?
    package private(set) var cancellation: String?
    package private(set) var recurrences: [Recurrence] = []
    /// The older incident with the same error, which goes on for this one.
    package private(set) var joined: IncidentID?
    package private(set) var endedAlerts: [AlertEnd] = []
    package private(set) var approval = ApprovalProgress()
    package private(set) var conversation = Conversation()
    /// Where the evidence and the work on it stand; begins anew when evidence is added.
    package private(set) var round: Round
    package private(set) var consultations: [Consultation] = []
    /// Steps that could not be carried out yet.
    package private(set) var delays = StepDelays()

    /// Nil unless the history begins with `opened`.
    package init?(entries: [JournalEntry]) {
        guard let first = entries.first, case .opened(let intake) = first.fact else { return nil }
        id = first.incident
        openedAt = first.time
        openedBy = first.actor
        self.intake = intake
        self.entries = [first]
        round = Round(attachments: intake.attachments)
        for entry in entries.dropFirst() { apply(entry) }
    }

    /// Takes one more entry into account.
    package mutating func apply(_ entry: JournalEntry) {
        round.apply(entry, to: self)
        // The approval stands where the approved bytes are only published again.
        let resumes = entry.fact.kind == .retried && retryResumes
        if !resumes { approval.apply(entry) }
        entries.append(entry)
        delays.apply(entry)
        conversation.apply(entry)
        switch entry.fact {
        case .opened: break
        case .evidenceCollected(let value): attachments = (attachments ?? []) + value
        case .correlated(let value): correlation = value
        case .precedentsFound(let value): precedents = value
        case .severityClassified(let value): classification = value
        case .diagnosed(let value): diagnosis = value
        case .reproduced(let value): reproduction = .reproduced(value)
        case .notReproduced(let value): reproduction = .notReproduced(value)
        case .patchProposed(let value):
            proposals.append(value)
            kept = nil
        case .patchKept(let value):
            kept = value
            decisionsBeforeKeeping[value.digest] = decisions.count
        case .assessed(let value): assessments[value.digest] = value
        case .approved(let digest):
            decisions.append(Decision(digest: digest, answer: .approved, by: entry.actor, at: entry.time))
        case .rejected(let digest, let feedback), .changesRequested(let digest, let feedback):
            let asks = entry.fact.kind == .changesRequested
            decisions.append(
                Decision(
                    digest: digest, answer: .rejected(feedback: feedback), by: entry.actor, at: entry.time,
                    asksForChanges: asks))
        case .verified(let value): verifications.append(value)
        case .critiqued(let value): critiques.append(value)
        case .escalated(let value): escalation = value
        case .repliesDrafted(let value): replies = value
        case .replyEdited(let value): replies = replies?.map { $0.customer == value.customer ? value : $0 }
        case .replySent(let customer): sentReplies[customer] = SentReply(by: entry.actor, at: entry.time)
        case .postmortemWritten(let value): postmortem = value
        case .baseMoved(let value):
            baseMove = value
            if !value.holds { beginAnew() }
        case .pullRequestOpened(let value): (pullRequest, merge, closure) = (value, nil, nil)
        case .pullRequestMerged(let value): (merge, closure) = (value, nil)
        case .pullRequestClosed(let value): closure = value
        case .reopened(let value): reopen(value)
        case .resolved: resolvedAt = entry.time
        case .cancelled(let reason): cancellation = reason
        case .recurred(let value):
            recurrences.append(value)
            correlation = correlation?.adding(value.customers)
        case .joined(let value): joined = value
        case .alertEnded(let value): endedAlerts.append(value)
        case .evidenceAdded, .retried: (escalation, critiques) = (nil, resumes ? critiques : [])
        case .endorsed, .decisionRefused, .patchSubmitted, .submissionRefused, .reminded, .decisionOverdue,
            .questionAsked, .answered, .evidenceOffered, .evidenceDismissed, .stepDelayed:
            break
        case .modelConsulted(let value): consultations.append(value)
        }
    }

    /// The code is another than the one that was diagnosed.
    private mutating func beginAnew() {
        (diagnosis, reproduction, postmortem) = (nil, nil, nil)
        critiques = []
    }

    private mutating func reopen(_ value: Reopening) {
        beginAnew()
        reopening = value
        correlation = value.correlation ?? correlation
        (replies, pullRequest, merge, closure, resolvedAt, baseMove) = (nil, nil, nil, nil, nil, nil)
        sentReplies = [:]
    }
}

extension Incident {
    /// The patch on the table: the latest one, unless new evidence or another attempt took it off.
    package var proposal: Proposal? { proposals.count > round.firstProposal ? proposals.last : nil }

    /// The decision on the patch on the table.
    package var decision: Decision? {
        proposal.flatMap { decision(on: $0.digest) }
    }

    /// The decision on a patch, unless the patch was kept after it.
    package func decision(on digest: ProposalDigest) -> Decision? {
        decisions.dropFirst(decisionsBeforeKeeping[digest] ?? 0).last { $0.digest == digest }
    }

    /// What was seen so far of the patch on the table; nil where its proposal is older than assessments.
    package var assessment: Assessment? {
        proposal.flatMap { assessments[$0.digest] ?? $0.assessment }
    }

    /// The proof for the patch on the table.
    package var verification: Verification? {
        proposal.flatMap { proposal in verifications.last { $0.digest == proposal.digest } }
    }

    /// The test plan that a proof carried out.
    package func plan(of proof: Verification) -> TestPlan? {
        proposals.last { $0.digest == proof.digest }?.plan
    }

    /// Verifications that failed; the count that `MAX_RETRY_ATTEMPTS` bounds.
    package var failedVerifications: Int {
        let current = Set(proposals.dropFirst(round.firstProposal).map(\.digest))
        return verifications.count { !$0.passed && current.contains($0.digest) }
    }

    /// When the incident was over: when its change was merged, where that is known, else when its pull request stood.
    package var endedAt: Date? { resolvedAt.map { merge?.at ?? $0 } }

    /// The approved patch's proof and approval, once both stand.
    package var isApprovedAndVerified: Bool {
        decision?.answer == .approved && verification?.passed == true
    }

    package var title: String {
        correlation?.title ?? intake.title ?? "Incident \(id)"
    }

    /// Model names in use, or rule-based; the strongest mode any step has worked in.
    package var mode: ReasoningMode {
        proposal?.mode ?? diagnosis?.mode ?? .ruleBased
    }

    package var status: Status {
        if cancellation != nil || joined != nil { return .cancelled }
        if resolvedAt != nil { return proposal?.outcome == .contained ? .contained : .resolved }
        if escalation != nil { return .escalated }
        guard proposal != nil else { return .investigating }
        return switch decision?.answer {
        case .approved: verification?.passed == true ? .closing : .verifying
        case .rejected: .investigating
        case nil: isAwaitingDecision ? .awaitingApproval : .verifying
        }
    }

    /// Whether the patch on the table is for a person to decide: a patch made after a failed verification is tested first.
    package var isAwaitingDecision: Bool {
        guard let proposal, decision == nil, escalation == nil, resolvedAt == nil, cancellation == nil, joined == nil
        else { return false }
        guard followsFailedVerification(proposal) else { return true }
        return verification?.passed == true
    }

    /// Whether `proposal` answers a critique rather than a person.
    package func followsFailedVerification(_ proposal: Proposal) -> Bool {
        let facts = entries.map(\.fact)
        guard let place = facts.lastIndex(of: .patchProposed(proposal)) else { return false }
        for fact in facts[..<place].reversed() {
            switch fact {
            case .critiqued: return true
            case .rejected, .changesRequested, .reproduced, .notReproduced, .diagnosed, .retried: return false
            default: continue
            }
        }
        return false
    }

    /// When the first fact of a kind was written.
    package func time(of kind: Fact.Kind) -> Date? {
        entries.first { $0.fact.kind == kind }?.time
    }
}

extension Incident {
    /// Where the incident stands, in the words of its card.
    package enum Status: String, Sendable, Codable, CaseIterable {
        case investigating, awaitingApproval, verifying, closing, resolved, contained, escalated, cancelled

        /// Whether anything may still happen by itself or by a decision.
        package var isOpen: Bool {
            switch self {
            case .investigating, .awaitingApproval, .verifying, .closing: true
            case .resolved, .contained, .escalated, .cancelled: false
            }
        }
    }

    /// What a person answered to one proposal.
    package struct Decision: Sendable, Equatable {
        package enum Answer: Sendable, Equatable {
            case approved
            case rejected(feedback: String)
        }

        package let digest: ProposalDigest
        package let answer: Answer
        package let by: Actor
        package let at: Date
        /// True when the patch is to be changed rather than replaced.
        package let asksForChanges: Bool

        init(digest: ProposalDigest, answer: Answer, by: Actor, at: Date, asksForChanges: Bool = false) {
            self.digest = digest
            self.answer = answer
            self.by = by
            self.at = at
            self.asksForChanges = asksForChanges
        }
    }
}

/// Whether the bug could be made to happen on the base commit.
package enum ReproductionOutcome: Sendable, Equatable {
    case reproduced(Reproduction)
    case notReproduced(FailedReproduction)

    package var reproduction: Reproduction? {
        if case .reproduced(let value) = self { value } else { nil }
    }
}
