/// What was seen of a patch before anybody decides: evidence, not a verdict. It comes piece by piece.
///
/// A reproduction is evidence about the bug and not the judge of patches, so a patch that leaves it failing is shown with
/// what happened. Phase two proves the approved patch afresh; see `Verification`.
package struct Assessment: Sendable, Codable, Equatable {
    /// What the reproduction says.
    package enum Reproduction: Sendable, Codable, Equatable {
        /// There is none: why.
        case notAvailable(String)
        /// It fails on the base commit and passes with the patch.
        case passes
        /// The logged error is raised still, in the words of the run. Untrusted.
        case stillFails(String)
        /// It ended in a way that speaks neither for the patch nor against it: how. Untrusted.
        case inconclusive(String)
    }

    /// What tests of the repository say.
    package enum Tests: Sendable, Codable, Equatable {
        case running
        /// Of so many that passed on the base commit, how many pass with the patch. `broken` is why the others speak against
        /// it, a sentence each; empty when none does.
        case ran(kept: Int, of: Int, broken: [String])
        /// They could not be run to an end on the base commit: why, and what to do.
        case notRun(String)
    }

    /// The proposal it is about.
    package let digest: ProposalDigest
    package let reproduction: Reproduction
    /// Tests in files that use what the patch changes; nil until they ran, and where nothing tells which they are.
    package let touching: Tests?
    /// All of the repository's tests.
    package let suite: Tests
    /// What a reader should look at twice, a sentence each. With any, the patch isn't called proven.
    package let warnings: [String]

    package init(
        digest: ProposalDigest, reproduction: Reproduction, touching: Tests? = nil, suite: Tests,
        warnings: [String] = []
    ) {
        self.digest = digest
        self.reproduction = reproduction
        self.touching = touching
        self.suite = suite
        self.warnings = warnings
    }

    /// Whether nothing is running any more.
    package var isComplete: Bool { suite != .running }

    /// What speaks against the patch, a sentence each.
    package var objections: [String] {
        let still: [String] = if case .stillFails(let words) = reproduction { [words] } else { [] }
        let broken = suite.broken.isEmpty ? touching?.broken ?? [] : suite.broken
        return still + broken
    }

    /// How much was seen so far; nil while nothing is, and where something speaks against the patch.
    package var level: ProofLevel? {
        guard objections.isEmpty else { return nil }
        let tests = suite == .running ? touching ?? .running : suite
        return ProofLevel(
            isReproduced: reproduction == .passes, tests: tests, isWhole: suite != .running, hasDoubt: !warnings.isEmpty
        )
    }
}

extension Assessment.Tests {
    package var broken: [String] { if case .ran(_, _, let broken) = self { broken } else { [] } }

    /// Whether any test ran.
    package var hasRun: Bool { if case .ran(_, let count, _) = self { count > 0 } else { false } }
}

extension ProofLevel {
    /// The one rule for what may be called how.
    ///
    /// - Parameters:
    ///   - isReproduced: the logged error was there before and is gone, its result asserted.
    ///   - tests: nothing in them speaks against the patch.
    ///   - isWhole: whether they are all of the repository's tests.
    ///   - hasDoubt: whether something about the patch is to be read twice.
    package init?(isReproduced: Bool, tests: Assessment.Tests, isWhole: Bool, hasDoubt: Bool) {
        switch tests {
        case .running: return nil
        case .notRun: self = isReproduced ? .tested : .untested
        case .ran(_, let count, _):
            if isReproduced, isWhole, !hasDoubt {
                self = .proven
            } else {
                self = count > 0 || isReproduced ? .tested : .untested
            }
        }
    }
}
