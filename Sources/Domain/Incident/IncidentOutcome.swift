extension Incident {
    /// What came of the incident, in the words of the API.
    package enum Outcome: String, Sendable, Codable, CaseIterable {
        /// The logged request gives a right result again, with the change of the pull request.
        case fixed
        /// The logged request still fails, on purpose and in words, with the change of the pull request.
        case contained
        /// The pull request holds the failing test alone; a person makes the repair.
        case failingTest = "failing_test"
        /// A person took over.
        case handedOver = "handed_over"
        case cancelled
        /// The error is that of an older incident, which goes on for both.
        case joined
    }

    /// Nil while the incident is open.
    package var outcome: Outcome? {
        switch status {
        case .resolved: .fixed
        case .contained: .contained
        case .escalated: escalation?.cause == .failingTest ? .failingTest : .handedOver
        case .cancelled: joined == nil ? .cancelled : .joined
        case .investigating, .awaitingApproval, .verifying, .closing: nil
        }
    }

    /// How much was seen of the patch on the table: by the proof where there is one, else before it; nil for a failing test.
    package var proofLevel: ProofLevel? {
        guard let proposal, !proposal.isFailingTest else { return nil }
        if let verification { return verification.level }
        return assessment?.level
    }

    /// Whether the incident ended with the change it was meant to end with: its pull request stands.
    package var isConcluded: Bool { resolvedAt != nil && cancellation == nil }
}

/// Who wrote a patch.
package enum PatchAuthor: String, Sendable, Codable {
    case model, rules, person
}

extension Incident {
    /// The proposal that an entry of the journal carries out or ends.
    package func proposal(before entry: JournalEntry) -> Proposal? {
        for earlier in entries.reversed() where earlier.sequence < entry.sequence {
            if case .patchProposed(let proposal) = earlier.fact { return proposal }
        }
        return nil
    }

    /// Who wrote a proposal of this incident.
    package func authorKind(of proposal: Proposal) -> PatchAuthor {
        if author(of: proposal)?.isPerson == true { return .person }
        return if case .model = proposal.mode { .model } else { .rules }
    }
}
