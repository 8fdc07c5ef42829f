import Adapters
import Domain
import Foundation

@testable import Agents

/// A few Python files and a log, taken through the evidence and the diagnosis to the search, as the product does it.
struct ReproductionCase {
    let files: [String: String]
    let log: String
    var budgetSeconds = 12.0

    func outcome() async throws -> ReproductionOutcome {
        let directory = FileManager.default.temporaryDirectory.appending(path: "case-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: directory) }
        for (path, text) in files {
            let file = directory.appending(path: path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        let repository = BranchRepository(directory: DirectoryRepository(directory: directory))
        let correlation = try await CorrelationAgent(evidence: EvidenceInMemory(), repository: repository)
            .run(on: incident(logs: log))
        let diagnosis = try await RootCauseAgent(repository: repository)
            .run(on: incident(logs: log, correlation: correlation))
        let diagnosed = ReproductionIncident.diagnosed(
            error: correlation.mainError?.signature, location: diagnosis.location, log: log)
        guard let diagnosed else { throw MissingIncident() }
        return try await ReproductionAgent(
            sandbox: BubblewrapSandbox(), repository: repository, budgetSeconds: budgetSeconds
        ).run(on: diagnosed)
    }

    /// Why nothing was found; nil where something was.
    func refusal() async throws -> String? {
        guard case .notReproduced(let failure) = try await outcome() else { return nil }
        return failure.reason
    }
}

/// A directory that is the base branch, too.
struct BranchRepository: SourceRepository {
    let directory: DirectoryRepository

    func baseCommit() async throws(PortError) -> CommitID {
        guard let commit = CommitID(rawValue: String(repeating: "a", count: 40)) else {
            return try await directory.baseCommit()
        }
        return commit
    }

    func files(at commit: CommitID) async throws(PortError) -> [String] { try await directory.files(at: commit) }

    func contents(of path: String, at commit: CommitID) async throws(PortError) -> String? {
        try await directory.contents(of: path, at: commit)
    }

    func checkOut(_ commit: CommitID) async throws(PortError) -> URL { try await directory.checkOut(commit) }

    func diff(of changes: [FileChange], against base: CommitID) async throws(PortError) -> String { "" }
}
