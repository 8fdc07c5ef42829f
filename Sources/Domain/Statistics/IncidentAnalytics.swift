package import Foundation

/// How the team is doing, counted over many incidents. Pure: the same incidents give the same numbers.
///
/// An incident counts for the time it was opened in. One error is one incident, however often it was reported: those that
/// joined another are left out.
package struct IncidentAnalytics: Sendable, Equatable {
    /// What began in one stretch of time and was resolved since.
    package struct Period: Sendable, Equatable {
        package let start: Date
        package let opened: Int
        package let timeToResolve: DurationSummary
    }

    /// What the incidents of one severity have in common.
    package struct Group: Sendable, Equatable {
        /// Nil for those that are not classified.
        package let severity: Severity?
        package let count: Int
        /// Those that have ended, by how.
        package let outcomes: [IncidentSummary.Outcome: Int]
        package let timeToResolve: DurationSummary
        package let timeToApprove: DurationSummary
        /// Affected customers, over all these incidents.
        package let customers: Int
        package let mostCustomers: Int
        /// Incidents in which customers are known to be affected.
        package let withCustomers: Int

        package var open: Int { count - outcomes.values.reduce(0, +) }
    }

    package let total: Int
    /// Most severe first; severities without an incident are there too, unclassified ones only where there are any.
    package let groups: [Group]
    package let timeToResolve: DurationSummary
    package let timeToApprove: DurationSummary
    /// Ended incidents by how many patches were put forward for them.
    package let attempts: [Int: Int]
    /// Oldest first, without gaps, from the first incident to the last.
    package let periods: [Period]
    /// The length of a period: a day, a week, or whole weeks where the time is long.
    package let daysPerPeriod: Int

    package init(of all: [IncidentFigures]) {
        let figures = all.filter { $0.outcome != .joined }
        total = figures.count
        let bySeverity = Dictionary(grouping: figures, by: \.severity)
        groups =
            Severity.allCases.map { Group(severity: $0, figures: bySeverity[$0] ?? []) }
            + (bySeverity[nil].map { [Group(severity: nil, figures: $0)] } ?? [])
        timeToResolve = DurationSummary(of: figures.compactMap(\.secondsToResolve))
        timeToApprove = DurationSummary(of: figures.compactMap(\.secondsToApprove))
        attempts = figures.reduce(into: [:]) { counts, one in
            if one.outcome != nil { counts[one.attempts, default: 0] += 1 }
        }
        (daysPerPeriod, periods) = Self.periods(of: figures)
    }
}

extension IncidentAnalytics.Group {
    fileprivate init(severity: Severity?, figures: [IncidentFigures]) {
        self.severity = severity
        count = figures.count
        outcomes = figures.reduce(into: [:]) { counts, one in
            if let outcome = one.outcome { counts[outcome, default: 0] += 1 }
        }
        timeToResolve = DurationSummary(of: figures.compactMap(\.secondsToResolve))
        timeToApprove = DurationSummary(of: figures.compactMap(\.secondsToApprove))
        customers = figures.reduce(0) { $0 + $1.customers }
        mostCustomers = figures.map(\.customers).max() ?? 0
        withCustomers = figures.count { $0.customers > 0 }
    }
}

extension IncidentAnalytics {
    /// More would be too narrow to see.
    private static let mostPeriods = 60
    private static let secondsPerDay = 86_400.0
    /// Weeks begin on Mondays; the day this is counted from was a Thursday.
    private static let mondayOffset = 3

    /// Days and weeks in UTC.
    private static func periods(of figures: [IncidentFigures]) -> (days: Int, [Period]) {
        let days = figures.map { Int(($0.openedAt.timeIntervalSince1970 / secondsPerDay).rounded(.down)) }
        guard let first = days.min(), let last = days.max() else { return (1, []) }
        let length = length(of: last - first + 1)
        func place(_ day: Int) -> Int { length == 1 ? day : (day + mondayOffset) / length }
        let grouped = Dictionary(grouping: zip(days, figures)) { place($0.0) }
        let periods = (place(first)...place(last)).map { number in
            let figures = (grouped[number] ?? []).map(\.1)
            let start = length == 1 ? number : number * length - mondayOffset
            return Period(
                start: Date(timeIntervalSince1970: Double(start) * secondsPerDay), opened: figures.count,
                timeToResolve: DurationSummary(of: figures.compactMap(\.secondsToResolve)))
        }
        return (length, periods)
    }

    private static func length(of days: Int) -> Int {
        if days <= 31 { return 1 }
        let weeks = (days + 6) / 7 + 1
        return 7 * ((weeks + mostPeriods - 1) / mostPeriods)
    }
}
