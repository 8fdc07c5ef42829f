import Domain

/// What ran before the patch and after it, side by side.
struct ProofTable {
    let verification: Verification
    var plan: TestPlan?

    var html: HTML {
        let verdict: HTML = verification.isOfFailingTest ? failingTestVerdict : repairVerdict
        return """
            \(verification.reproductionBefore == nil ? suiteOnlyVerdict : verdict)
            <div class="scroll" tabindex="0" role="region" aria-label="Test results, \(verification.digest.short)"><table class="proof">
            <thead><tr><th scope="col">Run</th><th scope="col">Before, base commit</th>\
            <th scope="col">After, with the patch</th></tr></thead>
            <tbody>
            \(row("Reproduction", verification.reproductionBefore, verification.reproductionAfter))
            \(row("Repository's tests", verification.suiteBefore, verification.suiteAfter))
            </tbody></table></div>
            <p>\(verification.summary.prefix(1).uppercased() + verification.summary.dropFirst()).</p>
            \(names("Failing on the base commit already", verification.alreadyFailing))\
            \(names("Flaky, run again and not counted", verification.flaky))\
            <p class="soft">Ran in \(verification.sandbox), \(Words.seconds(verification.seconds)) in all\(reruns). \
            Digest <code>\(verification.digest.short)</code>.</p>
            \(output)
            """
    }

    private var repairVerdict: HTML {
        switch verification.verdict {
        case .passed: "<p class=\"good\">✓ Proven: the bug was there before and is gone after.</p>"
        case .failed(let reasons):
            "<p class=\"bad\">✗ Not proven</p><ul>\(reasons.map { "<li>\($0)</li>" as HTML })</ul>"
        }
    }

    /// A failing test without a repair shows the bug and claims no more.
    private var failingTestVerdict: HTML {
        verification.passed
            ? "<p>The test shows the bug. There is no repair that could be proven.</p>"
            : "<p class=\"bad\">✗ The test shows nothing</p>"
    }

    private var reruns: String {
        verification.reruns == 0 ? "" : ", \(verification.reruns) runs of it to tell chance from breakage"
    }

    private func names(_ title: String, _ names: [String]) -> HTML? {
        guard !names.isEmpty else { return nil }
        let more: HTML = names.count > 20 ? "<li>and \(names.count - 20) more</li>" : .empty
        return "<p>\(title):</p><ul>\(names.prefix(20).map { "<li><code>\($0)</code></li>" as HTML })\(more)</ul>"
    }

    /// Without a reproduction, passing tests prove only that nothing else broke.
    private var suiteOnlyVerdict: HTML {
        switch verification.verdict {
        case .passed:
            "<p>The repository's tests pass with the patch. The bug could not be reproduced, so its end is not proven.</p>"
        case .failed(let reasons):
            "<p class=\"bad\">✗ Tests failed</p><ul>\(reasons.map { "<li>\($0)</li>" as HTML })</ul>"
        }
    }

    private func row(_ name: String, _ before: TestRun?, _ after: TestRun?) -> HTML {
        "<tr><th scope=\"row\">\(name)</th><td>\(cell(before))</td><td>\(cell(after))</td></tr>"
    }

    private func cell(_ run: TestRun?) -> HTML {
        guard let run else { return "<span class=\"soft\">did not run</span>" }
        let counts = "\(run.passed.count) passed, \(run.failed.count) failed, \(run.skipped.count) skipped"
        let end = run.exitCode.map { "exit \($0)" } ?? "stopped at a limit"
        let succeeded = run.exitCode == 0 && run.failed.isEmpty
        return """
            <span class="\(succeeded ? "good" : "bad")">\(succeeded ? "✓ passes" : "✗ fails")</span><br>\
            \(counts)<br><span class="soft">\(end), \(Words.seconds(run.seconds))</span>\(failures(run))
            """
    }

    private func failures(_ run: TestRun) -> HTML? {
        guard !run.failed.isEmpty else { return nil }
        return "<ul>\(run.failed.prefix(20).map { "<li><code>\($0)</code></li>" as HTML })</ul>"
    }

    /// All of it, folded away.
    private var output: HTML? {
        guard let transcript = ProofTranscript(of: verification, plan: plan) else { return nil }
        return """
            <details><summary>Everything the tests printed</summary>\
            <pre tabindex="0" role="region" aria-label="Output, \(verification.digest.short)"><code>\(transcript.text)</code></pre></details>
            """
    }
}
