import Adapters
import Domain
import Foundation
import GRDB
import TestSupport
import Testing

@Suite struct DatabaseCareTests {
    private let intake = Intake(logs: "boom", source: .webhook)

    private func fill(_ database: IncidentDatabase, _ count: Int) async throws {
        for number in 1...count {
            let id = try await database.open(intake, by: .workflow, key: "fill \(number)")
            _ = try await database.append(.cancelled(reason: "\(number)"), to: id, by: .workflow, expectedCount: 1)
        }
    }

    @Test func `a backup made while the bot writes is whole, one private file, and opens as a database`() async throws {
        try await withTemporaryDirectory { directory in
            let clock = ManualClock().clock
            let database = try IncidentDatabase(path: directory.appending(path: "bot.sqlite").path, clock: clock)
            try await fill(database, 20)
            let file = directory.appending(path: "copies/backup.sqlite")
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try await withThrowingTaskGroup { group in
                group.addTask {
                    for number in 1...200 { _ = try await database.open(intake, by: .workflow, key: "\(number)") }
                }
                group.addTask { try await database.backUp(to: file) }
                try await group.waitForAll()
            }
            let names = try FileManager.default.contentsOfDirectory(atPath: file.deletingLastPathComponent().path)
            #expect(names == ["backup.sqlite"])
            let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
            #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)

            let copy = try IncidentDatabase(path: file.path, clock: clock)
            #expect(try await copy.incidents(limit: 1_000).count >= 20)
            #expect(try await copy.damages().isEmpty)
            #expect(try await copy.brokenChains().isEmpty)
            try copy.close()
            try database.close()
        }
    }

    @Test func `a backup overwrites nothing and leaves nothing behind when it can't be made`() async throws {
        try await withTemporaryDirectory { directory in
            let database = try IncidentDatabase(inMemory: ManualClock().clock)
            let file = directory.appending(path: "notes.txt")
            try Data("mine".utf8).write(to: file)
            await #expect(throws: PortError.self) { try await database.backUp(to: file) }
            #expect(try Data(contentsOf: file) == Data("mine".utf8))
            await #expect(throws: PortError.self) {
                try await database.backUp(to: directory.appending(path: "no/such/place.sqlite"))
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path) == ["notes.txt"])
        }
    }

    @Test func `every history that was changed by hand is named, and no other`() async throws {
        try await withTemporaryDirectory { directory in
            let path = directory.appending(path: "bot.sqlite").path
            let database = try IncidentDatabase(path: path, clock: ManualClock().clock)
            try await fill(database, 5)
            #expect(try await database.brokenChains().isEmpty)
            let raw = try DatabaseQueue(path: path)
            try await raw.write { db in
                try db.execute(sql: "DROP TRIGGER journal_is_never_changed; DROP TRIGGER journal_is_never_shortened")
                try db.execute(
                    sql: "UPDATE journal SET actor = '{\"person\":{\"id\":\"U9\"}}' WHERE incident = 2 AND sequence = 2"
                )
                try db.execute(sql: "DELETE FROM journal WHERE incident = 4 AND sequence = 2")
            }
            try raw.close()
            let broken = try await database.brokenChains()
            #expect(broken.map(\.incident.rawValue) == [2, 4] && broken.map(\.fact) == [2, 2])
            #expect(try await database.damages().isEmpty)
            try database.close()
        }
    }

    @Test func `rows whose incident is gone are damage`() async throws {
        try await withTemporaryDirectory { directory in
            let path = directory.appending(path: "bot.sqlite").path
            let database = try IncidentDatabase(path: path, clock: ManualClock().clock)
            try await fill(database, 2)
            let raw = try DatabaseQueue(path: path)
            try await raw.writeWithoutTransaction {
                try $0.execute(sql: "PRAGMA foreign_keys = OFF; DELETE FROM incident WHERE id = 1")
            }
            try raw.close()
            #expect(try await database.damages().contains { $0.contains("journal") })
            #expect(try await database.brokenChains().map(\.incident.rawValue) == [1])
            try database.close()
        }
    }
}

@Suite struct StoredFiguresTests {
    @Test func `facts are counted once from the start on, and the outbox by its age`() async throws {
        let clock = ManualClock()
        try await withTemporaryDatabase(clock: clock) { database in
            let old = try await database.open(Intake(logs: "a", source: .webhook), by: .workflow, key: "a")
            let reader = try await StoredFiguresReader(database)
            #expect(
                try await reader.figures() == StoredFigures(openIncidents: [.investigating: 1]))

            _ = try await database.open(Intake(logs: "b", source: .webhook, isDrill: true), by: .workflow, key: "b")
            _ = try await database.append(.cancelled(reason: ""), to: old, by: .workflow, expectedCount: 1)
            try await database.claim("card", of: old, channel: "C1")
            clock.advance(bySeconds: 30)
            try await database.claim("note", of: old, channel: "C1")
            for _ in 1...2 {
                let figures = try await reader.figures()
                #expect(figures.facts == [.opened: 1, .cancelled: 1] && figures.openIncidents.isEmpty)
                #expect(figures.unpostedMessages == 2 && figures.oldestUnpostedSeconds == 30)
            }
            try await database.record("card", of: old, timestamp: "1.1", contentDigest: "d")
            let figures = try await reader.figures()
            #expect(figures.unpostedMessages == 1 && figures.oldestUnpostedSeconds == 0)
        }
    }
}
