import Domain
import Foundation
import TestSupport
import Testing

@testable import Adapters

/// SQLite's own habit: the n-th call to the disk fails, for n from 1 until nothing fails any more.
@Suite(.serialized, .timeLimit(.minutes(10))) struct DiskFaultTests {
    struct Habit: Sendable, CustomTestStringConvertible {
        let call: FailingDisk.Call
        let goesOn: Bool
        var testDescription: String { "\(call.rawValue), \(goesOn ? "from then on" : "once")" }
    }

    static let habits = FailingDisk.Call.allCases.flatMap {
        [Habit(call: $0, goesOn: false), Habit(call: $0, goesOn: true)]
    }

    /// What was acknowledged.
    private struct Kept: Sendable {
        var incidents: [String: IncidentID] = [:]
        var facts: Set<IncidentID> = []
        var requests: [String] = []
        var evidence: [EvidenceKey] = []
    }

    private func attempt<Value>(_ step: () async throws(PortError) -> Value) async -> Value? {
        do throws(PortError) { return try await step() } catch {
            #expect(error.recovery == .retry || error.recovery == .askHuman, "\(error)")
            return nil
        }
    }

    /// Some of everything the bot stores.
    private func write(to database: IncidentDatabase, _ kept: inout Kept) async {
        for key in ["a", "b"] {
            let intake = Intake(logs: String(repeating: key, count: 6_000), source: .webhook)
            guard
                let id = await attempt({ () async throws(PortError) in
                    try await database.open(intake, by: .workflow, key: key)
                })
            else { continue }
            kept.incidents[key] = id
            let written = await attempt { () async throws(PortError) -> Bool in
                do throws(JournalError) {
                    _ = try await database.append(.cancelled(reason: key), to: id, by: .workflow, expectedCount: 1)
                    return true
                } catch {
                    guard case .failed(let failure) = error else { return true }
                    throw failure
                }
            }
            if written == true { kept.facts.insert(id) }
            let request = InboxRequest(key: key, lane: "l", body: "b")
            if await attempt({ () async throws(PortError) in _ = try await database.keep(request) }) != nil {
                kept.requests.append(key)
            }
            let bytes = [UInt8](repeating: UInt8(key.utf8.first ?? 0), count: 9_000)
            if let evidence = await attempt({ () async throws(PortError) in try await database.keep(bytes) }) {
                kept.evidence.append(evidence)
            }
        }
    }

    private func check(_ kept: Kept, in database: IncidentDatabase) async throws {
        #expect(try await database.damages().isEmpty)
        #expect(try await database.brokenChains().isEmpty)
        for (key, id) in kept.incidents {
            #expect(try await database.incident(openedWith: key) == id)
            let facts = try await database.entries(of: id).count
            #expect(facts == 2 || !kept.facts.contains(id))
            #expect(facts <= 2)
        }
        #expect(try await database.waiting(after: 0, limit: 9).count >= kept.requests.count)
        for key in kept.evidence { #expect(try await database.bytes(for: key) != nil) }
    }

    private func everything(in database: IncidentDatabase) async throws {
        var all = Kept()
        await write(to: database, &all)
        #expect(all.incidents.count == 2 && all.facts.count == 2 && all.requests.count == 2 && all.evidence.count == 2)
        try await check(all, in: database)
    }

    /// Whether the fault was met.
    private func play(_ plan: FailingDisk.Plan, at path: String, existing: Bool) async throws -> Bool {
        if existing { try IncidentDatabase(path: path, clock: ManualClock().clock).close() }
        var kept = Kept()
        FailingDisk.fail(plan)
        let database = await attempt { () throws(PortError) in
            try IncidentDatabase(path: path, clock: ManualClock().clock)
        }
        if let database {
            await write(to: database, &kept)
            _ = await attempt { () async throws(PortError) in try await database.openIncidents() }
        }
        let met = FailingDisk.mend()?.wasMet ?? false
        if let database {
            // Without a restart.
            try await check(kept, in: database)
            try await everything(in: database)
            try database.close()
        }
        let next = try IncidentDatabase(path: path, clock: ManualClock().clock)
        try await check(kept, in: next)
        try await everything(in: next)
        try next.close()
        return met
    }

    @Test(arguments: habits, [false, true])
    func `whatever call to the disk fails, what was acknowledged is there, and the bot goes on`(
        habit: Habit, existing: Bool
    ) async throws {
        var number = 1
        while true {
            let met = try await withTemporaryFolder { folder in
                try await play(
                    FailingDisk.Plan(habit.call, number: number, goesOn: habit.goesOn),
                    at: folder.appending(path: "\(FailingDisk.marker)/bot.sqlite").path, existing: existing)
            }
            guard met else { break }
            // Far into a story the calls are alike.
            number += number < 60 ? 1 : 7
        }
        #expect(number > 2, "the fault was never met")
    }

    private func withTemporaryFolder<Value>(_ body: (URL) async throws -> Value) async throws -> Value {
        let folder = FileManager.default.temporaryDirectory.appending(path: "disk-faults-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        return try await body(folder)
    }
}
