import Domain

/// What can be said about the patch: its bytes, and its proof.
struct PatchAnswers {
    private static let maximumDiff = 5_000

    let incident: Incident

    var diff: AnswerDraft {
        guard let proposal = incident.proposal else { return noPatch }
        let whole = proposal.diff.utf8.count <= Self.maximumDiff
        return AnswerDraft(
            title:
                "\(proposal.isFailingTest ? "Failing test" : "Patch") \(proposal.attempt), digest \(proposal.digest.short)",
            paragraphs: [proposal.explanation, judgement(of: proposal)]
                + (whole
                    ? []
                    : ["It is long: these are its beginning and its end. The whole of it is a file in this thread."]),
            code: whole ? proposal.diff : BoundedText.headAndTail(of: proposal.diff, limit: Self.maximumDiff),
            citations: incident.citation(.patchProposed))
    }

    var tests: AnswerDraft {
        guard let proof = incident.verification else {
            guard let last = incident.verifications.last else { return noTests }
            return draft(last, title: "The tests of an earlier patch")
        }
        return draft(proof, title: title(of: proof))
    }

    /// Who wrote the patch, what becomes of the logged request, and how much was seen, each a sentence.
    private func judgement(of proposal: Proposal) -> String {
        let outcome = OutcomeWording.outcome(of: proposal, isSeen: incident.hasSeenOutcome)?.words
        let level = incident.proofLevel.map { "It is \(OutcomeWording.level($0))." }
        let author = ReportWording.author(of: proposal, in: incident)
        return ["It was \(author).", outcome.map { "Outcome: \($0)." }, level].compactMap(\.self).joined(separator: " ")
    }

    private func title(of proof: Verification) -> String {
        if incident.proposal?.isFailingTest == true {
            return proof.passed
                ? "The test fails on the base commit, as it has to" : "The test does not fail every time"
        }
        guard proof.passed else { return "The patch fails" }
        return proof.level.map { "The patch is \(OutcomeWording.level($0))" } ?? "The patch passes"
    }

    private func draft(_ proof: Verification, title: String) -> AnswerDraft {
        var paragraphs: [String] = []
        if case .failed(let reasons) = proof.verdict { paragraphs += reasons.prefix(5) }
        let failing = Set(proof.suiteAfter.failed).subtracting(proof.suiteBefore.failed).sorted()
        if !failing.isEmpty { paragraphs.append("Newly failing: \(failing.prefix(8).joined(separator: ", "))") }
        paragraphs += (proof.remarks ?? []).prefix(4)
        paragraphs.append("Run in \(proof.sandbox), \(ReportWording.duration(proof.seconds)) in all.")
        return AnswerDraft(
            title: title, paragraphs: paragraphs, code: Self.table(proof), citations: incident.citation(.verified))
    }

    private static func table(_ proof: Verification) -> String {
        let rows = [
            ("", "before", "after"),
            ("reproduction", outcome(proof.reproductionBefore), outcome(proof.reproductionAfter)),
            ("passed", "\(proof.suiteBefore.passed.count)", "\(proof.suiteAfter.passed.count)"),
            ("failed", "\(proof.suiteBefore.failed.count)", "\(proof.suiteAfter.failed.count)"),
            ("skipped", "\(proof.suiteBefore.skipped.count)", "\(proof.suiteAfter.skipped.count)"),
        ]
        return rows.map { pad($0.0, 14) + pad($0.1, 14) + $0.2 }.joined(separator: "\n")
    }

    private static func outcome(_ run: TestRun?) -> String {
        guard let run else { return "none" }
        return run.failed.isEmpty && run.exitCode == 0 ? "passes" : "fails"
    }

    private static func pad(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(1, width - text.count))
    }

    private var noPatch: AnswerDraft {
        if let setAside = incident.round.setAside {
            return AnswerDraft(
                title: "No patch is on the table",
                paragraphs: ["Patch \(setAside.attempt) was set aside; another one is being made."],
                citations: incident.citation(setAside.reason))
        }
        return AnswerDraft(
            title: "There is no patch yet", paragraphs: [StatusAnswer(incident: incident).draft.paragraphs.last ?? ""])
    }

    private var noTests: AnswerDraft {
        guard let assessment = incident.assessment else {
            return AnswerDraft(
                title: "Nothing was tested yet", paragraphs: ["The bot proves a patch once it is approved."],
                citations: incident.citation(.reproduced))
        }
        let title = assessment.isComplete ? "What the tests say so far" : "The tests are still running"
        return AnswerDraft(
            title: title,
            paragraphs: AssessmentWording(assessment).sentences + [
                "Once the patch is approved, the bot proves it afresh."
            ],
            citations: incident.citation(incident.round.has(.assessed) ? .assessed : .patchProposed))
    }
}
