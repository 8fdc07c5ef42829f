import Domain
import Foundation
import GRDB
import TestSupport
import Testing

@testable import Adapters

/// The file under a running bot is somebody's to move, delete and replace, and a second bot is soon started.
@Suite struct DatabaseFileTests {
    private let intake = Intake(logs: "boom", source: .webhook)

    private func use(_ body: (IncidentDatabase, String) async throws -> Void) async throws {
        try await withTemporaryDirectory { directory in
            let path = directory.appending(path: "bot.sqlite").path
            let database = try IncidentDatabase(path: path, clock: ManualClock().clock, for: .working)
            _ = try await database.open(intake, by: .workflow, key: "first")
            try await body(database, path)
        }
    }

    @Test(arguments: ["", "-wal"])
    func `what is taken into files that were moved is refused, until they are back`(ending: String) async throws {
        try await use { database, path in
            #expect(database.misplacement == nil)
            try FileManager.default.moveItem(atPath: path + ending, toPath: path + ".elsewhere")
            let error = await #expect(throws: PortError.self) {
                try await database.open(intake, by: .workflow, key: "second")
            }
            #expect(error?.recovery == .retry && error?.reason.contains("was deleted or moved") == true)
            await #expect(throws: PortError.self) { try await database.incidents(limit: 1) }
            #expect(database.misplacement == "its file was deleted or moved")
            try FileManager.default.moveItem(atPath: path + ".elsewhere", toPath: path + ending)
            #expect(try await database.open(intake, by: .workflow, key: "second").rawValue == 2)
            try database.close()
        }
    }

    @Test func `a file that takes the place of the database takes nothing in`() async throws {
        try await use { database, path in
            let other = path + ".other"
            let foreign = try IncidentDatabase(path: other, clock: ManualClock().clock)
            try foreign.close()
            #expect(rename(other, path) == 0)
            let error = await #expect(throws: PortError.self) {
                try await database.open(intake, by: .workflow, key: "second")
            }
            #expect(error?.reason.contains("was replaced by another file") == true)
            #expect(error?.reason.contains("incident-bot restore") == true)
            #expect(database.misplacement == "its file was replaced")
        }
    }

    @Test func `a second bot refuses to start, in words, and commands work beside the first`() async throws {
        try await use { database, path in
            let refusal = #expect(throws: PortError.self) {
                try IncidentDatabase(path: path, clock: ManualClock().clock, for: .working)
            }
            #expect(refusal?.recovery == .askHuman)
            #expect(refusal?.reason.contains("Another incident-bot (process \(getpid())) works with it") == true)
            let visitor = try IncidentDatabase(path: path, clock: ManualClock().clock)
            #expect(try await visitor.incidents(limit: 9).count == 1)
            try visitor.close()
            #expect(throws: PortError.self) { try IncidentDatabase.restore(URL(filePath: path), to: path) }
            try database.close()
        }
    }

    @Test func `the lock goes with its process`() async throws {
        try await withTemporaryDirectory { directory in
            let path = directory.appending(path: "bot.sqlite").path
            for _ in 1...3 { _ = try IncidentDatabase(path: path, clock: ManualClock().clock, for: .working) }
        }
    }
}
