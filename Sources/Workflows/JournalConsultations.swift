package import Domain
import Foundation
package import Logging

/// Writes consultations into the journal, their texts into the evidence store.
///
/// A consultation that can't be written doesn't stop its step: the log says so.
package struct JournalConsultations: ConsultationLog {
    private let engine: WorkflowEngine
    private let evidence: any EvidenceStore
    private let logger: Logger

    package init(engine: WorkflowEngine, evidence: any EvidenceStore, logger: Logger) {
        self.engine = engine
        self.evidence = evidence
        self.logger = logger
    }

    package func record(_ draft: ConsultationDraft, of incident: IncidentID) async {
        do {
            var exchanges: [Consultation.Exchange] = []
            for text in draft.texts {
                var answer: EvidenceKey?
                // Models repeat and invent: what they say is redacted as what they are told.
                if let words = text.answer {
                    answer = try await evidence.keep(Array(engine.redactor.redact(words).utf8))
                }
                exchanges.append(.init(request: try await evidence.keep(Array(text.request.utf8)), answer: answer))
            }
            let consultation = Consultation(
                step: draft.step, model: draft.model, prompt: draft.prompt, outcome: draft.outcome, usage: draft.usage,
                cost: draft.cost, seconds: (draft.seconds * 1_000).rounded() / 1_000, exchanges: exchanges)
            _ = try await engine.record(.modelConsulted(consultation), of: incident, by: .agent(draft.step))
        } catch {
            logger.warning(
                "A consultation could not be written down",
                metadata: ["incident.id": "\(incident)", "step": "\(draft.step)", "error": "\(error)"])
        }
    }
}
