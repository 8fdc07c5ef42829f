package import Domain

/// The severity of the rules, in a model's words. The severity itself is never the model's: a log can't raise or lower it.
package struct ModelSeverityAgent: IncidentAgent {
    private let rules: any IncidentAgent<Classification>
    private let adviser: ModelAdviser

    package init(rules: any IncidentAgent<Classification>, adviser: ModelAdviser) {
        self.rules = rules
        self.adviser = adviser
    }

    private struct Answer: Decodable {
        let reason: String
        let quotes: [String]
    }

    package func run(on incident: Incident) async throws(PortError) -> Classification {
        let classification = try await rules.run(on: incident)
        guard let correlation = incident.correlation else { return classification }
        let complaints = correlation.customers.prefix(20).compactMap { customer in
            customer.complaint.map { "\(customer.name): \(BoundedText.line($0, limit: 400))" }
        }
        .joined(separator: "\n")
        let log = BoundedText.headAndTail(of: correlation.digest.text, limit: 4_000)
        let question = try ModelQuestion(
            .severity, prompt: "severity",
            exhibits: [
                .init(
                    label: "severity by rules", text: "\(classification.severity.rawValue). \(classification.reason)"),
                .init(label: "complaints", text: complaints, isPersonal: true), .init(label: "log", text: log),
            ])
        let advice = await adviser.ask(question, about: incident) { reply in
            let answer = try reply.value(Answer.self)
            let quotes = answer.quotes.prefix(6).map { reply.terms.restore($0).trimmingSpaces }
                .filter { $0.count >= 4 && (complaints.contains($0) || correlation.digest.text.contains($0)) }
            guard !quotes.isEmpty else {
                throw AnswerProblem("none of its quotes stands in the evidence, word for word")
            }
            let reason = BoundedText.line(reply.terms.restoreForPeople(answer.reason).trimmingSpaces, limit: 300)
            guard !reason.isEmpty, Self.namesNoOther(reason, than: classification.severity) else {
                throw AnswerProblem("the reason must speak for \(classification.severity.rawValue) alone")
            }
            return Classification(
                severity: classification.severity, reason: reason,
                signals: classification.signals.isEmpty
                    ? quotes.map { BoundedText.line($0, limit: 80) } : classification.signals)
        }
        return advice?.answer ?? classification
    }

    private static func namesNoOther(_ reason: String, than severity: Severity) -> Bool {
        !Severity.allCases.contains { $0 != severity && reason.contains($0.rawValue) }
    }
}
