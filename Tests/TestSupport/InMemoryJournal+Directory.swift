package import Domain
package import Foundation

/// The journal in memory folds every incident for every question.
extension InMemoryJournal: IncidentDirectory {
    package func summary(of id: IncidentID) throws(PortError) -> IncidentSummary? {
        if let failure { throw failure }
        return incident(id).map(IncidentSummary.init)
    }

    package func summaries(matching query: IncidentQuery) throws(PortError) -> [IncidentSummary] {
        let found = try matching(query.filter).filter { summary in query.before.map { summary.id < $0 } ?? true }
        return Array(found.dropFirst(query.offset).prefix(query.limit))
    }

    package func count(matching filter: DirectoryFilter) throws(PortError) -> Int {
        try matching(filter).count
    }

    package func figures(matching filter: DirectoryFilter) throws(PortError) -> [IncidentFigures] {
        try matching(filter).map(IncidentFigures.init)
    }

    package func recurringErrors(
        matching filter: DirectoryFilter, limit: Int
    ) throws(PortError) -> [RecurringError] {
        RecurringError.found(in: try matching(filter), limit: limit)
    }

    package func incident(openedWith key: String) throws(PortError) -> IncidentID? {
        if let failure { throw failure }
        return keys[key]
    }

    package func earlierIncident(
        like fingerprint: ErrorFingerprint, than id: IncidentID, openedSince date: Date
    ) throws(PortError) -> IncidentID? {
        if let failure { throw failure }
        return correlated.prefix { $0 != id }.first { other in
            guard let incident = incident(other) else { return false }
            return incident.takesRecurrences && incident.fingerprint == fingerprint && incident.openedAt >= date
        }
    }

    private func incident(_ id: IncidentID) -> Incident? {
        Incident(entries: histories[id] ?? [])
    }

    private func matching(_ filter: DirectoryFilter) throws(PortError) -> [IncidentSummary] {
        if let failure { throw failure }
        return histories.keys.sorted(by: >).compactMap { id in
            guard let incident = incident(id) else { return nil }
            let summary = IncidentSummary(incident)
            return filter.includes(summary, SearchedText.evidence(of: incident)) ? summary : nil
        }
    }
}

extension RecurringError {
    /// Counted from summaries that are sorted, the newest first.
    package static func found(in summaries: [IncidentSummary], limit: Int) -> [RecurringError] {
        let groups = Dictionary(grouping: summaries.filter { $0.fingerprint != nil }, by: \.fingerprint)
        let errors = groups.values.compactMap { group -> RecurringError? in
            guard group.count > 1, let newest = group.first, let fingerprint = newest.fingerprint else { return nil }
            return RecurringError(
                fingerprint: fingerprint, error: newest.error, incidents: group.count, newest: newest.id,
                lastOpenedAt: newest.openedAt)
        }
        return Array(errors.sorted { ($0.incidents, $0.newest) > ($1.incidents, $1.newest) }.prefix(limit))
    }
}

extension DirectoryFilter {
    fileprivate func includes(_ summary: IncidentSummary, _ evidence: String) -> Bool {
        (severities.isEmpty || summary.severity.map(severities.contains) ?? false)
            && (statuses.isEmpty || statuses.contains(summary.status))
            && (sources.isEmpty || sources.contains(summary.source.rawValue)
                || summary.reporter.map(sources.contains) ?? false)
            && from.map { summary.openedAt >= $0 } ?? true
            && to.map { summary.openedAt < $0 } ?? true
            && likeness.map { summary.likeness == $0 } ?? true
            && fingerprint.map { summary.fingerprint == $0 } ?? true
            && alertIdentity.map { summary.alertIdentity == $0 } ?? true
            && isDrill.map { summary.isDrill == $0 } ?? true
            && hasOpenPullRequest.map { summary.hasOpenPullRequest == $0 } ?? true
            && finds(summary, evidence)
    }

    private func finds(_ summary: IncidentSummary, _ evidence: String) -> Bool {
        let wanted = Self.words(search)
        if wanted.count == 1, wanted[0] == String(summary.id.rawValue) { return true }
        let texts = [summary.title, summary.error, summary.service, summary.reporter, summary.cause, evidence]
            .compactMap(\.self)
        let held = (texts + summary.customers).flatMap(Self.words)
        return wanted.allSatisfy { word in held.contains { $0.hasPrefix(word) } }
    }

    private static func words(_ text: String) -> [String] {
        text.folding(options: .diacriticInsensitive, locale: nil).lowercased()
            .split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init)
    }
}
