package import Foundation

/// Which incidents are meant. An empty set, or nil, leaves that question open; all answers must hold.
package struct DirectoryFilter: Sendable, Equatable {
    package var severities: Set<Severity> = []
    package var statuses: Set<Incident.Status> = []
    /// Names of sources (`Intake.Source`), or what webhook callers call themselves.
    package var sources: Set<String> = []
    /// Opened at or after `from`, and before `to`.
    package var from: Date?
    package var to: Date?
    /// Words of the title, errors, services, customers, caller, cause or the beginning of the log, each as a beginning; all
    /// must occur. A number finds the incident with that number as well.
    package var search = ""
    package var fingerprint: ErrorFingerprint?
    /// See `ErrorSignature.likeness`.
    package var likeness: String?
    /// See `AlertReference.identity`.
    package var alertIdentity: String?
    /// True for drills alone, false for none.
    package var isDrill: Bool?
    /// See `Incident.hasOpenPullRequest`.
    package var hasOpenPullRequest: Bool?

    package init() {}
}

/// A page of a list, newest incident first.
package struct IncidentQuery: Sendable, Equatable {
    package static let maximumLimit = 1_000

    package var filter: DirectoryFilter
    /// Only incidents older than this one: the last of the page before.
    package var before: IncidentID?
    /// How many to leave out first, for numbered pages.
    package var offset: Int
    /// At most `maximumLimit`.
    package var limit: Int

    package init(
        filter: DirectoryFilter = DirectoryFilter(), before: IncidentID? = nil, offset: Int = 0, limit: Int = 50
    ) {
        self.filter = filter
        self.before = before
        self.offset = max(0, offset)
        self.limit = min(max(0, limit), Self.maximumLimit)
    }
}
