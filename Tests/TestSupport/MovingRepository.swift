package import Domain
package import Foundation

/// A repository whose base branch goes on when the test says so. Earlier commits stay readable.
package actor MovingRepository: SourceRepository {
    private var commits: [InMemoryRepository]

    package init(_ first: InMemoryRepository) {
        commits = [first]
    }

    /// Adds a commit with these files and returns its name.
    package func move(to files: [String: String]) -> CommitID {
        let next = InMemoryRepository(files)
        commits.append(next)
        return next.base
    }

    package func baseCommit() async throws(PortError) -> CommitID {
        guard let last = commits.last else { throw unknown }
        return last.base
    }

    package func files(at commit: CommitID) async throws(PortError) -> [String] {
        try await repository(at: commit).files(at: commit)
    }

    package func contents(of path: String, at commit: CommitID) async throws(PortError) -> String? {
        try await repository(at: commit).contents(of: path, at: commit)
    }

    package func checkOut(_ commit: CommitID) async throws(PortError) -> URL {
        try await repository(at: commit).checkOut(commit)
    }

    package func diff(of changes: [FileChange], against base: CommitID) async throws(PortError) -> String {
        try await repository(at: base).diff(of: changes, against: base)
    }

    private func repository(at commit: CommitID) throws(PortError) -> InMemoryRepository {
        guard let found = commits.first(where: { $0.base == commit }) else { throw unknown }
        return found
    }

    private var unknown: PortError {
        PortError(
            port: "SourceRepository", operation: "read a commit", recovery: .giveUp, reason: "There is no such commit.")
    }
}
