package import Domain

/// Free questions answered by a model, from the incident's journal, repository and knowledge; everything else by the rules.
///
/// An answer counts only with something to rest on that exists: an entry, a line, a document. Otherwise the rules answer.
package struct ModelAnswerer: ThreadAnswerer {
    private static let longestAnswer = 1_600

    private let rules: any ThreadAnswerer
    private let adviser: ModelAdviser
    private let sources: InvestigationSources

    package init(rules: any ThreadAnswerer, adviser: ModelAdviser, sources: InvestigationSources) {
        self.rules = rules
        self.adviser = adviser
        self.sources = sources
    }

    package func answer(_ question: Question, about incident: Incident) async throws(PortError) -> ThreadAnswer {
        guard question.topic == nil else { return try await rules.answer(question, about: incident) }
        let base =
            if let diagnosed = incident.diagnosis?.base { diagnosed } else {
                try await sources.repository.baseCommit()
            }
        let query = KnowledgeQuery(prose: question.text)
        let documents =
            try await sources.knowledge.search(query, kind: .runbook, limit: 1)
            + sources.knowledge.search(query, kind: .incident, limit: 2) + (incident.precedents ?? [])
        let asked = try await self.question(question, about: incident, documents, base: base)
        let reading = AnswerCheck(incident: incident, documents: documents, base: base, repository: sources.repository)
        guard let (answer, mode) = await adviser.ask(asked, about: incident, read: reading.read) else {
            return try await rules.answer(question, about: incident)
        }
        return ThreadAnswer(
            message: question.message, title: "A model's answer; check it by its sources",
            paragraphs: [BoundedText.headAndTail(of: answer.text, limit: Self.longestAnswer)],
            citations: answer.citations, mode: mode)
    }

    private func question(
        _ question: Question, about incident: Incident, _ documents: [Passage], base: CommitID
    ) async throws(PortError) -> ModelQuestion {
        let fitting = FactSearch(incident: incident).best(for: question.text, limit: 6).map(\.text)
        return try ModelQuestion(
            .answers, prompt: "answer",
            tools: InvestigationTools(sources: sources, incident: incident, base: base),
            exhibits: [
                .init(
                    label: "question", text: BoundedText.headAndTail(of: question.text, limit: 2_000), isPersonal: true),
                .init(label: "journal", text: Self.journal(of: incident)),
                .init(label: "what fits the question's words", text: fitting.joined(separator: "\n"), isPersonal: true),
                .init(label: "past incidents and runbooks", text: documents.map(\.forModel).joined(separator: "\n\n")),
                .init(
                    label: "source",
                    text: await SourceWindow.text(
                        around: incident.diagnosis?.location, at: base, in: sources.repository)),
                .init(label: "patch", text: BoundedText.headAndTail(of: incident.proposal?.diff ?? "", limit: 3_000)),
            ])
    }

    /// Every fact in a line, by its number.
    private static func journal(of incident: Incident) -> String {
        let lines = incident.entries.filter { $0.fact.kind != .questionAsked && $0.fact.kind != .answered }
            .map { "\($0.sequence): \(BoundedText.line(FactLine.words($0, of: incident), limit: 300))" }
        return BoundedText.headAndTail(of: lines.joined(separator: "\n"), limit: 8_000)
    }
}

/// Keeps of a model's answer what rests on things that exist.
private struct AnswerCheck: Sendable {
    let incident: Incident
    let documents: [Passage]
    let base: CommitID
    let repository: any SourceRepository

    private struct Answer: Decodable {
        struct Citation: Decodable {
            let kind: String
            let number: Int
            let file: String
            let id: String
        }

        let answer: String
        let citations: [Citation]
    }

    func read(_ reply: ModelReply) async throws -> (text: String, citations: [AnswerCitation]) {
        let answer = try reply.value(Answer.self)
        var citations: [AnswerCitation] = []
        for cited in answer.citations.prefix(6) {
            guard let citation = try await citation(cited, in: reply.terms), !citations.contains(citation) else {
                continue
            }
            citations.append(citation)
        }
        let text = reply.terms.restoreForPeople(answer.answer).trimmingSpaces
        guard !text.isEmpty else { throw AnswerProblem("it says nothing") }
        guard !citations.isEmpty else { throw AnswerProblem("nothing that it cites exists") }
        return (text, citations)
    }

    private func citation(_ cited: Answer.Citation, in terms: ModelTerms) async throws -> AnswerCitation? {
        switch cited.kind {
        case "fact":
            incident.entries.first { $0.sequence == cited.number }
                .map { .fact(sequence: $0.sequence, kind: $0.fact.kind) }
        case "source":
            try await CodeLocation.existing(cited.number, of: terms.restore(cited.file), at: base, in: repository)
                .map(AnswerCitation.source)
        default: documents.first { $0.id == cited.id }.map(AnswerCitation.knowledge)
        }
    }
}
