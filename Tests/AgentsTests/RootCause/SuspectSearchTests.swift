import Agents
import Domain
import Foundation
import TestSupport
import Testing

@Suite struct SuspectSearchTests {
    static let opened = Date(timeIntervalSince1970: 1_700_000_000)
    static let location = CodeLocation(
        file: "app/pay.py", line: 2, function: "pay", language: .python, code: "return d['x']")

    /// A history somebody made up.
    struct MadeUpHistory: SourceHistory {
        var blamed: CommitSummary?
        var recent: [CommitSummary] = []
        var failure: PortError?

        func blame(line: Int, of path: String, at commit: CommitID) async throws(PortError) -> CommitSummary? {
            if let failure { throw failure }
            return blamed
        }

        func commits(
            touching paths: [String], upTo commit: CommitID, limit: Int
        ) async throws(PortError) -> [CommitSummary] { recent }

        func address(of commit: CommitID) -> URL? { URL(string: "https://github.example/commit/\(commit)") }
    }

    func commit(_ digit: String, hoursBefore hours: Double, files: [String]) throws -> CommitSummary {
        CommitSummary(
            id: try #require(CommitID(rawValue: String(repeating: digit, count: 40))), author: "Dev \(digit)",
            date: Self.opened.addingTimeInterval(-hours * 3_600), title: "Change \(digit)", files: files)
    }

    func diagnosis(over history: MadeUpHistory, verdict: Diagnosis.Verdict = .codeCause(location)) async throws
        -> Diagnosis
    {
        let repository = InMemoryRepository([
            "app/pay.py": "def pay(d):\n    return d['x']\n", "app/api.py": "pay({})\n",
            "CODEOWNERS": "*.py @acme/everyone\napp/pay.py @payer\n",
        ])
        let frames = [
            StackFrame(file: "/srv/app/api.py", line: 1, function: "call", code: nil, isVendored: false),
            StackFrame(file: "/srv/app/pay.py", line: 2, function: "pay", code: nil, isVendored: false),
        ]
        let error = ErrorGroup(
            signature: ErrorSignature(language: .python, exception: "KeyError", message: "'x'", frames: frames),
            count: 1)
        let correlation = Correlation(
            title: "T", mainError: error, errors: [error], services: [], requestIDs: [], userIDs: [], customers: [],
            digest: LogDigest(totalBytes: 1, totalLines: 1, text: ""), problems: [])
        let incident = try #require(
            Incident.made(of: [.correlated(correlation)], openedAt: Self.opened))
        let plain = Diagnosis(
            verdict: verdict, summary: "S", citations: [], confidence: Confidence(level: .high, reason: "R"),
            runbook: nil, base: repository.base, mode: .ruleBased)
        return try await SuspectSearch(after: ScriptedAgent(plain), repository: repository, history: history)
            .run(on: incident)
    }

    @Test func `a fresh change of the failing line is the first suspect, and can be rolled back`() async throws {
        let blamed = try commit("a", hoursBefore: 5, files: ["app/pay.py"])
        let other = try commit("b", hoursBefore: 1, files: ["app/pay.py"])
        let caller = try commit("c", hoursBefore: 2, files: ["app/api.py"])
        let old = try commit("d", hoursBefore: 500, files: ["app/pay.py"])
        let found = try await diagnosis(over: MadeUpHistory(blamed: blamed, recent: [other, caller, old]))
        #expect(found.suspects?.map(\.commit) == [blamed, other, caller])
        #expect(
            found.suspects?.map(\.reason) == [
                "it last changed the failing line, app/pay.py:2", "it changed the file that fails, app/pay.py",
                "it changed app/api.py, which stands in the trace",
            ])
        #expect(found.suspects?.map(\.age) == ["5 hours", "1 hour", "2 hours"])
        #expect(found.suspects?.first?.url?.absoluteString == "https://github.example/commit/\(blamed.id)")
        #expect(found.rollback?.commit == other)
        #expect(found.owners == ["@payer"])
        #expect(found.summary == "S")
    }

    @Test func `an old line is suspected after fresh changes nearby, and offered for no rollback`() async throws {
        let blamed = try commit("a", hoursBefore: 9_000, files: ["app/pay.py"])
        let caller = try commit("c", hoursBefore: 47, files: ["app/api.py"])
        #expect(
            try await diagnosis(over: MadeUpHistory(blamed: blamed, recent: [caller])).suspects?.map(\.commit)
                == [caller, blamed])
        let alone = try await diagnosis(over: MadeUpHistory(blamed: blamed))
        #expect(alone.suspects?.map(\.isFresh) == [false] && alone.rollback == nil)
        #expect(alone.suspects?.map(\.age) == ["375 days"])
    }

    @Test func `what was written after the incident opened is no suspect`() async throws {
        let later = try commit("a", hoursBefore: -2, files: ["app/pay.py"])
        #expect(try await diagnosis(over: MadeUpHistory(blamed: later, recent: [later])).suspects == [])
    }

    @Test func `a history that can't be read takes nothing from the diagnosis`() async throws {
        let failure = PortError(port: "SourceRepository", operation: "read", recovery: .retry, reason: "away")
        let found = try await diagnosis(over: MadeUpHistory(failure: failure))
        #expect(found.suspects == nil && found.location == Self.location)
        #expect(try await diagnosis(over: MadeUpHistory(), verdict: .outside).suspects == nil)
    }
}
