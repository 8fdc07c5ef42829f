import Domain

/// Has a model write a patch. What it writes goes through the same gate and the same tests as any other candidate.
struct ModelPatchWriter: Sendable {
    /// How its candidates are named among what was tried.
    static let template = "model"

    let adviser: ModelAdviser
    let gate: PatchGate
    let sources: InvestigationSources

    /// A patch of its own with which the reproduction still fails.
    struct Failed: Sendable {
        let edits: [Patch.Edit]
        /// What the logged call does with it.
        let seen: String
    }

    /// A patch that fits the base to the letter, or none; and the account, to be written down after the tests.
    ///
    /// - Parameter failed: its first try, where this is the second.
    func write(
        for incident: Incident, location: CodeLocation?, base: CommitID, after failed: Failed? = nil
    ) async throws(PortError) -> (candidate: RepairAnswer.Candidate?, draft: ConsultationDraft) {
        let question = try await question(for: incident, location: location, base: base, after: failed)
        let avoided = incident.proposals.map(\.patch.edits) + [failed?.edits].compactMap(\.self)
        return await adviser.consult(question, about: incident) { reply in
            let text = try PatchText.parse(reply.text, nonce: reply.nonce)
            // A placeholder put where none stood would print a secret of the source on the card and in the pull request.
            let (old, new) = (text.edits.map(\.original), text.edits.map { $0.file + "\n" + $0.fixed })
            guard !reply.terms.spreadsSecret(from: old.joined(separator: "\n"), to: new.joined(separator: "\n")) else {
                throw AnswerProblem(SecretSpread.sentence)
            }
            let edits = text.edits.map { edit in
                Patch.Edit(
                    file: reply.terms.restore(edit.file), original: reply.terms.restore(edit.original),
                    fixed: reply.terms.restore(edit.fixed))
            }
            guard !avoided.contains(edits) else { throw AnswerProblem("this patch was proposed before") }
            let patch = Patch(edits: edits)
            if case .refused(let sentence) = try await gate.changes(of: patch, at: base, reproduction: nil) {
                throw AnswerProblem(sentence)
            }
            return RepairAnswer.Candidate(
                template: Self.template, kind: reply.model, edits: edits, outcome: .fixed, support: "",
                explanation: reply.terms.restoreForPeople(text.explanation),
                rationale: "\(BoundedText.line(reply.model, limit: 80)) wrote it")
        }
    }

    private func question(
        for incident: Incident, location: CodeLocation?, base: CommitID, after failed: Failed?
    ) async throws(PortError) -> ModelQuestion {
        var source = ""
        if let location { source = try await SourceWindow.plain(around: location, at: base, in: gate.repository) }
        let place =
            location.map { "\nat \($0.file):\($0.line): \($0.code)" }
            ?? "\nno frame of the log is in a file of the repository"
        let test = incident.reproduction?.reproduction?.test.contents
        let feedback = incident.guidance
        let error = incident.correlation?.mainError.map { "\($0.signature.exception): \($0.signature.message)" } ?? ""
        var question = try ModelQuestion(
            .fixGenerator, prompt: "fix",
            tools: InvestigationTools(sources: sources, incident: incident, base: base),
            exhibits: [
                .init(
                    label: "diagnosis",
                    text: "\(error)\(place)\n" + (incident.diagnosis?.summary ?? "")),
                .init(label: location?.file ?? "source", text: source),
                .init(label: "test that fails because of the bug", text: test ?? ""),
                .init(label: "log", text: excerpt(of: incident)),
                .init(label: "your patch, with which the test still fails", text: failed?.words ?? ""),
                .init(label: "earlier patches", text: incident.proposals.suffix(3).map(\.diff).joined(separator: "\n")),
                .init(label: "what people answered to earlier patches", text: feedback.joined(separator: "\n")),
                .init(
                    label: "what the last failed test demands",
                    text: incident.critiques.last.map { "\($0.why)\n\($0.nextAttemptMust)" } ?? ""),
            ])
        question.aloud = UnfinishedAnswer.explanation(of:nonce:)
        return question
    }

    private func excerpt(of incident: Incident) -> String {
        BoundedText.headAndTail(of: incident.correlation?.digest.text ?? "", limit: 4_000)
    }
}

extension ModelPatchWriter.Failed {
    /// What was changed, and what was seen.
    fileprivate var words: String {
        let changes = edits.map { "\($0.file)\n- \($0.original)\n+ \($0.fixed)" }.joined(separator: "\n\n")
        return "\(BoundedText.headAndTail(of: changes, limit: 4_000))\n\n\(seen)"
    }
}
