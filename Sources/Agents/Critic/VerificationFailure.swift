import Domain

/// What kind of failure a verification ended in, read from its runs.
struct VerificationFailure {
    enum Kind: Equatable {
        /// Nothing ran: the patch broke a rule or did not apply.
        case refused
        /// The reproduction passes, or does not run, without the patch.
        case nothingReproduced
        case reproductionFails
        case testsFail([String])
        /// Every run ended well and yet the patch is refused: it meddles with what tests it, or passes by chance.
        case untrustworthy
        /// A run was stopped or ended without a sound report.
        case unsound
    }

    let kind: Kind
    private let run: TestRun
    private let proposal: Proposal
    private let sentence: String

    init(_ verification: Verification, proposal: Proposal) {
        self.proposal = proposal
        sentence = if case .failed(let sentences) = verification.verdict { sentences.first ?? "" } else { "" }
        let broken = Self.broken(verification)
        if !verification.ran {
            (kind, run) = (.refused, verification.suiteAfter)
        } else if let before = verification.reproductionBefore, before.failed.isEmpty {
            (kind, run) = (.nothingReproduced, before)
        } else if let after = verification.reproductionAfter, !after.failed.isEmpty {
            (kind, run) = (.reproductionFails, after)
        } else if !broken.isEmpty, !verification.suiteAfter.failed.isEmpty {
            (kind, run) = (.testsFail(broken), verification.suiteAfter)
        } else if verification.suiteAfter.succeeded, verification.reproductionAfter?.succeeded != false {
            (kind, run) = (.untrustworthy, verification.suiteAfter)
        } else {
            let after = verification.reproductionAfter
            (kind, run) = (
                .unsound, after.map { $0.passed.isEmpty ? $0 : verification.suiteAfter } ?? verification.suiteAfter
            )
        }
    }

    /// Tests that the patch broke, those that merely fail on the base left out.
    private static func broken(_ verification: Verification) -> [String] {
        let (passing, failing) = (Set(verification.suiteAfter.passed), Set(verification.suiteBefore.failed))
        let lost = verification.suiteBefore.passed.filter { !passing.contains($0) }
        let added = verification.suiteAfter.failed.filter { !failing.contains($0) && !lost.contains($0) }
        return lost + added
    }

    var why: String {
        let place = OutputReading.place(in: run.output)
        let error = OutputReading.error(in: run.output)
        switch kind {
        case .refused: return "Nothing was run: \(sentence)"
        case .nothingReproduced:
            return "Without the patch the reproduction does not fail, so it can't tell whether a patch works."
        case .untrustworthy: return "Its tests pass, yet they don't speak for it: \(sentence)"
        case .unsound:
            return
                "The run ended (\(run.exitCode.map { "exit status \($0)" } ?? "killed")) without a sound report. Last words: \(error)"
        case .reproductionFails, .testsFail:
            let where_ = place.map { " at \($0.file):\($0.line)" } ?? ""
            return "The output ends in `\(error)`\(where_). \(blame(place))"
        }
    }

    /// Whether the error comes from a file the patch changed.
    private func blame(_ place: OutputReading.Place?) -> String {
        guard let place else { return "It does not say where." }
        let changed = proposal.patch.edits.map(\.file)
        if changed.contains(where: { $0 == place.file || place.file.hasSuffix("/" + $0) }) {
            return "That file is changed by the patch."
        }
        return SourcePaths.isTest(place.file)
            ? "That is the test's own expectation of what the changed code gives."
            : "The patch does not change that file."
    }

    var demand: String {
        let files = proposal.patch.edits.map(\.file)
        let changed = Set(files).sorted().prefix(4).map { "`\($0)`" }.joined(separator: ", ")
        switch kind {
        case .refused: return "Apply to the base commit to the letter and keep the rule that was broken."
        case .nothingReproduced: return "Come with a reproduction that fails on the base commit."
        case .reproductionFails:
            return """
                Make the reproduction pass: it still ends in `\(OutputReading.error(in: run.output))`. Another change of \
                \(changed) than this one is needed.
                """
        case .testsFail(let names):
            let list = names.prefix(5).map { "`\(BoundedText.line($0, limit: 160))`" }.joined(separator: ", ")
            let more = names.count > 5 ? " and \(names.count - 5) more" : ""
            return "Keep \(list)\(more) passing while the reproduction passes, without touching any test."
        case .untrustworthy:
            return "Mend the cause in every run, and leave alone the interpreter and whatever runs the tests."
        case .unsound:
            return "Let every test run to its end: no exit, no endless loop and no change to how tests are run."
        }
    }
}
