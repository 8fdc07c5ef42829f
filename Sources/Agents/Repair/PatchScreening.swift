import Domain
import Foundation

/// Tries the rules' candidates, best first, until one mends the bug and nothing speaks against it.
///
/// A guess of the rules has to be right where it is seen: it needs a reproduction that passes with its result asserted, no
/// doubt in the reading of its code, and tests that end as before. What a model or a person wrote is not screened but shown.
struct PatchScreening: Sendable {
    let reviewer: PatchReviewer
    /// The most candidates that are run.
    let maximumCandidates: Int

    /// The first candidate that holds.
    struct Passed: Sendable {
        let candidate: RepairAnswer.Candidate
        let patch: ReviewedPatch
        let assessment: Assessment
    }

    struct Result: Sendable {
        let passed: Passed?
        /// Why each other candidate was dropped, a line each.
        let refused: [String]
    }

    /// - Parameter remaining: seconds until no further candidate is begun.
    func screen(
        _ candidates: [RepairAnswer.Candidate], in scene: PatchScene, suiteBefore: TestAttempt,
        remaining: @Sendable () -> Double
    ) async throws(PortError) -> Result {
        var (refused, tried) = ([String](), 0)
        for candidate in candidates {
            guard tried < maximumCandidates, remaining() > 0 else {
                refused.append("\(candidates.count - tried) further candidates were not tried: the limit was reached.")
                break
            }
            tried += 1
            switch try await reviewer.review(candidate.edits, in: scene) {
            case .refused(let sentence): refused.append("\(candidate.name): \(sentence)")
            case .reviewed(let patch):
                let assessment = try await reviewer.assess(
                    patch, in: scene, suiteBefore: suiteBefore, within: remaining())
                if let complaint = complaint(about: candidate, patch, assessment) {
                    refused.append("\(candidate.name): \(complaint)")
                    continue
                }
                return Result(
                    passed: Passed(candidate: candidate, patch: patch, assessment: assessment), refused: refused)
            }
        }
        return Result(passed: nil, refused: refused)
    }

    /// The first thing that speaks against a guess, or leaves it a guess.
    private func complaint(
        about candidate: RepairAnswer.Candidate, _ patch: ReviewedPatch, _ assessment: Assessment
    ) -> String? {
        switch patch.reproduction {
        case .passes: break
        case .notAvailable: return "nothing shows that it works, since the bug was not reproduced"
        case .stillFails(let words), .inconclusive(let words): return words
        }
        if candidate.outcome == .fixed, patch.outcome == .contained, !patch.patch.raisesMore {
            return "it was to make the call work again, and the call \(patch.observed ?? "fails")"
        }
        return assessment.objections.first ?? patch.warnings.first
    }
}

extension PatchReviewer {
    /// What is seen of a reviewed patch within the seconds that are left; the rest is still running.
    func assess(
        _ patch: ReviewedPatch, in scene: PatchScene, suiteBefore: TestAttempt, within seconds: Double
    ) async throws(PortError) -> Assessment {
        let trial = PatchTrial(runner: runner, tree: scene.tree, plan: patch.plan, changes: patch.changes)
        guard !suiteBefore.wasStopped, suiteBefore.run.seconds < seconds else {
            return patch.assessment(touching: nil, suite: .running)
        }
        let suite = try await trial.suite(against: suiteBefore, within: max(seconds, 1))
        return patch.assessment(touching: nil, suite: suite)
    }
}

extension RepairAnswer.Candidate {
    fileprivate var name: String { "\(template) (\(kind))" }
}
