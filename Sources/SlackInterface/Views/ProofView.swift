import Domain

/// Before and after: what ran on the base commit and on the patched code, side by side.
enum ProofView {
    static func messages(_ proof: Verification, number: Int, of incident: Incident) -> [OutgoingMessage] {
        let proposal = incident.proposals.last { $0.digest == proof.digest }
        let file = file(proof, number: number, of: incident.id, plan: proposal?.plan)
        return [message(proof, of: proposal, number: number)] + (file.map { [$0] } ?? [])
    }

    private static func message(_ proof: Verification, of proposal: Proposal?, number: Int) -> OutgoingMessage {
        var elements: [RichText] = [.section([.words(sentence(proof, of: proposal))])]
        if proof.ran { elements.append(.preformatted(table(proof))) }
        if case .failed(let reasons) = proof.verdict, !reasons.isEmpty {
            elements.append(.list(reasons.prefix(8).map { .prose($0, 300) }))
        }
        elements += PatchWords.named("Know before you rely on it: ", proof.remarks ?? [], showing: 6, bytes: 300)
        elements += named("Failing on the base commit already: ", proof.alreadyFailing)
        elements += named("Flaky, run again and not counted: ", proof.flaky)
        elements.append(
            .section([
                .words("Run in "), .untrusted(proof.sandbox, 60, .code),
                .words(", \(Seconds.text(proof.seconds)) in all\(reruns(proof)). Digest "),
                .untrusted(proof.digest.short, 24, .code),
            ]))
        elements += failures(proof)
        return .thread("proof-\(number)", title(proof, of: proposal), elements)
    }

    /// Passed is not proven: the title says how much was seen.
    private static func title(_ proof: Verification, of proposal: Proposal?) -> String {
        guard proposal?.isFailingTest != true else {
            return proof.passed ? "✅ Proof: the test fails, as it has to" : "❌ Proof: the test shows nothing"
        }
        guard proof.passed else { return "❌ Proof: the patch fails" }
        return switch proof.level {
        case .proven: "✅ Proof: the patch is proven"
        case .tested: "☑️ Proof: the patch is tested, not proven"
        case .untested: "⚠️ Proof: nothing could be tested"
        case nil: "✅ Proof: the patch passes"
        }
    }

    /// All output, where there is any: the thread shows only the end of what failed.
    private static func file(
        _ proof: Verification, number: Int, of incident: IncidentID, plan: TestPlan?
    ) -> OutgoingMessage? {
        guard let transcript = ProofTranscript(of: proof, plan: plan) else { return nil }
        return OutgoingMessage(
            key: "proof-\(number)-output", place: .thread,
            content: .file(
                FileBody(
                    name: "incident-\(incident)-proof-\(number).txt", text: transcript.text,
                    comment: "Everything the tests printed, before and after.")))
    }

    /// The proof in one line, as a sentence.
    static func sentence(_ proof: Verification, of proposal: Proposal?) -> String {
        guard proposal?.isFailingTest != true else {
            return proof.passed
                ? "The test fails on the base commit in every run. There is no repair that could be tested."
                : "The test does not fail on the base commit in every run."
        }
        return proof.summary.capitalizedFirst + "."
    }

    private static func reruns(_ proof: Verification) -> String {
        proof.reruns == 0 ? "" : ", \(proof.reruns) of the runs to tell chance from breakage"
    }

    private static func named(_ title: String, _ names: [String]) -> [RichText] {
        guard !names.isEmpty else { return [] }
        var leaves: [RichText.Leaf] = [.words(title, .bold)]
        for name in names.prefix(5) {
            if leaves.count > 1 { leaves.append(.words(", ")) }
            leaves.append(.untrusted(name, 120, .code))
        }
        if names.count > 5 { leaves.append(.words(" and \(names.count - 5) more")) }
        return [.section(leaves)]
    }

    private static func table(_ proof: Verification) -> String {
        var rows = [["", "before", "after"]]
        rows.append(
            ["reproduction", outcome(proof.reproductionBefore), outcome(proof.reproductionAfter)])
        rows.append(["tests run", "\(proof.suiteBefore.executed)", "\(proof.suiteAfter.executed)"])
        rows.append(["tests passed", "\(proof.suiteBefore.passed.count)", "\(proof.suiteAfter.passed.count)"])
        rows.append(["tests failed", "\(proof.suiteBefore.failed.count)", "\(proof.suiteAfter.failed.count)"])
        rows.append(["tests skipped", "\(proof.suiteBefore.skipped.count)", "\(proof.suiteAfter.skipped.count)"])
        rows.append(["exit status", exit(proof.suiteBefore), exit(proof.suiteAfter)])
        rows.append(["time", Seconds.text(proof.suiteBefore.seconds), Seconds.text(proof.suiteAfter.seconds)])
        return rows.map { row in pad(row[0], 15) + pad(row[1], 17) + row[2] }.joined(separator: "\n")
    }

    private static func outcome(_ run: TestRun?) -> String {
        guard let run else { return "none" }
        guard let code = run.exitCode else { return "stopped" }
        if !run.failed.isEmpty { return "fails" }
        return code == 0 && !run.passed.isEmpty ? "passes" : "fails to run"
    }

    private static func exit(_ run: TestRun) -> String {
        run.exitCode.map { "\($0)" } ?? "stopped at limit"
    }

    private static func pad(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(1, width - text.count))
    }

    /// The end of what a failing run printed: that is where the reason stands.
    private static func failures(_ proof: Verification) -> [RichText] {
        guard !proof.passed else { return [] }
        let after = [proof.reproductionAfter, proof.suiteAfter].compactMap { $0 }
        guard let run = after.first(where: { !$0.failed.isEmpty || $0.exitCode != 0 }), !run.output.isEmpty else {
            return []
        }
        return [.preformatted(untrusted: String(run.output.suffix(3_000)), bytes: 3_500)]
    }
}
