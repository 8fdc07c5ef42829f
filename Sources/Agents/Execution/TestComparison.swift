import Domain
import Foundation

/// Decides whether a patch keeps what worked and mends what did not, from runs on the base and on the patched tree.
///
/// Tests that fail on the base already are excluded, and so are those that are skipped there or depend on chance.
struct TestComparison {
    let before: TestAttempt
    let after: TestAttempt

    /// Tests that passed on the base and do not pass on the patched tree: failed, skipped or missing.
    var regressions: [String] {
        let passing = Set(after.run.passed)
        return before.run.passed.filter { !passing.contains($0) }
    }

    /// Why tests of the base commit say nothing, and so nothing about the patch; nil when they do, or when there are none.
    var whyNothingRan: String? {
        guard before.run.passed.isEmpty else { return nil }
        if let problem = before.problem { return "The repository's tests can't be run on the base commit: \(problem)." }
        let failed = before.run.failed
        guard !failed.isEmpty else { return nil }
        let error = OutputReading.error(in: before.run.output)
        return failed.allSatisfy { $0.hasPrefix(Self.collecting) }
            ? "None of the repository's test files can be loaded on the base commit: `\(error)`."
            : "Every one of the repository's tests fails on the base commit already: `\(error)`."
    }

    /// Tests that failed on the base and pass on the patched tree, though no patch may have been meant for them.
    var mended: [String] {
        let passing = Set(after.run.passed)
        return before.run.failed.filter(passing.contains)
    }

    /// Tests that failed on the base and don't run at all any more.
    private var vanished: [String] {
        let known = Set(after.run.passed + after.run.failed)
        return before.run.failed.filter { !known.contains($0) && !$0.hasPrefix(Self.collecting) }
    }

    /// What a test that could not even be loaded is called.
    static let collecting = "collecting "

    /// Sentences about everything that speaks against the patch; empty when nothing does.
    ///
    /// - Parameter flaky: tests whose outcome depends on chance.
    func complaints(excusing flaky: Set<String> = []) -> [String] {
        if whyNothingRan != nil { return [] }
        if let problem = after.problem {
            return ["The repository's tests did not run to a sound end on the patched tree: \(problem)."]
        }
        let (failed, skipped) = (Set(after.run.failed), Set(after.run.skipped))
        let named = regressions.filter { !flaky.contains($0) }.prefix(20).map { name in
            if failed.contains(name) { return "`\(name)` passed on the base commit and fails with the patch." }
            if skipped.contains(name) { return "`\(name)` ran on the base commit and is skipped with the patch." }
            return "`\(name)` ran on the base commit and is missing with the patch."
        }
        let gone = vanished.filter { !flaky.contains($0) }.prefix(5).map {
            "`\($0)` fails on the base commit and does not run any more with the patch."
        }
        let known = Set(before.run.passed + before.run.failed + before.run.skipped)
        let added = after.run.failed.filter { !known.contains($0) && !flaky.contains($0) }.prefix(5).map {
            "`\($0)` is new with the patch and fails."
        }
        return named + gone + added
    }
}

/// Decides whether the patched program meddles with what tests it.
enum Interference {
    /// Sentences about notes that are new with the patch.
    ///
    /// Notes about tests and settings don't count: a patch can't have changed them.
    static func complaints(before: [TestAttempt], after: [TestAttempt], changed: [String]) -> [String] {
        let known = Set(before.flatMap(\.notes))
        let fresh = Set(after.flatMap(\.notes)).subtracting(known)
        let plugins = after.flatMap(\.notes).filter { note in
            changed.contains { note == "plug-in \($0)" }
        }
        return Set(plugins).sorted().prefix(3).map {
            "The patch changes a plug-in of the test runner: \($0.dropFirst(8))."
        }
            + fresh.filter(isSource).sorted().prefix(5).map {
                "With the patch the code meddles with the machinery that tests it: \(BoundedText.line($0, limit: 200))."
            }
    }

    private static func isSource(_ note: String) -> Bool {
        guard let mark = note.range(of: " in ") else { return true }
        return !SourcePaths.isTest(String(note[mark.upperBound...]))
    }
}

/// Decides whether a reproduction shows the bug on the base and its end on the patched tree.
struct ReproductionComparison {
    let before: TestAttempt
    let after: TestAttempt
    /// The run on the patched tree once more: a bug that is gone by chance alone is not gone.
    let again: TestAttempt

    /// Sandbox time of all three.
    var seconds: Double { before.run.seconds + after.run.seconds + again.run.seconds }

    var complaints: [String] {
        var complaints: [String] = []
        let reproduced =
            before.problem == nil && before.run.failed.contains { !$0.hasPrefix(TestComparison.collecting) }
        if !reproduced {
            let reason = before.problem ?? "no test of it failed"
            complaints.append("The reproduction does not fail on the base commit, so it proves nothing: \(reason).")
        }
        if let problem = after.problem {
            complaints.append("The reproduction did not run to a sound end on the patched tree: \(problem).")
        } else if after.run.passed.isEmpty || !after.run.failed.isEmpty || !after.run.skipped.isEmpty {
            let names = (after.run.failed + after.run.skipped).prefix(3).map { "`\($0)`" }.joined(separator: ", ")
            complaints.append(
                "The reproduction \(names.isEmpty ? "has no test that runs" : names + " does not pass") with the patch."
            )
        } else if again.problem != nil || again.run.passed != after.run.passed {
            complaints.append("The reproduction passes with the patch in one run and not in the next.")
        }
        let missing = Set(before.run.failed + before.run.passed).subtracting(after.run.failed + after.run.passed)
        if complaints.isEmpty, !missing.isEmpty {
            complaints.append("The reproduction runs fewer tests with the patch than on the base commit.")
        }
        return complaints
    }
}
