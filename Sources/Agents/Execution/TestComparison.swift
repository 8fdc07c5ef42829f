import Domain

/// Decides whether a patch keeps what worked and mends what did not, from runs on the base and on the patched tree.
///
/// Tests that fail on the base already are excluded, and so are those that are skipped there.
struct TestComparison {
    let before: TestAttempt
    let after: TestAttempt

    /// Tests that passed on the base and do not pass on the patched tree.
    var regressions: [String] {
        let passing = Set(after.run.passed)
        return before.run.passed.filter { !passing.contains($0) }
    }

    /// Regressions that failed outright: the ones worth running once more, since they may depend on chance.
    var failedAgain: [String] {
        let failing = Set(after.run.failed)
        return regressions.filter(failing.contains)
    }

    /// Sentences about everything that speaks against the patch; empty when nothing does.
    ///
    /// - Parameter excused: tests that passed when they were run once more.
    func complaints(excusing excused: Set<String> = []) -> [String] {
        if let problem = before.problem, before.run.executed == 0 || before.run.passed.isEmpty {
            return ["The repository's tests can't be run on the base commit: \(problem)."]
        }
        if let problem = after.problem {
            return ["The repository's tests did not run to a sound end on the patched tree: \(problem)."]
        }
        let (failed, skipped) = (Set(after.run.failed), Set(after.run.skipped))
        let named = regressions.filter { !excused.contains($0) }.prefix(20).map { name in
            if failed.contains(name) { return "`\(name)` passed on the base commit and fails with the patch." }
            if skipped.contains(name) { return "`\(name)` ran on the base commit and is skipped with the patch." }
            return "`\(name)` ran on the base commit and is missing with the patch."
        }
        let known = Set(before.run.passed + before.run.failed + before.run.skipped)
        let added = after.run.failed.filter { !known.contains($0) }.prefix(5).map {
            "`\($0)` is new with the patch and fails."
        }
        return named + added
    }
}

/// Decides whether a reproduction shows the bug on the base and its end on the patched tree.
struct ReproductionComparison {
    let before: TestAttempt
    let after: TestAttempt

    var complaints: [String] {
        var complaints: [String] = []
        let reproduced = before.problem == nil && before.run.failed.contains { !$0.hasPrefix("collecting ") }
        if !reproduced {
            let reason = before.problem ?? "no test of it failed"
            complaints.append("The reproduction does not fail on the base commit, so it proves nothing: \(reason).")
        }
        if let problem = after.problem {
            complaints.append("The reproduction did not run to a sound end on the patched tree: \(problem).")
        } else if after.run.passed.isEmpty || !after.run.failed.isEmpty || !after.run.skipped.isEmpty {
            let names = (after.run.failed + after.run.skipped).prefix(3).map { "`\($0)`" }.joined(separator: ", ")
            complaints.append("The reproduction \(names.isEmpty ? "has no test that runs" : names + " does not pass") with the patch.")
        }
        let missing = Set(before.run.failed + before.run.passed).subtracting(after.run.failed + after.run.passed)
        if complaints.isEmpty, !missing.isEmpty {
            complaints.append("The reproduction runs fewer tests with the patch than on the base commit.")
        }
        return complaints
    }
}
