import Domain
import Foundation
import HTTPTypes
import TestSupport
import Testing

@testable import WebInterface

@Suite struct AnalyticsTests {
    private static let start = Date(timeIntervalSince1970: 1_772_409_600)  // Monday, 2 March 2026

    private func figures(
        _ severity: Severity?, _ outcome: IncidentSummary.Outcome? = nil, day: Double = 0, minutes: Double = 0,
        attempts: Int = 1, customers: Int = 0
    ) -> IncidentFigures {
        let opened = Self.start.addingTimeInterval(day * 86_400)
        return IncidentFigures(
            severity: severity, outcome: outcome, openedAt: opened, proposedAt: opened.addingTimeInterval(10),
            approvedAt: outcome == .resolved ? opened.addingTimeInterval(40) : nil,
            endedAt: outcome.map { _ in opened.addingTimeInterval(minutes * 60) }, attempts: attempts,
            customers: customers)
    }

    @Test func `incidents are counted by severity, outcome, attempts and customers`() throws {
        let analytics = IncidentAnalytics(of: [
            figures(.p0, .resolved, minutes: 10, customers: 2), figures(.p0, .resolved, minutes: 30, attempts: 2),
            figures(.p0, .escalated, attempts: 3, customers: 5), figures(.p1, .joined), figures(nil),
        ])
        #expect(analytics.total == 4)
        #expect(
            analytics.groups.map(\.severity) == [.p0, .p1, .p2, nil] && analytics.groups.map(\.count) == [3, 0, 0, 1])
        let first = try #require(analytics.groups.first)
        #expect(first.outcomes == [.resolved: 2, .escalated: 1] && first.open == 0)
        #expect(first.customers == 7 && first.withCustomers == 2 && first.mostCustomers == 5)
        #expect(first.timeToResolve == DurationSummary(of: [600, 1_800]))
        #expect(analytics.timeToApprove == DurationSummary(of: [30, 30]))
        #expect(analytics.attempts == [1: 1, 2: 1, 3: 1])
    }

    @Test func `the middle and the slow end are those of the sorted times`() {
        var seed: UInt64 = 7
        for count in 1...120 {
            let times = (0..<count).map { _ in
                seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return Double((seed >> 40) % 40)
            }
            let sorted = times.sorted()
            let (low, high) = (sorted[(count - 1) / 2], sorted[count / 2])
            let summary = DurationSummary(of: times)
            #expect(summary.median == (low + high) / 2 && summary.count == count)
            #expect(summary.ninetiethPercentile == sorted[(count * 9 + 9) / 10 - 1])
        }
    }

    @Test func `a short time is told by days without gaps, a long one by weeks from Monday`() {
        let days = IncidentAnalytics(of: [figures(.p1, .resolved, day: 0, minutes: 5), figures(.p1, day: 3.9)])
        #expect(days.daysPerPeriod == 1 && days.periods.map(\.opened) == [1, 0, 0, 1])
        #expect(days.periods.first?.start == Self.start && days.periods.first?.timeToResolve.median == 300)
        let weeks = IncidentAnalytics(of: [figures(.p1, day: 1), figures(.p1, day: 6.9), figures(.p1, day: 70)])
        #expect(weeks.daysPerPeriod == 7 && weeks.periods.count == 11)
        #expect(weeks.periods.first?.start == Self.start && weeks.periods.first?.opened == 2)
        let years = IncidentAnalytics(of: [figures(.p1), figures(.p1, day: 3_000)])
        #expect(years.periods.count <= 61 && years.periods.map(\.opened).reduce(0, +) == 2)
        #expect(IncidentAnalytics(of: []).periods.isEmpty)
    }

    @Test func `without incidents the page says so`() async throws {
        let stage = try WebStage()
        let text = try await stage.use { try await $0.read("/analytics") }.text
        #expect(text.contains("no incident to count yet") && !text.contains("<svg"))
    }

    @Test func `each chart is named for those who can't see it, and stands beside a table`() async throws {
        let stage = try WebStage()
        try await fill(stage)
        let answer = try await stage.use { try await $0.read("/analytics?severity=P0&severity=P1&days=30") }
        #expect(answer.status == .ok)
        let text = answer.text
        let charts = text.components(separatedBy: "<svg class=\"chart\" role=\"img\" aria-label=\"").count - 1
        #expect(charts == 7)
        #expect(text.components(separatedBy: "<table class=\"numbers\">").count - 1 == charts)
        #expect(text.components(separatedBy: "</title><desc>").count - 1 == charts)
        for title in [
            "Severity", "Time to resolve", "Time to approve", "Outcome", "Attempts", "Affected customers",
            "Recurring errors",
        ] {
            #expect(text.contains("<h2>\(title)</h2>"))
        }
        #expect(!text.contains("style=\"") && !text.contains("nan") && !text.contains("<script"))
        #expect(text.contains("IndexError: list index out of range</a></td><td>2</td>"))
        #expect(try await stage.use { try await $0.read("/analytics?severity=P2") }.text.contains("in this time"))
    }

    @Test(arguments: ["severity=P9", "days=0", "from=soon", "colour=red"])
    func `a misspelt choice is named`(query: String) async throws {
        let answer = try await WebStage().use { try await $0.read("/analytics?\(query)") }
        #expect(answer.status.code == 422 && answer.text.contains("<code>\(query.split(separator: "=")[0])</code>"))
    }

    /// Two incidents with one error, one drill.
    private func fill(_ stage: WebStage) async throws {
        for number in 1...3 {
            let id = IncidentID(rawValue: number)
            for (place, fact) in SampleIncident(id: number).facts.enumerated() {
                stage.clock.advance(bySeconds: 30)
                if case .opened(let intake) = fact {
                    _ = try await stage.journal.open(
                        Intake(logs: intake.logs, source: .modal, isDrill: number == 3), by: .workflow, key: "\(number)"
                    )
                } else {
                    _ = try await stage.journal.append(fact, to: id, by: .workflow, expectedCount: place)
                }
            }
        }
        _ = try await stage.journal.open(Intake(logs: "", source: .modal), by: .workflow, key: "open")
    }
}
