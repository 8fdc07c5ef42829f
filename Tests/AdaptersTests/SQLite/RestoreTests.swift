import Domain
import Foundation
import GRDB
import TestSupport
import Testing

@testable import Adapters

/// Backups that are put back after a kill, by the command and by hand.
@Suite struct RestoreTests {
    private let intake = Intake(logs: "boom", source: .webhook)
    private let clock = ManualClock().clock

    private func open(_ path: String) throws -> IncidentDatabase { try IncidentDatabase(path: path, clock: clock) }

    private func fill(_ database: IncidentDatabase, upTo count: Int) async throws {
        for number in 1...count { _ = try await database.open(intake, by: .workflow, key: "\(number)") }
    }

    /// What a process that is killed now leaves behind.
    private func kill(_ path: String, leaving: String) throws {
        for ending in ["", "-wal"] {
            try? FileManager.default.removeItem(atPath: leaving + ending)
            try FileManager.default.copyItem(atPath: path + ending, toPath: leaving + ending)
        }
    }

    private func foldLog(of path: String) throws {
        let raw = try DatabaseQueue(path: path)
        _ = try raw.writeWithoutTransaction { try $0.checkpoint(.truncate) }
        try raw.close()
    }

    /// A bot that made a backup with ten incidents and was killed with thirty.
    private func scene(
        folding: Bool = true, _ body: (_ path: String, _ backup: URL) async throws -> Void
    ) async throws {
        try await withTemporaryDirectory { directory in
            let (alive, path) = (
                directory.appending(path: "alive.sqlite").path, directory.appending(path: "bot.sqlite").path
            )
            let backup = directory.appending(path: "backup.sqlite")
            let database = try open(alive)
            try await fill(database, upTo: 10)
            try await database.backUp(to: backup)
            try await fill(database, upTo: 20)
            if folding { try foldLog(of: alive) }
            try await fill(database, upTo: 30)
            try kill(alive, leaving: path)
            try database.close()
            try await body(path, backup)
        }
    }

    private func count(_ path: String) async throws -> Int {
        let database = try open(path)
        #expect(try await database.damages().isEmpty)
        let count = try await database.incidents(limit: 99).count
        try database.close()
        return count
    }

    @Test func `a backup that was copied over a killed bot's database is refused before it is damaged`() async throws {
        try await scene { path, backup in
            try FileManager.default.removeItem(atPath: path)
            try FileManager.default.copyItem(atPath: backup.path, toPath: path)
            let before = try Data(contentsOf: URL(filePath: path))
            let error = #expect(throws: PortError.self) { try open(path) }
            #expect(error?.recovery == .askHuman)
            #expect(error?.reason.contains("incident-bot restore FILE") == true)
            #expect(try Data(contentsOf: URL(filePath: path)) == before)
            for ending in ["-wal"] { try FileManager.default.removeItem(atPath: path + ending) }
            #expect(try await count(path) == 10)
        }
    }

    @Test func `restoring sets everything old aside and loses nothing of it`() async throws {
        try await scene { path, backup in
            let aside = try #require(try IncidentDatabase.restore(backup, to: path))
            #expect(try await count(path) == 10)
            #expect(try await count(aside) == 30)
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
            let again = try #require(try IncidentDatabase.restore(URL(filePath: aside), to: path))
            #expect(try await count(path) == 30 && again != aside)
        }
    }

    @Test func `a database is restored where there is none`() async throws {
        try await scene { path, backup in
            let place = path + ".new/bot.sqlite"
            let aside = try IncidentDatabase.restore(backup, to: place)
            #expect(aside == nil)
            #expect(try await count(place) == 10)
        }
    }

    @Test func `what is no whole backup of ours changes nothing`() async throws {
        try await scene { path, backup in
            let directory = backup.deletingLastPathComponent()
            let before = try FileManager.default.contentsOfDirectory(atPath: directory.path).count
            var bytes = try Data(contentsOf: backup)
            for place in stride(from: 8_192, to: bytes.count, by: 512) { bytes[place] ^= 0xFF }
            let damaged = directory.appending(path: "damaged.sqlite")
            try bytes.write(to: damaged)
            let foreign = directory.appending(path: "foreign.sqlite")
            let other = try DatabaseQueue(path: foreign.path)
            try await other.write { try $0.execute(sql: "CREATE TABLE theirs (x)") }
            try other.close()
            let empty = directory.appending(path: "empty.sqlite")
            try Data().write(to: empty)
            for file in [damaged, foreign, empty, directory.appending(path: "nothing.sqlite")] {
                let error = #expect(throws: PortError.self, "\(file.lastPathComponent)") {
                    try IncidentDatabase.restore(file, to: path)
                }
                #expect(error?.recovery == .askHuman, "\(error?.reason ?? "")")
            }
            let names = try FileManager.default.contentsOfDirectory(atPath: directory.path)
            #expect(names.count == before + 4, "three files, one lock: \(names)")
            #expect(try await count(path) == 30)
        }
    }

    @Test func `a copy of the state that a log goes on from is its own`() async throws {
        try await scene(folding: false) { path, backup in
            try FileManager.default.removeItem(atPath: path)
            try FileManager.default.copyItem(atPath: backup.path, toPath: path)
            #expect(try await count(path) == 30, "the log holds all that came since")
        }
    }

    @Test func `whenever a bot is killed, its own log is taken`() async throws {
        try await withTemporaryDirectory { directory in
            let (alive, path) = (
                directory.appending(path: "alive.sqlite").path, directory.appending(path: "bot.sqlite").path
            )
            let database = try open(alive)
            for number in 1...60 {
                try await fill(database, upTo: number)
                if number % 7 == 0 { try foldLog(of: alive) }
                try kill(alive, leaving: path)
                #expect(try await count(path) == number)
            }
            try database.close()
        }
    }
}
