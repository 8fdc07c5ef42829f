import Domain
import Foundation

/// Runs the repository's own tests on the base and on the patched tree.
struct SuiteRuns {
    let command: [String]
    let tree: URL
    let limit: Int
    let runner: TestRunner

    /// Both runs at once, and once more what failed by the patch alone, in case it depends on chance.
    func compare(with changes: [FileChange]) async throws(PortError) -> SuiteComparison {
        let (before, after) = try await Concurrent.both { () async throws(PortError) in
            try await run([])
        } and: { () async throws(PortError) in
            try await run(changes)
        }
        return try await settle(TestComparison(before: before, after: after), changes: changes)
    }

    /// The patched run alone, against a run on the base that is known.
    func compare(_ changes: [FileChange], against before: TestAttempt) async throws(PortError) -> SuiteComparison {
        try await settle(TestComparison(before: before, after: try await run(changes)), changes: changes)
    }

    func run(_ changes: [FileChange]) async throws(PortError) -> TestAttempt {
        try await runner.run(command, tree: tree, changes: changes, timeoutSeconds: limit)
    }

    private func settle(
        _ comparison: TestComparison, changes: [FileChange]
    ) async throws(PortError) -> SuiteComparison {
        let seconds = comparison.before.run.seconds + comparison.after.run.seconds
        guard comparison.after.problem == nil, !comparison.failedAgain.isEmpty else {
            return SuiteComparison(comparison: comparison, complaints: comparison.complaints(), seconds: seconds)
        }
        let again = try await run(changes)
        let excused = again.problem == nil ? Set(again.run.passed) : []
        return SuiteComparison(
            comparison: comparison, complaints: comparison.complaints(excusing: excused),
            seconds: seconds + again.run.seconds)
    }
}

/// What the two runs of the repository's tests say about a patch.
struct SuiteComparison {
    let comparison: TestComparison
    /// Empty when nothing speaks against the patch.
    let complaints: [String]
    let seconds: Double
}
