package import Foundation

extension Incident {
    /// One pass over the evidence. New evidence begins another: what rests on the old evidence is kept to be shown, and is
    /// found out anew before anything is built on it.
    package struct Round: Sendable, Equatable {
        /// Why the patch that was on the table isn't any more.
        package struct SetAside: Sendable, Equatable {
            package let attempt: Int
            /// `evidenceAdded` or `retried`.
            package let reason: Fact.Kind
            package let by: Actor
            package let at: Date
        }

        /// 1 for the evidence of the intake.
        package private(set) var number = 1
        /// Attachments still to be fetched.
        package private(set) var pendingAttachments: [Attachment]
        /// Patches before this one, by their place in `proposals`, are off the table.
        package private(set) var firstProposal = 0
        package private(set) var setAside: SetAside?
        private var written: Set<Fact.Kind> = []
        private var mayReturn: Set<ProposalDigest> = []

        init(attachments: [Attachment]) {
            pendingAttachments = attachments
        }

        /// Whether a fact of this kind was written since the evidence last grew.
        package func has(_ kind: Fact.Kind) -> Bool { written.contains(kind) }

        /// - Parameter incident: as it stands without the entry.
        mutating func apply(_ entry: JournalEntry, to incident: Incident) {
            written.insert(entry.fact.kind)
            switch entry.fact {
            case .evidenceCollected: pendingAttachments = []
            case .patchProposed: setAside = nil
            case .severityClassified: classifiedByPerson = entry.actor.isPerson
            case .evidenceAdded(let message):
                begin(with: incident.conversation.offer(message)?.offer.attachments ?? [])
                // Nobody spoke against it: the same patch may come out of the next round.
                if let proposal = incident.proposal, incident.decision == nil { mayReturn.insert(proposal.digest) }
                clearTable(of: incident, because: entry)
            case .retried where !incident.retryResumes: clearTable(of: incident, because: entry)
            case .baseMoved(let move) where !move.holds: beginAnew(incident)
            case .reopened: beginAnew(incident)
            default: break
            }
        }

        private var classifiedByPerson = false

        private mutating func begin(with attachments: [Attachment]) {
            number += 1
            pendingAttachments += attachments
            // A person's word on the severity outlasts new evidence.
            written = classifiedByPerson ? [.severityClassified] : []
        }

        /// The code is another than the one that was diagnosed: the evidence stands, the work on it doesn't.
        private mutating func beginAnew(_ incident: Incident) {
            written.subtract([.diagnosed, .reproduced, .notReproduced])
            firstProposal = incident.proposals.count
            setAside = nil
        }

        private mutating func clearTable(of incident: Incident, because entry: JournalEntry) {
            if let proposal = incident.proposal {
                setAside = SetAside(
                    attempt: proposal.attempt, reason: entry.fact.kind, by: entry.actor, at: entry.time)
            }
            firstProposal = incident.proposals.count
        }

        fileprivate func rulesOut(_ proposal: Proposal, at place: Int) -> Bool {
            place >= firstProposal || !mayReturn.contains(proposal.digest)
        }
    }

    /// Patches that must not be proposed again: all but those that only new evidence took off the table.
    package var ruledOut: [Proposal] {
        proposals.enumerated().filter { round.rulesOut($0.element, at: $0.offset) }.map(\.element)
    }

    /// Who wrote the patch on the table.
    package var proposalAuthor: Actor? {
        proposal.flatMap(author)
    }

    /// Who put this patch forward: the Fix Generator, or a person.
    package func author(of proposal: Proposal) -> Actor? {
        entries.last { $0.fact == .patchProposed(proposal) }?.actor
    }

    /// Everybody whose approval the patch on the table has, in order.
    package var approvers: [Actor] {
        guard let decision, decision.answer == .approved else { return approval.endorsements.map(\.by) }
        return approval.endorsements.map(\.by) + [decision.by]
    }

    /// When the patch on the table began to wait for a person; nil while none waits.
    package var awaitingSince: Date? { isAwaitingDecision ? approval.onTableSince : nil }

    /// What people said the next patch should do, oldest first.
    package var guidance: [String] {
        entries.compactMap { entry in
            switch entry.fact {
            case .rejected(_, let feedback), .changesRequested(_, let feedback): feedback
            case .retried(let retry): retry.hint
            default: nil
            }
        }
        .filter { !$0.isEmpty }
    }

    /// All complaints: those of the intake and those added since.
    package var complaints: [Complaint] { intake.complaints + conversation.addedComplaints }

    /// All logs that came as text.
    package var pastedLogs: [String] {
        (intake.logs.isEmpty ? [] : [intake.logs]) + conversation.addedLogs
    }
}

extension Actor {
    package var isPerson: Bool { if case .person = self { true } else { false } }
}
