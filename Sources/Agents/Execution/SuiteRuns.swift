import Domain
import Foundation

/// Runs the repository's own tests on the base and on the patched tree.
struct SuiteRuns {
    let plan: TestPlan
    let tree: URL
    let runner: TestRunner

    /// Reruns of each tree, at the most, to tell chance from breakage.
    private static let maximumReruns = 3

    /// Both runs at once, and again what differs, in case it depends on chance.
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
        try await runner.run(
            plan.suite, tree: tree, changes: changes, timeoutSeconds: plan.timeoutSeconds, settings: plan)
    }

    /// Reruns both trees while some test's outcome may be chance, and says which tests are flaky.
    ///
    /// A test that passed on the base and did not with the patch is excused only when it fails on the base as well in a
    /// rerun, or passes with the patch in every one of them. A patch that breaks a test now and then gets no second chance
    /// by luck: one more failure settles it.
    private func settle(
        _ comparison: TestComparison, changes: [FileChange]
    ) async throws(PortError) -> SuiteComparison {
        var flaky: Set<String> = []
        var reruns: [(before: TestAttempt, after: TestAttempt)] = []
        var suspects = Set(comparison.regressions)
        let isWorthwhile = comparison.after.problem == nil && comparison.before.problem == nil
        if isWorthwhile, suspects.isEmpty, !comparison.mended.isEmpty {
            let again = try await run([])
            flaky = again.problem == nil ? Set(again.run.passed).intersection(comparison.mended) : []
            return SuiteComparison(comparison, flaky: flaky, reruns: [again])
        }
        while isWorthwhile, !suspects.isEmpty, reruns.count < Self.maximumReruns {
            let round = try await Concurrent.both { () async throws(PortError) in
                try await run([])
            } and: { () async throws(PortError) in
                try await run(changes)
            }
            reruns.append(round)
            let (onBase, onPatch) = (Set(round.0.run.passed), Set(round.1.run.passed))
            guard round.0.problem == nil, round.1.problem == nil else { break }
            let chance = suspects.subtracting(onBase)
            flaky.formUnion(chance)
            suspects.subtract(chance)
            // It held on the base every time and failed with the patch again.
            if !suspects.isSubset(of: onPatch) { break }
            if reruns.count == Self.maximumReruns { flaky.formUnion(suspects) }
        }
        return SuiteComparison(comparison, flaky: flaky, reruns: reruns.flatMap { [$0.before, $0.after] })
    }
}

/// What the runs of the repository's tests say about a patch.
struct SuiteComparison {
    let comparison: TestComparison
    /// Empty when nothing speaks against the patch.
    let complaints: [String]
    /// Tests whose outcome depends on chance, sorted.
    let flaky: [String]
    let reruns: Int
    /// Of all runs together.
    let seconds: Double

    init(_ comparison: TestComparison, flaky: Set<String>, reruns: [TestAttempt]) {
        self.comparison = comparison
        self.flaky = flaky.sorted()
        self.reruns = reruns.count
        complaints = comparison.complaints(excusing: flaky)
        seconds = ([comparison.before, comparison.after] + reruns).reduce(0) { $0 + $1.run.seconds }
    }
}
