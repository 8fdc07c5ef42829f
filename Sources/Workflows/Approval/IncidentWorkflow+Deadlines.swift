package import Domain
package import Foundation

extension IncidentWorkflow {
    /// Something that happens at a time of its own when nobody decides.
    package enum Deadline: Sendable, Equatable {
        case remind(number: Int)
        case escalate
        case expire
    }

    /// The next deadline of the patch that waits, and when it is due; nil while none waits or nothing is left to come.
    ///
    /// What is past is passed over for what is stronger: after a long stop people aren't told thrice.
    package func nextDeadline(at now: Date) -> (deadline: Deadline, due: Date)? {
        guard let since = incident.awaitingSince else { return nil }
        let open = remaining.map { (deadline: $0.0, due: since.addingTimeInterval($0.1 / .seconds(1))) }
        let strongestDue = open.last { $0.due <= now }
        return strongestDue ?? open.min { $0.due < $1.due }
    }

    /// Deadlines not met yet, weakest first.
    private var remaining: [(Deadline, Duration)] {
        var deadlines: [(Deadline, Duration)] = []
        if incident.approval.overdueSince == nil {
            for (index, after) in policy.times.reminders.enumerated() where index >= incident.approval.reminders {
                deadlines.append((.remind(number: index + 1), after))
            }
            if let after = policy.times.escalateAfter { deadlines.append((.escalate, after)) }
        }
        if let after = policy.times.expiresAfter { deadlines.append((.expire, after)) }
        return deadlines
    }

    /// What is written when a deadline is met.
    package func fact(of deadline: Deadline) -> Fact? {
        guard let digest = incident.proposal?.digest, incident.isAwaitingDecision else { return nil }
        return switch deadline {
        case .remind(let number): .reminded(Reminder(digest: digest, number: number))
        case .escalate: .decisionOverdue(digest)
        case .expire: .escalated(.unanswered(incident))
        }
    }

    func checkReminder(_ reminder: Reminder) throws(Rejection) {
        try checkDecision(on: reminder.digest)
        guard reminder.number > incident.approval.reminders, incident.approval.overdueSince == nil else {
            throw .repeated
        }
    }

    func checkOverdue(_ digest: ProposalDigest) throws(Rejection) {
        try checkDecision(on: digest)
        guard incident.approval.overdueSince == nil else { throw .repeated }
    }
}
