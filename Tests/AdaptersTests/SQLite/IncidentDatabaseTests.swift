import Adapters
import Domain
import Foundation
import GRDB
import TestSupport
import Testing

@Suite struct IncidentDatabaseTests {
    private let intake = Intake(logs: "boom", source: .webhook)

    @Test func `what was written is there after the file is opened again`() async throws {
        try await withTemporaryDirectory { directory in
            let path = directory.appendingPathComponent("a/b/incidents.sqlite").path
            let first = try open(path)
            let incident = try await first.open(intake, by: .workflow, key: "k")
            let entry = try await first.append(.resolved, to: incident, by: .person(id: "U1"), expectedCount: 1)
            try first.close()

            let second = try open(path)
            #expect(try await second.entries(of: incident).last == entry)
            #expect(try await second.open(intake, by: .workflow, key: "k") == incident)
            #expect(try await second.verifyChain(of: incident) == nil)
            try second.close()
        }
    }

    @Test func `of many appends behind the same history one is written`() async throws {
        try await withTemporaryDatabase { database in
            let incident = try await database.open(intake, by: .workflow, key: "k")
            let outcomes = await withTaskGroup(of: Bool.self) { group in
                for number in 0..<20 {
                    group.addTask {
                        let fact = Fact.cancelled(reason: "\(number)")
                        let entry = try? await database.append(fact, to: incident, by: .workflow, expectedCount: 1)
                        return entry != nil
                    }
                }
                return await group.reduce(into: [Bool]()) { $0.append($1) }
            }
            #expect(outcomes.count { $0 } == 1)
            #expect(try await database.entries(of: incident).count == 2)
        }
    }

    @Test func `two processes over one file number their incidents one after another`() async throws {
        try await withTemporaryDirectory { directory in
            let path = directory.appendingPathComponent("incidents.sqlite").path
            let (first, second) = (try open(path), try open(path))
            let numbers = try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<30 {
                    let database = number.isMultiple(of: 2) ? first : second
                    group.addTask { try await database.open(intake, by: .workflow, key: "\(number)").rawValue }
                }
                return try await group.reduce(into: [Int]()) { $0.append($1) }
            }
            #expect(numbers.sorted() == Array(1...30))
        }
    }

    @Test func `the journal refuses changes and removals`() async throws {
        try await tampering { queue in
            for statement in ["UPDATE journal SET fact = '{}'", "DELETE FROM journal"] {
                #expect(throws: DatabaseError.self) { try queue.write { try $0.execute(sql: statement) } }
            }
        } check: { database, incident in
            let found = try await database.verifyChain(of: incident)
            #expect(found == nil)
        }
    }

    @Test(arguments: [
        ("UPDATE journal SET actor = '{\"person\":{\"id\":\"U2\"}}' WHERE sequence = 2", 2),
        ("UPDATE journal SET fact = replace(fact, 'because', 'whatever') WHERE sequence = 3", 3),
        ("UPDATE journal SET milliseconds = 0 WHERE sequence = 1", 1),
        ("DELETE FROM journal WHERE sequence = 2", 2),
        ("DELETE FROM journal WHERE sequence = 3", 3),
    ])
    func `a history changed by hand is noticed`(statement: String, broken: Int) async throws {
        try await tampering { queue in
            try queue.write { db in
                try db.execute(sql: "DROP TRIGGER journal_is_never_changed; DROP TRIGGER journal_is_never_shortened")
                try db.execute(sql: statement)
            }
        } check: { database, incident in
            let found = try await database.verifyChain(of: incident)
            #expect(found == broken)
        }
    }

    @Test func `a kind of fact from a newer version is an error, not a crash`() async throws {
        try await tampering { queue in
            try queue.write { db in
                try db.execute(
                    sql: """
                        INSERT INTO journal (incident, sequence, milliseconds, actor, kind, fact, previous_hash, hash)
                        VALUES (1, 4, 0, '{}', 'teleported', '{}', '', '')
                        """)
            }
        } check: { database, incident in
            let error = await #expect(throws: PortError.self) { try await database.entries(of: incident) }
            #expect(error?.recovery == .giveUp)
            #expect(error?.reason.contains("teleported") == true)
        }
    }

    @Test func `changed evidence is an error`() async throws {
        try await withTemporaryDirectory { directory in
            let path = directory.appendingPathComponent("incidents.sqlite").path
            let database = try open(path)
            let key = try await database.keep([1, 2, 3])
            try await DatabaseQueue(path: path).write { try $0.execute(sql: "UPDATE evidence SET bytes = x'00'") }
            await #expect(throws: PortError.self) { try await database.bytes(for: key) }
        }
    }

    private func open(_ path: String) throws -> IncidentDatabase {
        try IncidentDatabase(path: path, clock: ManualClock().clock)
    }

    /// Three entries, then somebody else's hand in the file, then a look at what the database makes of it.
    private func tampering(
        _ tamper: (DatabaseQueue) throws -> Void, check: (IncidentDatabase, IncidentID) async throws -> Void
    ) async throws {
        try await withTemporaryDirectory { directory in
            let path = directory.appendingPathComponent("incidents.sqlite").path
            let database = try open(path)
            let incident = try await database.open(intake, by: .workflow, key: "k")
            _ = try await database.append(.evidenceCollected([]), to: incident, by: .workflow, expectedCount: 1)
            _ = try await database.append(
                .cancelled(reason: "because"), to: incident, by: .workflow, expectedCount: 2)
            try tamper(try DatabaseQueue(path: path))
            try await check(database, incident)
        }
    }
}
