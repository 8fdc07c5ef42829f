package import Domain
package import Foundation

/// Journal entries without a journal, chained as a journal chains them.
package enum EntryMaking {
    /// The entry that follows `last`, or the first of an incident.
    package static func entry(
        _ fact: Fact, of incident: IncidentID, by actor: Actor, at time: Date, causedBy key: String? = nil,
        behind last: JournalEntry?
    ) -> JournalEntry {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let milliseconds = Int64((time.timeIntervalSince1970 * 1000).rounded())
        let (sequence, previous) = ((last?.sequence ?? 0) + 1, last?.hash ?? JournalHash.origin)
        let hash = JournalHash.of(
            previous: previous, incident: incident, sequence: sequence, milliseconds: milliseconds,
            actor: (try? encoder.encode(actor)) ?? Data(), fact: (try? encoder.encode(fact)) ?? Data(),
            causedBy: key)
        return JournalEntry(
            incident: incident, sequence: sequence, time: Date(timeIntervalSince1970: Double(milliseconds) / 1000),
            actor: actor, fact: fact, causedBy: key, previousHash: previous, hash: hash)
    }
}

extension Incident {
    /// The incident these facts make, ten seconds apart, each by the actor who usually causes it.
    ///
    /// - Parameter person: who opened, approved, rejected or cancelled.
    package static func made(
        of facts: [Fact], from intake: Intake = Intake(logs: "", source: .webhook), id: Int = 1,
        openedAt: Date = ManualClock.start, by person: String = "U1"
    ) -> Incident? {
        var entries: [JournalEntry] = []
        for (place, fact) in ([.opened(intake)] + facts).enumerated() {
            entries.append(
                EntryMaking.entry(
                    fact, of: IncidentID(rawValue: id), by: fact.kind.usualActor(person: person),
                    at: openedAt.addingTimeInterval(Double(place) * 10), behind: entries.last))
        }
        return Incident(entries: entries)
    }
}

extension Fact.Kind {
    /// Who causes such a fact in most incidents.
    package func usualActor(person: String) -> Actor {
        switch self {
        case .opened, .approved, .rejected, .cancelled, .changesRequested, .endorsed, .decisionRefused,
            .patchSubmitted, .questionAsked, .evidenceOffered, .evidenceAdded, .evidenceDismissed, .retried,
            .replyEdited,
            .replySent:
            .person(id: person)
        case .correlated: .agent(.correlation)
        case .severityClassified: .agent(.severity)
        case .diagnosed: .agent(.rootCause)
        case .patchProposed, .patchKept: .agent(.fixGenerator)
        case .reproduced, .notReproduced, .assessed, .verified: .agent(.execution)
        case .critiqued: .agent(.critic)
        case .repliesDrafted: .agent(.customerResponse)
        case .postmortemWritten: .agent(.incidentReport)
        case .evidenceCollected, .precedentsFound, .escalated, .pullRequestOpened, .resolved, .submissionRefused,
            .reminded, .decisionOverdue, .answered, .baseMoved, .pullRequestMerged, .pullRequestClosed, .reopened,
            .recurred, .joined, .alertEnded, .modelConsulted, .stepDelayed:
            .workflow
        }
    }
}
