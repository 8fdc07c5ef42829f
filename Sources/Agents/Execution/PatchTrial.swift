import Domain
import Foundation

/// What running a patch shows, piece by piece: for the card before anybody decides.
struct PatchTrial: Sendable {
    let runner: TestRunner
    let tree: URL
    /// With the command of the reproduction, where the patch adds a test.
    let plan: TestPlan
    let changes: [FileChange]

    /// Whether the test that the patch adds fails without the patch and passes with it.
    ///
    /// - Parameter test: the path of that test; it is among the changes.
    func reproduction(of test: String) async throws(PortError) -> Assessment.Reproduction {
        guard let command = plan.reproduction else { return .notAvailable("no test of it can be run") }
        let alone = changes.filter { $0.path == test }
        let (before, after) = try await Concurrent.both { () async throws(PortError) in
            try await run(command, changes: alone)
        } and: { () async throws(PortError) in
            try await run(command, changes: changes)
        }
        let complaints = ReproductionComparison(before: before, after: after, again: after).complaints
        guard let first = complaints.first else { return .passes }
        return before.run.failed.isEmpty
            ? .inconclusive(first) : .stillFails("\(first) \(OutputReading.error(in: after.run.output))")
    }

    /// Both runs of the repository's tests, and reruns of what may be chance.
    func suite() async throws(PortError) -> Assessment.Tests {
        Assessment.Tests(try await SuiteRuns(plan: plan, tree: tree, runner: runner).compare(with: changes))
    }

    /// The patched run alone, against a run on the base that is known.
    ///
    /// - Parameter seconds: the most that the run may take; `running` where it takes longer.
    func suite(against before: TestAttempt, within seconds: Double) async throws(PortError) -> Assessment.Tests {
        let hurried = plan.limited(to: Int(seconds))
        let compared = try await SuiteRuns(plan: hurried, tree: tree, runner: runner).compare(changes, against: before)
        if hurried.timeoutSeconds < plan.timeoutSeconds, compared.comparison.after.wasStopped { return .running }
        return Assessment.Tests(compared)
    }

    /// The same of the test files that use what the patch changes; nil where there are none, or all would run.
    func touching() async throws(PortError) -> Assessment.Tests? {
        let files = TouchingTests.files(for: changes, in: tree)
        guard let narrow = plan.narrowed(to: files) else { return nil }
        return Assessment.Tests(try await SuiteRuns(plan: narrow, tree: tree, runner: runner).compare(with: changes))
    }

    private func run(_ command: [String], changes: [FileChange]) async throws(PortError) -> TestAttempt {
        try await runner.run(
            command, tree: tree, changes: changes, timeoutSeconds: plan.timeoutSeconds, settings: plan)
    }
}

extension Assessment.Tests {
    /// What a comparison of both trees says of the patch.
    init(_ suite: SuiteComparison) {
        if let reason = suite.comparison.whyNothingRan {
            self = .notRun(reason)
            return
        }
        let flaky = Set(suite.flaky)
        let before = suite.comparison.before.run.passed.filter { !flaky.contains($0) }
        let passing = Set(suite.comparison.after.run.passed)
        self = .ran(kept: before.count { passing.contains($0) }, of: before.count, broken: suite.complaints)
    }
}

extension TestPlan {
    /// The same plan with a shorter limit for each run.
    func limited(to seconds: Int) -> TestPlan {
        TestPlan(
            suite: suite, reproduction: reproduction, timeoutSeconds: max(1, min(timeoutSeconds, seconds)),
            report: report, environment: environment, image: image)
    }

    /// The same plan for some test files alone; nil without files, and for a runner that isn't told files.
    func narrowed(to files: [String]) -> TestPlan? {
        guard !files.isEmpty, report == nil, let runner = suite.firstIndex(of: "pytest") else { return nil }
        let options = suite[...runner] + Self.options(of: suite[(runner + 1)...])
        return TestPlan(
            suite: options + files, reproduction: reproduction, timeoutSeconds: timeoutSeconds,
            environment: environment, image: image)
    }

    /// pytest's options without the places where it looks for tests.
    private static func options(of arguments: ArraySlice<String>) -> [String] {
        var options: [String] = []
        var takesValue = false
        for argument in arguments where takesValue || argument.hasPrefix("-") {
            options.append(argument)
            takesValue = !takesValue && ["-p", "-o", "-c", "-k", "-m", "-W"].contains(argument)
        }
        return options
    }
}
