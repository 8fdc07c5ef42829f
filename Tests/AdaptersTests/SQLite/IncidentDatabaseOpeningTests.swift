@testable import Adapters
import Domain
import Foundation
import GRDB
import TestSupport
import Testing

@Suite struct IncidentDatabaseOpeningTests {
    @Test func `every commit reaches the disk`() async throws {
        try await withTemporaryDatabase { database in
            let level = try await database.writer.writeWithoutTransaction {
                try Int.fetchOne($0, sql: "PRAGMA synchronous")
            }
            #expect(level == 2)
        }
    }

    @Test func `only this user may read the file`() async throws {
        try await withTemporaryDirectory { directory in
            let file = directory.appendingPathComponent("data/incidents.sqlite")
            _ = try open(file)
            for (path, mode) in [(file.path, 0o600), (file.deletingLastPathComponent().path, 0o700)] {
                let attributes = try FileManager.default.attributesOfItem(atPath: path)
                #expect(attributes[.posixPermissions] as? Int == mode)
            }
        }
    }

    @Test func `a file that is no database is refused and left alone`() async throws {
        try await withTemporaryDirectory { directory in
            let file = directory.appendingPathComponent("notes.txt")
            let text = Data(String(repeating: "Dear diary. ", count: 100).utf8)
            try text.write(to: file)
            #expect(refusal(of: file)?.recovery == .askHuman)
            #expect(try Data(contentsOf: file) == text)
        }
    }

    @Test func `another program's database is refused and left alone`() async throws {
        try await withTemporaryDirectory { directory in
            let file = directory.appendingPathComponent("other.sqlite")
            let other = try DatabaseQueue(path: file.path)
            try await other.write { try $0.execute(sql: "CREATE TABLE theirs (x)") }
            #expect(refusal(of: file)?.reason.contains("another program") == true)
            let tables = try await other.read { try String.fetchAll($0, sql: "SELECT name FROM sqlite_schema") }
            #expect(tables == ["theirs"])
        }
    }

    @Test func `a file of a newer version is refused`() async throws {
        try await withTemporaryDirectory { directory in
            let file = directory.appendingPathComponent("incidents.sqlite")
            try open(file).close()
            try await DatabaseQueue(path: file.path).write {
                try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('999 from the future')")
            }
            #expect(refusal(of: file)?.reason.contains("newer version") == true)
        }
    }

    @Test func `a directory that can't be made is named`() async throws {
        try await withTemporaryDirectory { directory in
            let blocker = directory.appendingPathComponent("file")
            try Data().write(to: blocker)
            let error = refusal(of: blocker.appendingPathComponent("incidents.sqlite"))
            #expect(error?.recovery == .askHuman)
            #expect(error?.reason.contains(blocker.path) == true)
            #expect(refusal(of: directory)?.reason.contains("is a directory") == true)
        }
    }

    @Test func `a full disk is worth trying again`() async throws {
        try await withTemporaryDatabase { database in
            try await database.writer.writeWithoutTransaction { db in
                let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
                try db.execute(sql: "PRAGMA max_page_count = \(pages + 2)")
            }
            let error = await #expect(throws: PortError.self) {
                try await database.keep([UInt8](repeating: 1, count: 100_000))
            }
            #expect(error?.recovery == .retry)
            #expect(error?.reason.contains("disk is full") == true)
            #expect(try await database.open(Intake(logs: "", source: .modal), by: .workflow, key: "k").rawValue == 1)
        }
    }

    @Test func `a subscriber that stops listening is forgotten`() async throws {
        let database = try IncidentDatabase(inMemory: ManualClock().clock)
        let changes = await database.changes()
        #expect(database.news.listenerCount == 1)
        let listening = Task { for await _ in changes {} }
        listening.cancel()
        await listening.value
        #expect(database.news.listenerCount == 0)
    }

    @Test func `subscribers are told when the database goes away`() async throws {
        var database: IncidentDatabase? = try IncidentDatabase(inMemory: ManualClock().clock)
        var changes = await database?.changes().makeAsyncIterator()
        database = nil
        #expect(await changes?.next() == nil)
    }

    private func open(_ file: URL) throws -> IncidentDatabase {
        try IncidentDatabase(path: file.path, clock: ManualClock().clock)
    }

    private func refusal(of file: URL) -> PortError? {
        #expect(throws: PortError.self) { try open(file) }
    }
}
