package import Domain

/// Answers from the incident's own journal, its repository and the knowledge base, without a model.
///
/// For the words of `ThreadTopic` it says what the facts say. For a free question it shows the facts and documents that
/// have most in common with it, and says what else can be asked.
package struct JournalAnswerer: ThreadAnswerer {
    private let knowledge: any KnowledgeBase
    private let repository: any SourceRepository

    package init(knowledge: any KnowledgeBase, repository: any SourceRepository) {
        self.knowledge = knowledge
        self.repository = repository
    }

    package func answer(_ question: Question, about incident: Incident) async throws(PortError) -> ThreadAnswer {
        let draft: AnswerDraft =
            switch question.topic {
            case .status: StatusAnswer(incident: incident).draft
            case .why: try await why(incident)
            case .diff: PatchAnswers(incident: incident).diff
            case .tests: PatchAnswers(incident: incident).tests
            case .similar: FindingAnswers(incident: incident).similar
            case .timeline: TimelineAnswer(incident: incident).draft
            case .customers: FindingAnswers(incident: incident).customers
            case .postmortem: FindingAnswers(incident: incident).postmortem
            case .help: AnswerDraft.help
            case nil: try await found(for: question.text, incident)
            }
        return ThreadAnswer(
            message: question.message, title: draft.title, paragraphs: draft.paragraphs, code: draft.code,
            citations: draft.citations)
    }

    private func why(_ incident: Incident) async throws(PortError) -> AnswerDraft {
        var draft = FindingAnswers(incident: incident).why
        guard let diagnosis = incident.diagnosis, let place = diagnosis.location,
            let text = try await repository.contents(of: place.file, at: diagnosis.base)
        else { return draft }
        draft.code = SourceExcerpt.around(place.line, of: text)
        return draft
    }

    private func found(for question: String, _ incident: Incident) async throws(PortError) -> AnswerDraft {
        let facts = FactSearch(incident: incident).best(for: question, limit: 3)
        let query = KnowledgeQuery(prose: question)
        let documents =
            try await knowledge.search(query, kind: .runbook, limit: 1)
            + knowledge.search(query, kind: .incident, limit: 1)
        guard !facts.isEmpty || !documents.isEmpty else {
            return AnswerDraft(
                title: "I found nothing about that",
                paragraphs: ["Neither this incident's journal nor the knowledge base holds the words of your question."]
                    + [AnswerDraft.words])
        }
        return AnswerDraft(
            title: "What I found about that",
            paragraphs: facts.map(\.text) + documents.map { "\($0.title): \($0.resolution ?? $0.excerpt)" }
                + ["No model is at work here: these are the passages that fit your words best. \(AnswerDraft.words)"],
            citations: facts.map(\.citation) + documents.map(AnswerCitation.knowledge))
    }
}

/// An answer before it is tied to its question.
struct AnswerDraft {
    var title: String
    var paragraphs: [String]
    var code: String?
    var citations: [AnswerCitation] = []

    /// What the thread understands without a model.
    static let words =
        "You can ask me: status, why, diff, tests, similar, timeline, customers, postmortem, or “retry” and a hint."

    static let help = AnswerDraft(
        title: "What this thread can be asked",
        paragraphs: [
            "Reply with one word, or mention me with it:",
            "status: where the incident stands and who acts next. why: the root cause and what it rests on.",
            "diff: the patch on the table. tests: what ran before and after it. similar: past incidents.",
            "timeline: every fact, in order. customers: who is affected. postmortem: the report.",
            "retry and a hint: another attempt that follows the hint.",
            "Mention me with any other question and I look for it in the journal and the knowledge base.",
            "Paste a log, a complaint or a diff and I ask whether to use it.",
        ])
}

extension Incident {
    /// The newest fact of a kind, to be cited.
    func citation(_ kind: Fact.Kind) -> [AnswerCitation] {
        entries.last { $0.fact.kind == kind }.map { [.fact(sequence: $0.sequence, kind: kind)] } ?? []
    }
}

/// Lines of a file around one of them.
enum SourceExcerpt {
    static func around(_ line: Int, of text: String, reach: Int = 4) -> String? {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard line >= 1, line <= lines.count else { return nil }
        let range = max(1, line - reach)...min(lines.count, line + reach)
        return range.map { number in
            "\(number == line ? ">" : " ") \(number)  \(BoundedText.line(lines[number - 1], limit: 160))"
        }
        .joined(separator: "\n")
    }
}
