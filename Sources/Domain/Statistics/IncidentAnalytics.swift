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
        let calendar = Calendar(of: all)
        var severities: [Severity?: Tally] = [:]
        var stretches = Array(repeating: Tally(), count: calendar.count)
        for one in all where one.outcome != .joined {
            severities[one.severity, default: Tally()].add(one)
            stretches[calendar.place(of: one)].addTime(of: one)
        }
        let tallies = severities.values
        total = tallies.reduce(0) { $0 + $1.count }
        groups =
            Severity.allCases.map { Group(severity: $0, tally: severities[$0] ?? Tally()) }
            + (severities[nil].map { [Group(severity: nil, tally: $0)] } ?? [])
        timeToResolve = DurationSummary(of: tallies.flatMap(\.resolving))
        timeToApprove = DurationSummary(of: tallies.flatMap(\.approving))
        attempts = tallies.reduce(into: [:]) { $0.merge($1.attempts) { $0 + $1 } }
        daysPerPeriod = calendar.daysPerPeriod
        periods = stretches.enumerated().map { place, tally in
            Period(
                start: calendar.start(of: place), opened: tally.count,
                timeToResolve: DurationSummary(of: tally.resolving))
        }
    }
}

extension IncidentAnalytics {
    /// What is counted while each incident is looked at once.
    fileprivate struct Tally {
        var count = 0
        var outcomes: [IncidentSummary.Outcome: Int] = [:]
        var attempts: [Int: Int] = [:]
        var resolving: [Double] = []
        var approving: [Double] = []
        var customers = 0
        var mostCustomers = 0
        var withCustomers = 0

        mutating func add(_ one: IncidentFigures) {
            addTime(of: one)
            if let seconds = one.secondsToApprove { approving.append(seconds) }
            if let outcome = one.outcome {
                outcomes[outcome, default: 0] += 1
                attempts[one.attempts, default: 0] += 1
            }
            customers += one.customers
            mostCustomers = max(mostCustomers, one.customers)
            withCustomers += one.customers > 0 ? 1 : 0
        }

        mutating func addTime(of one: IncidentFigures) {
            count += 1
            if let seconds = one.secondsToResolve { resolving.append(seconds) }
        }
    }

    /// The time from the first incident to the last in equal stretches: days and weeks in UTC.
    private struct Calendar {
        /// More would be too narrow to see.
        private static let mostPeriods = 60
        private static let secondsPerDay = 86_400.0
        /// Weeks begin on Mondays; the day this is counted from was a Thursday.
        private static let mondayOffset = 3

        let daysPerPeriod: Int
        let count: Int
        private let first: Int

        init(of figures: [IncidentFigures]) {
            var (earliest, latest) = (Date.distantFuture, Date.distantPast)
            for one in figures where one.outcome != .joined {
                earliest = min(earliest, one.openedAt)
                latest = max(latest, one.openedAt)
            }
            guard earliest <= latest else {
                (daysPerPeriod, count, first) = (1, 0, 0)
                return
            }
            daysPerPeriod = Self.length(of: Self.day(latest) - Self.day(earliest) + 1)
            first = Self.period(of: earliest, days: daysPerPeriod)
            count = Self.period(of: latest, days: daysPerPeriod) - first + 1
        }

        func place(of one: IncidentFigures) -> Int {
            Self.period(of: one.openedAt, days: daysPerPeriod) - first
        }

        func start(of place: Int) -> Date {
            let number = first + place
            let day = daysPerPeriod == 1 ? number : number * daysPerPeriod - Self.mondayOffset
            return Date(timeIntervalSince1970: Double(day) * Self.secondsPerDay)
        }

        private static func day(_ date: Date) -> Int {
            Int((date.timeIntervalSince1970 / secondsPerDay).rounded(.down))
        }

        private static func period(of date: Date, days: Int) -> Int {
            days == 1 ? day(date) : (day(date) + mondayOffset) / days
        }

        private static func length(of days: Int) -> Int {
            if days <= 31 { return 1 }
            let weeks = (days + 6) / 7 + 1
            return 7 * ((weeks + mostPeriods - 1) / mostPeriods)
        }
    }
}

extension IncidentAnalytics.Group {
    fileprivate init(severity: Severity?, tally: IncidentAnalytics.Tally) {
        self.severity = severity
        count = tally.count
        outcomes = tally.outcomes
        timeToResolve = DurationSummary(of: tally.resolving)
        timeToApprove = DurationSummary(of: tally.approving)
        customers = tally.customers
        mostCustomers = tally.mostCustomers
        withCustomers = tally.withCustomers
    }
}
