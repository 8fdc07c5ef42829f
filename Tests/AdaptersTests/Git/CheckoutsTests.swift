import Domain
import Foundation
import TestSupport
import Testing

@testable import Adapters

@Suite struct CheckoutsTests {
    private func commit(_ number: Int) throws -> CommitID {
        let digits = String(number)
        return try #require(CommitID(rawValue: String(repeating: "a", count: 40 - digits.count) + digits))
    }

    @Test func `commits that nobody can be reading any more are removed, beyond a few`() async throws {
        try await withTemporaryDirectory { directory in
            let time = ManualClock()
            let checkouts = Checkouts(directory: directory, clock: time.monotonic)
            func use(_ number: Int) async throws {
                let place = try checkouts.place(of: commit(number))
                try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
                try Data("text".utf8).write(to: place.appending(path: "file"))
                await checkouts.use(try commit(number))
            }
            func kept() throws -> Int { try FileManager.default.contentsOfDirectory(atPath: directory.path).count }
            for number in 1...20 { try await use(number) }
            #expect(try kept() == 20, "all of them may be in use")
            time.set(forwardBySeconds: 4 * 86_400)
            time.advance(bySeconds: 1)
            try await use(1)
            #expect(try kept() == 20)
            time.advance(bySeconds: 3_601)
            try await use(2)
            #expect(try kept() == Checkouts.kept)
            #expect(FileManager.default.fileExists(atPath: checkouts.place(of: try commit(1)).path), "used lately")
        }
    }

    @Test func `a process that has the database for itself begins with none`() async throws {
        try await withTemporaryDirectory { directory in
            let place = directory.appending(path: "commits/abc/closed")
            try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
            chmod(place.path, 0)
            LocalGitRepository.clear(directory)
            #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path).isEmpty)
            LocalGitRepository.clear(directory.appending(path: "nothing"))
        }
    }
}
