import Domain
import Foundation
import TestSupport
import Testing

@Suite struct IncidentStatisticsTests {
    private let start = Date(timeIntervalSince1970: 1_772_443_800)

    /// An incident opened `day` days after the start, resolved after so many seconds, of this severity.
    private func incident(_ number: Int, day: Double = 0, _ severity: Severity?, resolvedAfter seconds: Double?) throws
        -> Incident
    {
        let opened = start.addingTimeInterval(day * 86_400)
        var entries = [entry(.opened(Intake(logs: "x", source: .modal)), number, at: opened, behind: nil)]
        if let severity {
            let fact = Fact.severityClassified(Classification(severity: severity, reason: "r", signals: []))
            entries.append(entry(fact, number, at: opened, behind: entries.last))
        }
        if let seconds {
            entries.append(entry(.resolved, number, at: opened.addingTimeInterval(seconds), behind: entries.last))
        }
        return try #require(Incident(entries: entries))
    }

    private func entry(_ fact: Fact, _ number: Int, at time: Date, behind last: JournalEntry?) -> JournalEntry {
        EntryMaking.entry(fact, of: IncidentID(rawValue: number), by: .workflow, at: time, behind: last)
    }

    @Test func `nothing gives zeros and no times`() {
        let statistics = IncidentStatistics(of: [])
        #expect(statistics.total == 0)
        #expect(statistics.timeToResolve == DurationSummary(of: []))
        #expect(statistics.timeToResolve.median == nil)
    }

    @Test func `median and slow end are those of the resolved incidents`() throws {
        let incidents =
            try (1...10).map { try incident($0, .p1, resolvedAfter: Double($0) * 60) }
            + [try incident(11, .p0, resolvedAfter: nil)]
        let statistics = IncidentStatistics(of: incidents)
        #expect(statistics.timeToResolve.count == 10)
        #expect(statistics.timeToResolve.median == 330)
        #expect(statistics.timeToResolve.ninetiethPercentile == 540)
        #expect(statistics.timeToResolveBySeverity[.p0] == nil)
        #expect(statistics.severities == [.p0: 1, .p1: 10])
        #expect(statistics.open == 1)
        #expect(statistics.patchesUntilResolved == [0: 10])
    }

    @Test(arguments: [(1, 7.0, 7.0), (2, 3.5, 7.0), (3, 7.0, 14.0)])
    func `small counts have a median too`(count: Int, median: Double, slow: Double) {
        let summary = DurationSummary(of: [[7], [0, 7], [14, 0, 7]][count - 1])
        #expect(summary.median == median)
        #expect(summary.ninetiethPercentile == slow)
    }

    @Test func `a range and a severity choose what is counted`() throws {
        let incidents = [
            try incident(1, day: 0, .p0, resolvedAfter: 60), try incident(2, day: 1, .p1, resolvedAfter: nil),
            try incident(3, day: 2, nil, resolvedAfter: nil),
        ]
        let secondDay = start.addingTimeInterval(86_400)..<start.addingTimeInterval(2 * 86_400)
        #expect(IncidentStatistics(of: incidents, openedIn: secondDay).severities == [.p1: 1])
        #expect(IncidentStatistics(of: incidents, severity: .p0).total == 1)
        #expect(IncidentStatistics(of: incidents).unclassified == 1)
        let range = start..<start.addingTimeInterval(3 * 86_400)
        let days = IncidentStatistics.intervals(of: incidents, in: range, count: 3)
        #expect(days.map(\.openedInAll) == [1, 1, 1])
        #expect(days.map(\.resolved) == [1, 0, 0])
        #expect(days[2].opened.isEmpty)
    }
}
