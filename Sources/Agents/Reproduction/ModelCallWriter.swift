import Domain

/// Has a model think of calls that make a crash happen again. What they do shows in the sandbox, and nothing else counts.
struct ModelCallWriter: Sendable {
    private static let maximumCalls = 6
    private static let longestCall = 2_000

    let adviser: ModelAdviser
    let sources: InvestigationSources

    private struct Answer: Decodable { let calls: [String] }

    /// Calls to try, none where the model has none; and the account, to be written down once they were tried.
    func calls(
        for incident: Incident, location: CodeLocation, base: CommitID, failure: FailedReproduction
    ) async throws(PortError) -> (calls: [String], draft: ConsultationDraft) {
        let error = incident.correlation?.mainError.map { "\($0.signature.exception): \($0.signature.message)" } ?? ""
        let question = try ModelQuestion(
            .execution, prompt: "reproduction",
            tools: InvestigationTools(sources: sources, incident: incident, base: base),
            exhibits: [
                .init(label: "crash", text: "\(error)\nat \(location.file):\(location.line): \(location.code)"),
                .init(
                    label: "source",
                    text: await SourceWindow.text(around: location, at: base, in: sources.repository)),
                .init(
                    label: "log",
                    text: BoundedText.headAndTail(of: incident.correlation?.digest.text ?? "", limit: 6_000)),
                .init(label: "what a search has tried", text: "\(failure.tried) inputs. \(failure.reason)"),
            ])
        let (calls, draft) = await adviser.consult(question, about: incident) { reply in
            let calls = try reply.value(Answer.self).calls.prefix(Self.maximumCalls)
                .map { reply.terms.restoreForPeople($0).trimmingSpaces }
                .filter { !$0.isEmpty && $0.count <= Self.longestCall }
            guard !calls.isEmpty else { throw AnswerProblem("it names no call") }
            return Array(calls)
        }
        return (calls ?? [], draft)
    }

    /// Writes down what became of the calls, now that they were tried.
    func settle(_ draft: ConsultationDraft, calls: Int, isReproduced: Bool, of incident: Incident) async {
        var draft = draft
        if draft.outcome == .used, !isReproduced {
            draft.outcome = .fellBack(reason: "none of its \(calls) calls makes the error of the log happen")
        }
        await adviser.record(draft, of: incident)
    }
}
