package import Domain
package import Foundation

/// A repository whose past nobody wrote down.
package struct NoHistory: SourceHistory {
    package init() {}

    package func blame(line: Int, of path: String, at commit: CommitID) async throws(PortError) -> CommitSummary? {
        nil
    }

    package func commits(
        touching paths: [String], upTo commit: CommitID, limit: Int
    ) async throws(PortError) -> [CommitSummary] { [] }

    package func address(of commit: CommitID) -> URL? { nil }
}
