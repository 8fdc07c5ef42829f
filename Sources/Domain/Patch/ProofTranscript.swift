/// Everything the tests printed, for people who want to read it all.
package struct ProofTranscript: Sendable, Equatable {
    /// Plain text. Untrusted.
    package let text: String

    /// Nil when nothing was run.
    package init?(of proof: Verification, plan: TestPlan?) {
        guard proof.ran else { return nil }
        let runs: [(title: String, run: TestRun?, command: [String]?)] = [
            ("Reproduction on the base commit", proof.reproductionBefore, plan?.reproduction),
            ("Reproduction with the patch", proof.reproductionAfter, plan?.reproduction),
            ("Repository's tests on the base commit", proof.suiteBefore, plan?.suite),
            ("Repository's tests with the patch", proof.suiteAfter, plan?.suite),
        ]
        var parts = [
            "Proof of \(proof.digest)\n\(proof.summary)\nRun in \(proof.sandbox); \(proof.reruns) further runs to tell chance from breakage."
        ]
        parts += Self.list("Failing on the base commit already", proof.alreadyFailing)
        parts += Self.list("Flaky, not counted", proof.flaky)
        for (title, run, command) in runs {
            guard let run else { continue }
            let end = run.exitCode.map { "exit status \($0)" } ?? "stopped at a limit"
            parts.append(
                """
                ==== \(title) ====
                \(command.map { "$ " + $0.joined(separator: " ") } ?? "")
                \(run.passed.count) passed, \(run.failed.count) failed, \(run.skipped.count) skipped; \(end)

                \(run.output)
                """)
            parts += Self.list("Failed", run.failed)
        }
        text = parts.joined(separator: "\n\n") + "\n"
    }

    private static func list(_ title: String, _ names: [String]) -> [String] {
        names.isEmpty ? [] : ["\(title):\n" + names.map { "  \($0)" }.joined(separator: "\n")]
    }
}
