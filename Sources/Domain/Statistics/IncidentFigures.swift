package import Foundation

/// The numbers of one incident that are counted over many: a part of its summary, small enough to read 100,000 of them.
package struct IncidentFigures: Sendable, Equatable {
    package let severity: Severity?
    package let outcome: IncidentSummary.Outcome?
    package let openedAt: Date
    package let proposedAt: Date?
    package let approvedAt: Date?
    package let endedAt: Date?
    package let attempts: Int
    package let rejections: Int
    package let failedVerifications: Int
    package let customers: Int

    package init(
        severity: Severity?, outcome: IncidentSummary.Outcome?, openedAt: Date, proposedAt: Date?, approvedAt: Date?,
        endedAt: Date?, attempts: Int, rejections: Int = 0, failedVerifications: Int = 0, customers: Int
    ) {
        self.severity = severity
        self.outcome = outcome
        self.openedAt = openedAt
        self.proposedAt = proposedAt
        self.approvedAt = approvedAt
        self.endedAt = endedAt
        self.attempts = attempts
        self.rejections = rejections
        self.failedVerifications = failedVerifications
        self.customers = customers
    }

    package init(_ summary: IncidentSummary) {
        self.init(
            severity: summary.severity, outcome: summary.outcome, openedAt: summary.openedAt,
            proposedAt: summary.proposedAt, approvedAt: summary.approvedAt, endedAt: summary.endedAt,
            attempts: summary.attempts, rejections: summary.rejections,
            failedVerifications: summary.failedVerifications, customers: summary.customers.count)
    }

    /// From the first fact to `resolved`; nil unless it is.
    package var secondsToResolve: Double? {
        outcome == .resolved ? endedAt.map { $0.timeIntervalSince(openedAt) } : nil
    }

    /// From the first patch put before a person to the first approval.
    package var secondsToApprove: Double? {
        guard let proposedAt, let approvedAt else { return nil }
        return approvedAt.timeIntervalSince(proposedAt)
    }
}

/// An error that more than one incident had.
package struct RecurringError: Sendable, Equatable {
    package let fingerprint: ErrorFingerprint
    /// In one line, as the newest of the incidents has it. Untrusted.
    package let error: String?
    /// Incidents with it, those included that joined another.
    package let incidents: Int
    package let newest: IncidentID
    package let lastOpenedAt: Date

    package init(
        fingerprint: ErrorFingerprint, error: String?, incidents: Int, newest: IncidentID, lastOpenedAt: Date
    ) {
        self.fingerprint = fingerprint
        self.error = error
        self.incidents = incidents
        self.newest = newest
        self.lastOpenedAt = lastOpenedAt
    }
}
