import Domain
import Foundation
import TestSupport
import Testing

@testable import Agents

@Suite struct PastVersionsTests {
    /// Three commits of one file; what it holds after each is the commit's own digit.
    private struct MadeUp: SourceHistory, SourceRepository {
        let commits: [CommitSummary]
        let isBroken: Bool

        func blame(line: Int, of path: String, at commit: CommitID) async throws(PortError) -> CommitSummary? { nil }

        func commits(
            touching paths: [String], upTo commit: CommitID, limit: Int
        ) async throws(PortError) -> [CommitSummary] {
            if isBroken { throw PortError(port: "Git", operation: "read", recovery: .giveUp, reason: "broken") }
            return paths == ["app/pay.py"] ? commits : []
        }

        func address(of commit: CommitID) -> URL? { nil }

        func baseCommit() async throws(PortError) -> CommitID { commits[0].id }
        func files(at commit: CommitID) async throws(PortError) -> [String] {
            ["app/pay.py", "app/tax.py", "web/page.py"]
        }
        func contents(of path: String, at commit: CommitID) async throws(PortError) -> String? {
            "after \(commit.rawValue.prefix(1))"
        }
        func checkOut(_ commit: CommitID) async throws(PortError) -> URL { URL(filePath: "/nonexistent") }
        func diff(of changes: [FileChange], against base: CommitID) async throws(PortError) -> String { "" }
    }

    private func madeUp(isBroken: Bool = false) throws -> MadeUp {
        let commits = try ["c", "b", "a"].map { digit in
            CommitSummary(
                id: try #require(CommitID(rawValue: String(repeating: digit, count: 40))), author: "Dev", date: .now,
                title: "Change \(digit)", files: ["app/pay.py"])
        }
        return MadeUp(commits: commits, isBroken: isBroken)
    }

    @Test func `each version stands before the change it names, the newest first`() async throws {
        let past = try madeUp()
        let base = try await past.baseCommit()
        let versions = await PastVersions(repository: past, history: past).read(
            around: ["app/pay.py"], among: try await past.files(at: base), at: base)
        #expect(versions.map(\.title) == ["Change c", "Change b"])
        #expect(versions.map(\.text) == ["after b", "after a"])
    }

    @Test func `a history that can't be read stops nothing`() async throws {
        let past = try madeUp(isBroken: true)
        let base = past.commits[0].id
        let versions = await PastVersions(repository: past, history: past).read(
            around: ["app/pay.py"], among: ["app/pay.py"], at: base)
        #expect(versions.isEmpty)
    }

    @Test func `the files beside those of the trace are read too`() {
        let files = ["app/pay.py", "app/tax.py", "app/notes.md", "web/page.py"]
        #expect(PastVersions.neighbourhood(of: ["app/pay.py"], among: files) == ["app/pay.py", "app/tax.py"])
    }
}
