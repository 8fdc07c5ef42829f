package import Foundation

/// Finds incidents without folding their journals. What it says of an incident is never older than the last fact written.
package protocol IncidentDirectory: Sendable {
    /// Nil for an unknown number.
    func summary(of id: IncidentID) async throws(PortError) -> IncidentSummary?

    /// One page, newest first. Fast with 100,000 incidents; no search text can break it, whatever it holds.
    func summaries(matching query: IncidentQuery) async throws(PortError) -> [IncidentSummary]

    /// How many there are on all pages together.
    func count(matching filter: DirectoryFilter) async throws(PortError) -> Int

    /// The numbers of all that fit, in no order. Well below a second for 100,000 incidents.
    func figures(matching filter: DirectoryFilter) async throws(PortError) -> [IncidentFigures]

    /// Errors that more than one of the incidents that fit had, the most frequent first, at most `limit`.
    func recurringErrors(
        matching filter: DirectoryFilter, limit: Int
    ) async throws(PortError) -> [RecurringError]

    /// The incident a request opened; see `Journal.open`.
    func incident(openedWith key: String) async throws(PortError) -> IncidentID?

    /// The incident that the one numbered `id` should join: the one with the same fingerprint that was correlated first, was
    /// opened since `date` and still takes recurrences (see `Incident.takesRecurrences`).
    ///
    /// Only incidents correlated before `id` count. That order is total, so of two reports at once one joins the other.
    func earlierIncident(
        like fingerprint: ErrorFingerprint, than id: IncidentID, openedSince date: Date
    ) async throws(PortError) -> IncidentID?
}
