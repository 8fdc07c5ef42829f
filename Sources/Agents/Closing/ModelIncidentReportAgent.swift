package import Domain

/// The postmortem from the journal, with a model's recommendations behind it, marked as such.
package struct ModelIncidentReportAgent: IncidentAgent {
    private let rules: any IncidentAgent<Postmortem>
    private let adviser: ModelAdviser

    package init(rules: any IncidentAgent<Postmortem>, adviser: ModelAdviser) {
        self.rules = rules
        self.adviser = adviser
    }

    private struct Answer: Decodable { let recommendations: [String] }

    package func run(on incident: Incident) async throws(PortError) -> Postmortem {
        let report = try await rules.run(on: incident)
        let question = try ModelQuestion(
            .incidentReport, prompt: "postmortem",
            exhibits: [
                .init(label: "diagnosis", text: incident.diagnosis?.summary ?? ""),
                .init(label: "patch", text: BoundedText.headAndTail(of: incident.proposal?.diff ?? "", limit: 4_000)),
                .init(label: "follow-ups we have", text: FollowUps.of(incident).joined(separator: "\n")),
                .init(
                    label: "past incidents",
                    text: (incident.precedents ?? []).map { "\($0.title): \($0.resolution ?? "")" }.joined(
                        separator: "\n")),
            ])
        let advice = await adviser.ask(question, about: incident) { reply in
            let items = try reply.value(Answer.self).recommendations
                .map { reply.terms.restoreForPeople($0).trimmingSpaces }.filter { $0.count >= 12 }
            guard !items.isEmpty else { throw AnswerProblem("it recommends nothing") }
            return items.prefix(6).map { "- \(MarkdownText.prose($0, limit: 300))" }
        }
        guard let advice, case .model(let name) = advice.mode else { return report }
        let section = [
            "## Recommendations", "By the model \(MarkdownText.code(name, limit: 80)), for people to weigh:",
            advice.answer.joined(separator: "\n"),
        ]
        return Postmortem(markdown: report.markdown + "\n" + section.joined(separator: "\n\n") + "\n")
    }
}
