import Domain
import Foundation
import GRDB
import TestSupport
import Testing

@testable import Adapters

@Suite struct PastIncidentTests {
    private let incidents = (1...60).map { PlausibleIncidents(60)[$0] }

    @Test func `histories written at once are the rows that fact by fact makes`() async throws {
        let clock = ManualClock()
        let (fast, slow) = (
            try IncidentDatabase(inMemory: clock.clock), try IncidentDatabase(inMemory: clock.clock)
        )
        try await fast.write(incidents)
        try await fast.write([incidents[3]])
        for incident in incidents { try await write(incident, to: slow, clock) }
        for table in ["incident", "journal", "incident_summary", "incident_words"] {
            let rows = try await Self.rows(of: table, in: fast)
            #expect(rows == (try await Self.rows(of: table, in: slow)))
            #expect(rows.count >= incidents.count)
        }
        let broken = try await fast.verifyChain(of: IncidentID(rawValue: 6))
        #expect(broken == nil)
    }

    @Test func `what is counted in memory is what the rows say, after every fact`() async throws {
        let clock = ManualClock()
        let database = try IncidentDatabase(inMemory: clock.clock)
        try await database.write(Array(incidents.prefix(30)))
        try await expectEqualFigures(in: database)
        try await database.write(Array(incidents.dropFirst(30)))
        try await expectEqualFigures(in: database)
        let id = try await database.open(Intake(logs: "", source: .modal), by: .workflow, key: "new")
        try await expectEqualFigures(in: database)
        _ = try await database.append(.cancelled(reason: ""), to: id, by: .workflow, expectedCount: 1)
        try await expectEqualFigures(in: database)
    }

    private func expectEqualFigures(in database: IncidentDatabase) async throws {
        var filters = [DirectoryFilter(), DirectoryFilter(), DirectoryFilter(), DirectoryFilter()]
        filters[0].isDrill = false
        filters[1].severities = [.p0, .p2]
        filters[2].from = ManualClock.start.addingTimeInterval(-86_400 * 800)
        filters[2].to = ManualClock.start
        for filter in filters {
            let rows = try await database.read("count", port: "test") { [filter] db in
                let conditions = SummaryConditions(filter)
                var figures: [IncidentFigures] = []
                try FiguresTable.read(conditions.sql, conditions.arguments, db) { _, line, _ in
                    figures.append(line.figures)
                }
                return figures
            }
            let counted = try await database.figures(matching: filter)
            #expect(counted.count == rows.count && !rows.isEmpty)
            #expect(rows.allSatisfy(counted.contains))
            try await expectEqualErrors(in: database, matching: filter)
        }
    }

    private func expectEqualErrors(in database: IncidentDatabase, matching filter: DirectoryFilter) async throws {
        let summaries = try await database.summaries(matching: IncidentQuery(filter: filter, limit: 1_000))
        let errors = try await database.recurringErrors(matching: filter, limit: 5)
        #expect(errors == RecurringError.found(in: summaries, limit: 5))
        var others = filter
        others.statuses = Set(Incident.Status.allCases)
        #expect(try await database.recurringErrors(matching: others, limit: 5) == errors)
    }

    private func write(_ incident: PastIncident, to database: IncidentDatabase, _ clock: ManualClock) async throws {
        var id: IncidentID?
        for (place, step) in incident.steps.enumerated() {
            clock.advance(bySeconds: step.time.timeIntervalSince(clock.clock.now()))
            if case .opened(let intake) = step.fact {
                id = try await database.open(intake, by: step.actor, key: incident.key)
            } else {
                _ = try await database.append(
                    step.fact, to: try #require(id), by: step.actor, expectedCount: place)
            }
        }
    }

    private static func rows(of table: String, in database: IncidentDatabase) async throws -> [String] {
        try await database.read("read \(table)", port: "test") { db in
            try Row.fetchAll(db, sql: "SELECT rowid, * FROM \(table) ORDER BY rowid").map(\.description)
        }
    }
}
