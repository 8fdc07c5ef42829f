package import Domain

/// The rule-based diagnosis, explained by a model.
///
/// The place and how far it is to be trusted stay the rules'. The model adds the mechanism, and each of its claims has to
/// name a line that is really there; others are dropped, and an answer without one isn't used.
package struct ModelRootCauseAgent: IncidentAgent {
    private let rules: any IncidentAgent<Diagnosis>
    private let adviser: ModelAdviser
    private let sources: InvestigationSources

    package init(rules: any IncidentAgent<Diagnosis>, adviser: ModelAdviser, sources: InvestigationSources) {
        self.rules = rules
        self.adviser = adviser
        self.sources = sources
    }

    package func run(on incident: Incident) async throws(PortError) -> Diagnosis {
        let diagnosis = try await rules.run(on: incident)
        guard let correlation = incident.correlation, correlation.mainError != nil else { return diagnosis }
        let repository = sources.repository
        var question = try ModelQuestion(
            .rootCause, prompt: "root-cause",
            tools: InvestigationTools(sources: sources, incident: incident, base: diagnosis.base),
            exhibits: [
                .init(label: "findings", text: findings(diagnosis)),
                .init(label: "log", text: BoundedText.headAndTail(of: correlation.digest.text, limit: 9_000)),
                .init(
                    label: "source",
                    text: await SourceWindow.text(around: diagnosis.location, at: diagnosis.base, in: repository)),
                .init(label: "past incidents and runbooks", text: Self.passages(incident.precedents ?? [])),
                .init(label: "complaints", text: Self.complaints(correlation), isPersonal: true),
            ])
        question.aloud = { text, _ in UnfinishedAnswer.field("summary", of: text) }
        let reading = CauseReading(
            log: correlation.digest.text, passages: incident.precedents ?? [], base: diagnosis.base,
            repository: repository)
        guard let (cause, mode) = await adviser.ask(question, about: incident, read: reading.read) else {
            return diagnosis
        }
        return cause.explaining(diagnosis, mode: mode)
    }

    private func findings(_ diagnosis: Diagnosis) -> String {
        let place = diagnosis.location.map { "\($0.file):\($0.line) \($0.code)" } ?? "no place in the repository"
        return "\(diagnosis.summary)\nPlace: \(place)\nConfidence: \(diagnosis.confidence.level.rawValue). "
            + diagnosis.confidence.reason
    }

    private static func passages(_ passages: [Passage]) -> String {
        passages.map { "id \($0.id): \($0.title)\n\($0.excerpt)\n\($0.resolution ?? "")" }.joined(separator: "\n\n")
    }

    private static func complaints(_ correlation: Correlation) -> String {
        correlation.customers.prefix(12).compactMap { customer in
            customer.complaint.map { "\(customer.name): \(BoundedText.line($0, limit: 400))" }
        }
        .joined(separator: "\n")
    }
}
