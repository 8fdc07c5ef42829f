package import Foundation

/// What people have done about the patch on the table short of deciding it. Part of the fold of an incident.
package struct ApprovalProgress: Sendable, Equatable {
    /// An approval that needs another beside it.
    package struct Endorsement: Sendable, Equatable {
        package let by: Actor
        package let at: Date
    }

    /// A patch somebody handed in and nobody has read yet.
    package struct PendingSubmission: Sendable, Equatable {
        package let submission: PatchSubmission
        package let by: Actor
        package let at: Date
    }

    /// One attempt to decide that was refused.
    package struct Refused: Sendable, Equatable {
        package let refusal: DecisionRefusal
        package let by: Actor
    }

    /// Approvals of the patch on the table so far, oldest first.
    package private(set) var endorsements: [Endorsement] = []
    package private(set) var submission: PendingSubmission?
    /// Reminders about the patch on the table.
    package private(set) var reminders = 0
    /// When the escalation channel was told that nobody decides.
    package private(set) var overdueSince: Date?
    /// When the patch on the table came there: it was proposed, or its proof stood.
    package private(set) var onTableSince: Date?
    package private(set) var refusals: [Refused] = []

    mutating func apply(_ entry: JournalEntry) {
        switch entry.fact {
        case .patchProposed, .patchKept: (self, refusals) = (Self(onTableSince: entry.time), refusals)
        case .evidenceAdded, .retried: (self, refusals) = (Self(), refusals)
        case .verified: onTableSince = entry.time
        case .endorsed: endorsements.append(Endorsement(by: entry.actor, at: entry.time))
        case .patchSubmitted(let value):
            submission = PendingSubmission(submission: value, by: entry.actor, at: entry.time)
        // Decided before it was read: there is nothing left that it could take the place of.
        case .submissionRefused, .approved, .rejected, .changesRequested: submission = nil
        case .reminded(let reminder): reminders = max(reminders, reminder.number)
        case .decisionOverdue: overdueSince = entry.time
        case .decisionRefused(let refusal): refusals.append(Refused(refusal: refusal, by: entry.actor))
        default: break
        }
    }

    init(onTableSince: Date? = nil) {
        self.onTableSince = onTableSince
    }
}
