import Domain
import Foundation

/// Tries candidate patches in the sandbox, best first, until one mends the bug and breaks nothing.
struct PatchScreening: Sendable {
    let runner: TestRunner
    let gate: PatchGate
    let scrutiny: PatchScrutiny
    /// The most candidates that are run.
    let maximumCandidates: Int
    /// Sandbox time after which no further candidate is begun.
    let maximumSeconds: Double

    /// What screening found.
    struct Result {
        /// The first candidate that passed, with the files it makes.
        let passed: (candidate: RepairAnswer.Candidate, patch: Patch, changes: [FileChange])?
        /// Why each other candidate was refused, a line each.
        let refused: [String]
    }

    func screen(
        _ candidates: [RepairAnswer.Candidate], base: CommitID, tree: URL, plan: TestPlan, reproduction: TestFile?,
        suiteBefore: TestAttempt, crash: PatchScrutiny.Crash?
    ) async throws(PortError) -> Result {
        var (refused, seconds, tried) = ([String](), 0.0, 0)
        for candidate in candidates {
            guard tried < maximumCandidates, seconds < maximumSeconds else {
                refused.append(
                    "\(candidates.count - refused.count) further candidates were not tried: the limit was reached.")
                break
            }
            let patch = Patch(edits: candidate.edits, additions: reproduction.map { [$0] } ?? [])
            switch try await gate.changes(of: patch, at: base, reproduction: reproduction) {
            case .refused(let sentence): refused.append("\(candidate.template) (\(candidate.kind)): \(sentence)")
            case .made(let changes):
                if let refusal = try await scrutiny.refusal(of: patch.edited(changes), in: tree, crash: crash) {
                    refused.append("\(candidate.template) (\(candidate.kind)): \(refusal)")
                    continue
                }
                tried += 1
                let runs = SuiteRuns(plan: plan, tree: tree, runner: runner)
                let (complaint, spent) = try await complaint(
                    about: changes, plan: plan, runs: runs, suiteBefore: suiteBefore)
                seconds += spent
                guard let complaint else { return Result(passed: (candidate, patch, changes), refused: refused) }
                refused.append("\(candidate.template) (\(candidate.kind)): \(complaint)")
            }
        }
        return Result(passed: nil, refused: refused)
    }

    /// The first thing that speaks against the change, and the sandbox time it took to find out.
    private func complaint(
        about changes: [FileChange], plan: TestPlan, runs: SuiteRuns, suiteBefore: TestAttempt
    ) async throws(PortError) -> (String?, seconds: Double) {
        var seconds = 0.0
        if let command = plan.reproduction {
            let after = try await runner.run(
                command, tree: runs.tree, changes: changes, timeoutSeconds: plan.timeoutSeconds, settings: plan)
            seconds += after.run.seconds
            guard after.problem == nil, after.run.failed.isEmpty, after.run.skipped.isEmpty, !after.run.passed.isEmpty
            else {
                return (
                    "the reproduction still fails: \(after.problem ?? OutputReading.error(in: after.run.output))",
                    seconds
                )
            }
        }
        let suite = try await runs.compare(changes, against: suiteBefore)
        seconds += suite.comparison.after.run.seconds
        if plan.reproduction == nil, suite.comparison.after.run.passed.isEmpty {
            return ("no test runs, so nothing shows that it works", seconds)
        }
        return (suite.complaints.first, seconds)
    }
}
