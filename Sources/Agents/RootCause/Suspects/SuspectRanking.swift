import Domain
import Foundation

/// Which commits may have brought a failure in, in the order in which a person would look at them.
///
/// A fresh commit that changed the failing line comes first, then fresh commits to the files of the trace, nearest to the
/// failure and newest first, then whoever last changed the line however long ago, then the rest. What was written after
/// the incident opened can't have caused it.
struct SuspectRanking {
    /// Clocks of authors' machines are not exact.
    private static let allowedSkewSeconds = 300.0

    let location: CodeLocation
    let files: [String]
    let openedAt: Date
    let freshSeconds: Double

    private struct Ranked {
        let commit: CommitSummary
        let reason: String
        let rank: Int
    }

    func order(blamed: CommitSummary?, recent: [CommitSummary]) -> [(commit: CommitSummary, reason: String)] {
        var commits = recent
        if let blamed, !recent.contains(where: { $0.id == blamed.id }) { commits.append(blamed) }
        var ranked: [Ranked] = []
        for commit in commits where commit.date.timeIntervalSince(openedAt) <= Self.allowedSkewSeconds {
            let isBlamed = commit.id == blamed?.id
            ranked.append(
                Ranked(
                    commit: commit, reason: reason(for: commit, isBlamed: isBlamed), rank: rank(commit, isBlamed)))
        }
        ranked.sort { left, right in
            left.rank == right.rank ? left.commit.date > right.commit.date : left.rank < right.rank
        }
        return ranked.map { ($0.commit, $0.reason) }
    }

    private func rank(_ commit: CommitSummary, _ isBlamed: Bool) -> Int {
        let distance = distance(of: commit)
        let isFresh = openedAt.timeIntervalSince(commit.date) <= freshSeconds
        if isBlamed { return isFresh ? 0 : 100 }
        return (isFresh ? 1 : 101) + distance
    }

    /// How many files of the trace lie between the failure and what the commit touched.
    private func distance(of commit: CommitSummary) -> Int {
        files.firstIndex { commit.files.contains($0) } ?? files.count
    }

    private func reason(for commit: CommitSummary, isBlamed: Bool) -> String {
        if isBlamed { return "it last changed the failing line, \(location.file):\(location.line)" }
        guard let file = files.first(where: { commit.files.contains($0) }) else { return "it touched the trace" }
        return file == location.file
            ? "it changed the file that fails, \(file)" : "it changed \(file), which stands in the trace"
    }
}
