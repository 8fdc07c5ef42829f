package import Domain

/// The rule-based critique with a model's reason and demand. WHAT FAILED stays the report's.
package struct ModelCriticAgent: IncidentAgent {
    private let rules: any IncidentAgent<Critique>
    private let adviser: ModelAdviser

    package init(rules: any IncidentAgent<Critique>, adviser: ModelAdviser) {
        self.rules = rules
        self.adviser = adviser
    }

    private struct Answer: Decodable {
        let why: String
        let next_attempt_must: String
    }

    package func run(on incident: Incident) async throws(PortError) -> Critique {
        let critique = try await rules.run(on: incident)
        guard let verification = incident.verifications.last(where: { !$0.passed }) else { return critique }
        let question = try ModelQuestion(
            .critic, prompt: "critic",
            exhibits: [
                .init(label: "what failed", text: critique.whatFailed),
                .init(label: "rule-based reading", text: "\(critique.why)\n\(critique.nextAttemptMust)"),
                .init(label: "patch", text: BoundedText.headAndTail(of: incident.proposal?.diff ?? "", limit: 8_000)),
                .init(label: "output of the reproduction", text: tail(verification.reproductionAfter)),
                .init(label: "output of the tests", text: tail(verification.suiteAfter)),
            ])
        let advice = await adviser.ask(question, about: incident) { reply in
            let answer = try reply.value(Answer.self)
            let (why, must) = (
                BoundedText.headAndTail(of: reply.terms.restoreForPeople(answer.why), limit: 1_500),
                BoundedText.headAndTail(of: reply.terms.restoreForPeople(answer.next_attempt_must), limit: 1_000)
            )
            guard !why.trimmingSpaces.isEmpty, !must.trimmingSpaces.isEmpty else {
                throw AnswerProblem("a field is empty")
            }
            return Critique(whatFailed: critique.whatFailed, why: why, nextAttemptMust: must)
        }
        return advice?.answer ?? critique
    }

    private func tail(_ run: TestRun?) -> String { String((run?.output ?? "").suffix(5_000)) }
}
