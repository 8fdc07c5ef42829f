package import Domain

/// Who may decide on a patch, how many it takes, and how long they have. Settings, without any lookup.
package struct ApprovalPolicy: Sendable, Equatable {
    /// A person or a group, by the chat service's identifiers.
    package enum Approver: Sendable, Hashable {
        case person(String)
        case group(String)
    }

    /// Who may decide on one incident.
    package enum Approvers: Sendable, Equatable {
        /// Everybody in the channel where the incident's card stands.
        case channel
        case listed([Approver])
    }

    /// Approvers by severity. A severity that isn't here takes `otherwise`.
    package var bySeverity: [Severity: [Approver]]
    /// For every other severity; empty for the members of the channel.
    package var otherwise: [Approver]
    /// Severities for which one person isn't enough (four eyes).
    package var secondApprover: Set<Severity>
    package var times: ApprovalTimes
    /// The least that must have been seen of a patch before it may be approved (`REQUIRE_PROOF`), by severity.
    package var requiredProof: [Severity: ProofLevel]
    /// For every other severity; nil for none.
    package var requiredProofOtherwise: ProofLevel?

    package init(
        bySeverity: [Severity: [Approver]] = [:], otherwise: [Approver] = [], secondApprover: Set<Severity> = [],
        times: ApprovalTimes = ApprovalTimes(), requiredProof: [Severity: ProofLevel] = [:],
        requiredProofOtherwise: ProofLevel? = nil
    ) {
        self.bySeverity = bySeverity
        self.otherwise = otherwise
        self.secondApprover = secondApprover
        self.times = times
        self.requiredProof = requiredProof
        self.requiredProofOtherwise = requiredProofOtherwise
    }

    /// An incident that isn't classified is treated as the worst.
    package func approvers(for severity: Severity?) -> Approvers {
        let listed = bySeverity[severity ?? .p0] ?? otherwise
        return listed.isEmpty ? .channel : .listed(listed)
    }

    package func needsSecondApprover(_ severity: Severity?) -> Bool {
        secondApprover.contains(severity ?? .p0)
    }

    package func requiredProof(_ severity: Severity?) -> ProofLevel? {
        requiredProof[severity ?? .p0] ?? requiredProofOtherwise
    }
}

/// How long a patch waits for a person. Counted from when it was put on the table.
package struct ApprovalTimes: Sendable, Equatable {
    /// When those who may decide are told again, shortest first.
    package var reminders: [Duration]
    /// When the escalation channel is told; nil for never.
    package var escalateAfter: Duration?
    /// When the approval expires and a person takes over; nil for never.
    package var expiresAfter: Duration?

    package init(reminders: [Duration] = [], escalateAfter: Duration? = nil, expiresAfter: Duration? = nil) {
        self.reminders = reminders.sorted()
        self.escalateAfter = escalateAfter
        self.expiresAfter = expiresAfter
    }
}
