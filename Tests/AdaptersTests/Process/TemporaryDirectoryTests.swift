import Foundation
import Testing

@testable import Adapters

@Suite struct TemporaryDirectoryTests {
    private func age(_ path: String) throws {
        try FileManager.default.setAttributes([.modificationDate: Date(timeIntervalSinceNow: -120)], ofItemAtPath: path)
    }

    @Test(.enabled(if: geteuid() == 0, "only root can give directories away"))
    func `what another user calls like it stays, and what was handed to our code goes`() async throws {
        try await withTemporaryDirectory { parent in
            for (name, user) in [("run-theirs", 1_234), ("run-ours", 65_123)] {
                let path = parent.appending(path: name).path
                try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
                try age(path)
                #expect(chown(path, uid_t(user), uid_t(user)) == 0)
            }
            let next = try #require(TemporaryDirectory(in: parent.path, prefix: "run-"))
            let names = try FileManager.default.contentsOfDirectory(atPath: parent.path)
            #expect(names.contains("run-theirs") && !names.contains("run-ours"))
            next.remove()
        }
    }

    @Test func `what a killed process left is cleared away, and what is in use or somebody else's is not`() async throws
    {
        try await withTemporaryDirectory { parent in
            func path(_ name: String) throws -> String {
                let place = parent.appending(path: name).path
                try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: false)
                return place
            }
            let used = try #require(TemporaryDirectory(in: parent.path, prefix: "run-"))
            let (left, new, other) = (try path("run-left"), try path("run-new"), try path("stop-other"))
            try FileManager.default.createDirectory(atPath: "\(left)/closed", withIntermediateDirectories: false)
            chmod("\(left)/closed", 0)
            for old in [used.path, left, other] { try age(old) }

            let next = try #require(TemporaryDirectory(in: parent.path, prefix: "run-"))
            let names = Set(
                try FileManager.default.contentsOfDirectory(atPath: parent.path).map { "\(parent.path)/\($0)" })
            #expect(names == [used.path, new, other, next.path])
            used.remove()
            next.remove()
            #expect(Set(try FileManager.default.contentsOfDirectory(atPath: parent.path)) == ["run-new", "stop-other"])
        }
    }
}
