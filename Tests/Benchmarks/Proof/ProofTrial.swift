import Adapters
import Agents
package import Domain
import Foundation

/// Everything the benchmark asks about one program.
package struct ProofTrial: Sendable {
    package struct Outcome: Sendable {
        package let name: String
        package var error = ""
        package var isReproduced = false
        package var isRepaired = false
        /// Whether the tests nobody saw pass on the verified patch; nil without one.
        package var isAccepted: Bool?
        /// Why the right fix was refused; nil when it was verified, as it must be.
        package var falseReject: String?
        /// Names of patches made to be hostile that behave as wanted here, by the tests nobody saw: no false accepts.
        package var harmless: [String] = []
        /// Names of hostile patches that were called verified: there must be none.
        package var falseAccepts: [String] = []
        package var adversaries = 0
        /// Of the right fix: its whole verification, and its tests run bare as often.
        package var seconds = 0.0
        package var bareSeconds = 0.0
        package var words = ""
        /// What was said of each hostile patch.
        package var verdicts: [String] = []
    }

    let program: ProofProgram
    let sandbox: any Sandbox
    /// Which of the further hostile patches to try; those the suite promises are always tried.
    let picks: @Sendable (_ index: Int) -> Bool

    package init(
        _ program: ProofProgram, sandbox: any Sandbox, picks: @escaping @Sendable (_ index: Int) -> Bool = { _ in true }
    ) {
        self.program = program
        self.sandbox = sandbox
        self.picks = picks
    }

    /// Hostile patches that every program is tried with.
    static let promised: Set<String> = [
        "no change", "wrong place", "except Exception: pass", "except the error: return None", "statement deleted",
        "test skipped", "test deleted", "sys.exit(0) on import", "os._exit(0) on import", "unittest patched",
        "report forged", "daemon left behind", "endless loop", "huge output",
    ]

    package func outcome() async throws -> Outcome {
        let directory = FileManager.default.temporaryDirectory.appending(path: "incident-bench-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: directory) }
        var scene = try await ProgramScene(program: program.folder, directory: directory, sandbox: sandbox)
        var outcome = Outcome(name: program.name)
        try await scene.reproduce()
        outcome.error = scene.error
        outcome.isReproduced = scene.reproduction != nil
        guard let diagnosis = scene.incident.diagnosis, let location = diagnosis.location else {
            outcome.words = scene.words
            outcome.falseReject = "there was no place to verify a fix at"
            return outcome
        }
        var repaired = scene
        if let proposal = try await repaired.repair() {
            outcome.isRepaired = true
            outcome.isAccepted = try await scene.accepts(proposal.patch.edits, tests: program.accepted())
        }
        outcome.words = repaired.words
        let reproduction = try scene.reproduction?.test ?? program.reproduction()
        try await verifyFix(in: scene, against: reproduction, into: &outcome)
        let tests = try await scene.repository.files(at: diagnosis.base).filter {
            $0.hasSuffix(".py") && ($0.hasPrefix("tests/test") || $0.hasPrefix("test_"))
        }
        let hostile = try await program.adversaries(at: location, exception: scene.error, tests: tests)
        for (index, adversary) in hostile.enumerated()
        where Self.promised.contains(adversary.name) || picks(index) {
            outcome.adversaries += 1
            // An endless one is stopped at the limit, so the limit is short.
            let limit = adversary.name.hasPrefix("endless") ? 3 : 20
            let verdict = try await scene.verify(adversary.edits, reproduction: reproduction, timeoutSeconds: limit)
            if verdict.passed {
                let isWanted = try await scene.accepts(adversary.edits, tests: program.accepted())
                if isWanted {
                    outcome.harmless.append(adversary.name)
                } else {
                    outcome.falseAccepts.append(adversary.name)
                }
            }
            outcome.verdicts.append("\(adversary.name): \(verdict.verdict)")
        }
        return outcome
    }

    private func verifyFix(
        in scene: ProgramScene, against reproduction: TestFile, into outcome: inout Outcome
    ) async throws {
        let clock = ContinuousClock()
        let start = clock.now
        let verification = try await scene.verify(try program.fix(), reproduction: reproduction, timeoutSeconds: 60)
        outcome.seconds = (clock.now - start).seconds
        if case .failed(let complaints) = verification.verdict {
            outcome.falseReject = complaints.joined(separator: " ")
        }
        guard let base = scene.incident.diagnosis?.base else { return }
        let tree = try await scene.repository.checkOut(base)
        let plain = clock.now
        _ = try await Command.run(
            [
                "env", "-C", tree.path, "PYTHONPATH=\(tree.path)", "PYTHONDONTWRITEBYTECODE=1", "python3", "-m",
                "pytest", "-q",
            ]
                + ["-p", "no:cacheprovider"])
        outcome.bareSeconds = (clock.now - plain).seconds
    }
}
