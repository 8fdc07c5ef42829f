package import Foundation

/// What many incidents say when they are counted together. Pure: the same incidents give the same numbers.
///
/// Times are differences between facts of the journal; nothing is estimated. An incident counts for a range when it was
/// opened in it.
package struct IncidentStatistics: Sendable, Equatable {
    package let total: Int
    /// Incidents in which something may still happen.
    package let open: Int
    /// By the severity that holds now; incidents without one are in `unclassified`.
    package let severities: [Severity: Int]
    package let unclassified: Int
    package let statuses: [Incident.Status: Int]
    /// From the first fact to `resolved`, for the resolved ones.
    package let timeToResolve: DurationSummary
    package let timeToResolveBySeverity: [Severity: DurationSummary]
    /// Resolved incidents by how many patches were put forward for them.
    package let patchesUntilResolved: [Int: Int]
    /// Verifications of patches, over all incidents.
    package let passedVerifications: Int
    package let failedVerifications: Int
    /// What people answered to patches, over all incidents.
    package let approvals: Int
    package let rejections: Int

    /// - Parameters:
    ///   - range: only incidents opened in it; all of them when nil.
    ///   - severity: only incidents of this severity; all of them when nil.
    package init(of incidents: [Incident], openedIn range: Range<Date>? = nil, severity: Severity? = nil) {
        let chosen = incidents.filter { incident in
            // Exercises are none, and one error is one incident however often it was reported.
            !incident.intake.isDrill && incident.joined == nil && (range?.contains(incident.openedAt) ?? true)
                && (severity == nil || incident.classification?.severity == severity)
        }
        total = chosen.count
        open = chosen.count { $0.status.isOpen }
        severities = Self.counts(chosen.compactMap { $0.classification?.severity })
        unclassified = chosen.count { $0.classification == nil }
        statuses = Self.counts(chosen.map(\.status))
        let resolved = chosen.filter { $0.status == .resolved }
        timeToResolve = DurationSummary(of: resolved.compactMap(\.secondsToResolve))
        timeToResolveBySeverity = Dictionary(grouping: resolved) { $0.classification?.severity }
            .reduce(into: [:]) { summaries, group in
                guard let severity = group.key else { return }
                summaries[severity] = DurationSummary(of: group.value.compactMap(\.secondsToResolve))
            }
        patchesUntilResolved = Self.counts(resolved.map(\.proposals.count))
        let verifications = chosen.flatMap(\.verifications)
        passedVerifications = verifications.count(where: \.passed)
        failedVerifications = verifications.count - passedVerifications
        let decisions = chosen.flatMap(\.decisions)
        approvals = decisions.count { $0.answer == .approved }
        rejections = decisions.count { $0.answer != .approved }
    }

    private static func counts<Key: Hashable>(_ keys: [Key]) -> [Key: Int] {
        keys.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    }
}

extension Incident {
    /// From the first fact to `resolved`; nil unless it is.
    package var secondsToResolve: Double? {
        resolvedAt.map { $0.timeIntervalSince(openedAt) }
    }
}

// MARK: - Over time

extension IncidentStatistics {
    /// What began and ended in one stretch of time.
    package struct Interval: Sendable, Equatable {
        package let start: Date
        /// Opened in it, by severity; those without one are left out.
        package let opened: [Severity: Int]
        /// Opened in it, whatever their severity.
        package let openedInAll: Int
        package let resolved: Int
    }

    /// The range in `count` equal stretches, oldest first; empty for an empty range or no stretches.
    package static func intervals(of incidents: [Incident], in range: Range<Date>, count: Int) -> [Interval] {
        let length = range.upperBound.timeIntervalSince(range.lowerBound) / Double(max(count, 1))
        guard count > 0, length > 0 else { return [] }
        return (0..<count).map { place in
            let start = range.lowerBound.addingTimeInterval(Double(place) * length)
            let end = place == count - 1 ? range.upperBound : start.addingTimeInterval(length)
            let opened = incidents.filter { (start..<end).contains($0.openedAt) }
            return Interval(
                start: start, opened: counts(opened.compactMap { $0.classification?.severity }),
                openedInAll: opened.count,
                resolved: incidents.count { incident in incident.resolvedAt.map((start..<end).contains) ?? false })
        }
    }
}
