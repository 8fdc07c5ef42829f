package import Foundation

/// An incident in one line: what lists, filters and statistics need. A pure fold; the journal stays the truth.
package struct IncidentSummary: Sendable, Equatable {
    /// Raise it with every change of what the fold says: stored summaries are then made anew from the journal.
    package static let version = 3

    /// How an incident ended.
    package enum Outcome: String, Sendable, Codable, CaseIterable {
        /// `contained`: its request still fails, on purpose, with the change of its pull request.
        case resolved, contained, escalated, cancelled
        /// Its error was that of an older incident.
        case joined
    }

    package let id: IncidentID
    package let title: String
    package let status: Incident.Status
    /// Nil until it is classified.
    package let severity: Severity?
    package let source: Intake.Source
    /// What a webhook's caller calls itself.
    package let reporter: String?
    /// See `AlertReference.identity`.
    package let alertIdentity: String?
    package let isDrill: Bool
    package let openedAt: Date
    /// When the first patch was put before a person, and when one was first approved.
    package let proposedAt: Date?
    package let approvedAt: Date?
    /// When nothing was left to happen by itself; nil while it is open.
    package let endedAt: Date?
    package let outcome: Outcome?
    package let escalationCause: Escalation.Cause?
    /// The main error in one line, at most 300 characters. Untrusted.
    package let error: String?
    package let fingerprint: ErrorFingerprint?
    /// See `ErrorSignature.likeness`.
    package let likeness: String?
    /// What was found out, in a few hundred characters: the cause, its place, or why a person took over. Untrusted.
    package let cause: String?
    /// The first of the services named in the evidence.
    package let service: String?
    /// Affected customers by name.
    package let customers: [String]
    /// Patches put forward, decisions against one, and verifications that failed.
    package let attempts: Int
    package let rejections: Int
    package let failedVerifications: Int
    /// Nil until it was tried.
    package let isReproduced: Bool?
    /// Incidents that joined this one.
    package let recurrences: Int
    /// The older incident this one joined.
    package let joined: IncidentID?
    package let pullRequest: URL?
    /// How the agents came to their answers.
    package let mode: ReasoningMode
    /// See `Incident.hasWork`.
    package let hasWork: Bool
    /// See `Incident.hasOpenPullRequest`.
    package let hasOpenPullRequest: Bool

    package init(
        id: IncidentID, title: String, status: Incident.Status, severity: Severity?, source: Intake.Source,
        reporter: String?, alertIdentity: String?, isDrill: Bool, openedAt: Date, proposedAt: Date?, approvedAt: Date?,
        endedAt: Date?,
        outcome: Outcome?, escalationCause: Escalation.Cause?, error: String?, fingerprint: ErrorFingerprint?,
        likeness: String?, cause: String?,
        service: String?, customers: [String], attempts: Int, rejections: Int, failedVerifications: Int,
        isReproduced: Bool?, recurrences: Int, joined: IncidentID?, pullRequest: URL?, mode: ReasoningMode,
        hasWork: Bool, hasOpenPullRequest: Bool
    ) {
        self.id = id
        self.title = title
        self.status = status
        self.severity = severity
        self.source = source
        self.reporter = reporter
        self.alertIdentity = alertIdentity
        self.isDrill = isDrill
        self.openedAt = openedAt
        self.proposedAt = proposedAt
        self.approvedAt = approvedAt
        self.endedAt = endedAt
        self.outcome = outcome
        self.escalationCause = escalationCause
        self.error = error
        self.fingerprint = fingerprint
        self.likeness = likeness
        self.cause = cause
        self.service = service
        self.customers = customers
        self.attempts = attempts
        self.rejections = rejections
        self.failedVerifications = failedVerifications
        self.isReproduced = isReproduced
        self.recurrences = recurrences
        self.joined = joined
        self.pullRequest = pullRequest
        self.mode = mode
        self.hasWork = hasWork
        self.hasOpenPullRequest = hasOpenPullRequest
    }
}
