import Domain

/// The sections on the fix: what was changed, who approved which bytes, and what the tests say before and after.
enum ReportProof {
    static func fix(_ incident: Incident) -> [String] {
        guard let proposal = incident.proposal else {
            return incident.diagnosis == nil ? [] : ["## Fix", "No patch was proposed."]
        }
        return [heading(proposal), MarkdownText.prose(proposal.explanation, limit: 1_500)] + outcome(incident, proposal)
            + [
                "\(proposal.isFailingTest ? "Proposal" : "Patch") \(proposal.attempt), "
                    + "\(ReportWording.author(of: proposal, in: incident)), against commit "
                    + "\(MarkdownText.code(proposal.base.rawValue)):",
                MarkdownText.block(proposal.diff, language: "diff"), approval(incident, proposal),
            ]
    }

    private static func heading(_ proposal: Proposal) -> String {
        switch proposal.outcome {
        case .fixed, nil: "## Fix"
        case .contained: "## Containment"
        case .failingTest: "## Failing test"
        }
    }

    private static func outcome(_ incident: Incident, _ proposal: Proposal) -> [String] {
        guard let outcome = proposal.outcome,
            let words = OutcomeWording.outcome(of: proposal, isSeen: incident.hasSeenOutcome)?.words
        else { return [] }
        let name = outcome == .failingTest ? "failing test only" : outcome.rawValue
        let support =
            proposal.support.map { " What says that this is right: \(MarkdownText.prose($0, limit: 400))" } ?? ""
        return ["Outcome: **\(name)**; \(words).\(support)"]
    }

    private static func approval(_ incident: Incident, _ proposal: Proposal) -> String {
        var lines = ["- Digest of diff, base commit and test plan: \(MarkdownText.code(proposal.digest.rawValue))"]
        for decision in incident.decisions {
            let which = "\(MarkdownText.code(decision.digest.short)) at \(ReportWording.time(decision.at)) UTC"
            switch decision.answer {
            case .approved: lines.append("- Approved by \(ReportWording.actor(decision.by)): \(which)")
            case .rejected(let feedback):
                let why = feedback.isEmpty ? "" : ". \(MarkdownText.prose(feedback, limit: 300))"
                lines.append("- Rejected by \(ReportWording.actor(decision.by)): \(which)\(why)")
            }
        }
        if incident.decision == nil { lines.append("- Nobody has decided on this patch yet.") }
        return lines.joined(separator: "\n")
    }

    static func proof(_ incident: Incident) -> [String] {
        guard let verification = incident.verification ?? incident.verifications.last else { return [] }
        var rows = ["| | before the patch | with the patch |", "|---|---|---|"]
        if verification.reproductionBefore != nil || verification.reproductionAfter != nil {
            rows.append(
                "| Reproduction | \(cell(verification.reproductionBefore)) | \(cell(verification.reproductionAfter)) |")
        } else {
            rows.append("| Reproduction | none | none |")
        }
        rows.append("| Repository's tests | \(cell(verification.suiteBefore)) | \(cell(verification.suiteAfter)) |")
        let proposal = incident.proposals.last { $0.digest == verification.digest }
        let isFailingTest = proposal?.isFailingTest == true
        var parts = ["## Proof"]
        if !isFailingTest {
            parts.append("\(verification.summary.prefix(1).uppercased())\(verification.summary.dropFirst()).")
        }
        parts +=
            [rows.joined(separator: "\n"), verdict(verification, isFailingTest: isFailingTest)] + level(verification)
        parts += names("Failing on the base commit already", verification.alreadyFailing)
        parts += names("Flaky, run again and not counted", verification.flaky)
        if let plan = proposal?.plan {
            let commands = [plan.suite, plan.reproduction].compactMap(\.self).map { $0.joined(separator: " ") }
            parts.append("Commands: \(commands.map { MarkdownText.code($0, limit: 400) }.joined(separator: ", "))")
        }
        if let reproduction = incident.reproduction?.reproduction {
            parts.append(
                "The bug was made to happen with \(MarkdownText.code(reproduction.input, limit: 300)), which raised "
                    + "\(MarkdownText.code(reproduction.exception, limit: 100)) at \(ReportWording.place(reproduction.location))."
            )
        }
        return parts
    }

    private static func names(_ title: String, _ names: [String]) -> [String] {
        guard !names.isEmpty else { return [] }
        let shown = names.prefix(10).map { MarkdownText.code($0, limit: 200) }.joined(separator: ", ")
        return ["\(title): \(shown)\(names.count > 10 ? " and \(names.count - 10) more" : "")."]
    }

    /// How much the proof shows, and what it leaves open.
    private static func level(_ verification: Verification) -> [String] {
        let remarks = (verification.remarks ?? []).prefix(8).map { "- \(MarkdownText.prose($0, limit: 300))" }
        let level = verification.level.map { ["Level: **\(OutcomeWording.level($0))**."] } ?? []
        return level + (remarks.isEmpty ? [] : ["To know before relying on it:", remarks.joined(separator: "\n")])
    }

    private static func verdict(_ verification: Verification, isFailingTest: Bool) -> String {
        let how =
            "Run in \(MarkdownText.code(verification.sandbox, limit: 60)), in \(ReportWording.duration(verification.seconds))."
        switch verification.verdict {
        case .passed:
            if isFailingTest { return "**The test fails on the base commit in every run**, as it has to. \(how)" }
            if verification.level == .untested { return "**Nothing could be tested.** \(how)" }
            let missing =
                verification.reproductionAfter == nil
                ? " The bug could not be reproduced, so the tests show only that nothing else broke." : ""
            return "**Passed.** \(how)\(missing)"
        case .failed(let reasons):
            return (["**Failed.** \(how)"] + reasons.prefix(10).map { "- \(MarkdownText.prose($0, limit: 300))" })
                .joined(separator: "\n")
        }
    }

    private static func cell(_ run: TestRun?) -> String {
        guard let run else { return "not run" }
        let counts = "\(run.passed.count) passed, \(run.failed.count) failed, \(run.skipped.count) skipped"
        guard let code = run.exitCode else { return "\(counts); killed at a limit" }
        return "\(counts); exit code \(code)"
    }
}
