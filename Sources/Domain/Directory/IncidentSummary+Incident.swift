import Foundation

extension IncidentSummary {
    /// The incident as it stands, in one line.
    package init(_ incident: Incident) {
        let main = incident.correlation?.mainError?.signature
        self.init(
            id: incident.id,
            title: incident.title,
            status: incident.status,
            severity: incident.classification?.severity,
            source: incident.intake.source,
            reporter: incident.intake.reporter,
            alertIdentity: incident.intake.alert?.identity,
            isDrill: incident.intake.isDrill,
            openedAt: incident.openedAt,
            proposedAt: incident.time(of: .patchProposed),
            approvedAt: incident.time(of: .approved),
            endedAt: incident.status.isOpen ? nil : incident.ending?.time,
            outcome: Outcome(incident),
            escalationCause: incident.escalation?.cause,
            error: main.map(Self.line),
            fingerprint: incident.fingerprint,
            likeness: main?.likeness,
            cause: Self.cause(of: incident),
            service: incident.intake.alert?.service ?? incident.correlation?.services.first,
            customers: incident.correlation?.customers.map(\.name) ?? [],
            attempts: incident.proposals.count,
            rejections: incident.decisions.count { $0.answer != .approved },
            failedVerifications: incident.failedVerifications,
            isReproduced: incident.reproduction.map { $0.reproduction != nil },
            recurrences: incident.recurrences.count,
            joined: incident.joined,
            pullRequest: incident.pullRequest?.url,
            mode: incident.mode,
            hasWork: incident.hasWork,
            hasOpenPullRequest: incident.hasOpenPullRequest)
    }

    private static func cause(of incident: Incident) -> String? {
        let diagnosis = incident.diagnosis
        let place = [diagnosis?.location?.file, diagnosis?.location?.function]
        let parts = [diagnosis?.summary] + place + [incident.classification?.reason, incident.escalation?.summary]
        let text = parts.compactMap(\.self).map { $0.prefix(400) }.joined(separator: "\n")
        return text.isEmpty ? nil : text
    }

    private static func line(_ signature: ErrorSignature) -> String {
        let text = signature.message.isEmpty ? signature.exception : "\(signature.exception): \(signature.message)"
        return String(text.prefix(300)).split(whereSeparator: \.isNewline).joined(separator: " ")
    }
}

extension IncidentSummary.Outcome {
    fileprivate init?(_ incident: Incident) {
        switch incident.status {
        case .resolved: self = .resolved
        case .contained: self = .contained
        case .escalated: self = .escalated
        case .cancelled: self = incident.joined == nil ? .cancelled : .joined
        default: return nil
        }
    }
}

extension Incident {
    /// The last fact after which nothing happens by itself.
    fileprivate var ending: JournalEntry? {
        entries.last { [.resolved, .escalated, .cancelled, .joined].contains($0.fact.kind) }
    }
}
