import Foundation
import Testing

@testable import Agents
@testable import Domain

/// Which frames below a folder of installed packages are the repository's.
@Suite struct InstalledCodeTests {
    private let code = InstalledCode([
        "src/jobkit/__init__.py", "src/jobkit/remote.py", "src/jobkit/_vendor/__init__.py",
        "src/jobkit/_vendor/wire/core.py", "tool.py", "tests/test_remote.py", "deep/down/lone.py",
    ])

    @Test(arguments: [
        "/usr/local/lib/python3.12/site-packages/jobkit/remote.py", "/usr/lib/python3/dist-packages/jobkit/remote.py",
        "C:\\Python\\Lib\\site-packages\\jobkit\\remote.py", "/venv/site-packages/jobkit-2.egg/jobkit/remote.py",
        "/venv/site-packages/tool.py",
        "/opt/site-packages/other/lib/site-packages/jobkit/remote.py",
    ])
    func `a file of the repository is its own wherever it was installed`(path: String) {
        #expect(code.holds(path))
    }

    @Test(arguments: [
        "/venv/site-packages/jobkit/gone.py", "/venv/site-packages/kit/remote.py", "/venv/site-packages/wire/core.py",
        "/venv/site-packages/lone.py", "/usr/lib/python3.11/tool.py", "/venv/site-packages/", "", "site-packages",
    ])
    func `all else stays third-party`(path: String) {
        #expect(!code.holds(path))
    }

    private static let chain = """
        Traceback (most recent call last):
          File "/usr/lib/python3.11/shelve.py", line 111, in __getitem__
            value = self.cache[key]
        KeyError: 'orders'

        During handling of the above exception, another exception occurred:

        Traceback (most recent call last):
          File "/venv/lib/python3.11/site-packages/ledger/book.py", line 11, in load
            self.store["orders"]
          File "/usr/lib/python3.11/shelve.py", line 114, in __getitem__
            value = Unpickler(f).load()
        UnicodeDecodeError: 'ascii' codec can't decode byte 0xe4 in position 1: ordinal not in range(128)

        """

    @Test func `the later error of an implicit chain is the bug, also where no frame is known as our own`() async throws
    {
        #expect(try await mainError(Self.chain)?.exception == "UnicodeDecodeError")
    }

    @Test func `the evidence says which installed frames are ours`() async throws {
        let repository = FileListRepository(paths: ["ledger/__init__.py", "ledger/book.py"])
        let correlation = try await CorrelationAgent(evidence: EvidenceInMemory(), repository: repository)
            .run(on: incident(logs: Self.chain))
        let error = try #require(correlation.mainError?.signature)
        #expect(error.frames.map(\.isVendored) == [false, true])
        #expect(error.deepestOwnFrame?.function == "load")
    }

    @Test func `a repository that can't be reached leaves the evidence readable`() async throws {
        let correlation = try await CorrelationAgent(
            evidence: EvidenceInMemory(), repository: FileListRepository(paths: nil)
        ).run(on: incident(logs: Self.chain))
        #expect(correlation.mainError?.signature.frames.map(\.isVendored) == [true, true])
    }
}

/// A branch that is known by the paths of its files; nil where it can't be reached.
private struct FileListRepository: SourceRepository {
    let paths: [String]?

    func baseCommit() async throws(PortError) -> CommitID {
        guard paths != nil, let commit = CommitID(rawValue: String(repeating: "a", count: 40)) else {
            throw PortError(
                port: "SourceRepository", operation: "read the branch", recovery: .retry, reason: "unreachable")
        }
        return commit
    }

    func files(at commit: CommitID) async throws(PortError) -> [String] { paths ?? [] }

    func contents(of path: String, at commit: CommitID) async throws(PortError) -> String? { nil }

    func checkOut(_ commit: CommitID) async throws(PortError) -> URL { URL(filePath: "/nonexistent") }

    func diff(of changes: [FileChange], against base: CommitID) async throws(PortError) -> String { "" }
}
