package import Domain

/// Where an investigation reads: code and its history, past incidents, and what came with the incident.
package struct InvestigationSources: Sendable {
    let repository: any SourceRepository
    let history: any SourceHistory
    let knowledge: any KnowledgeBase
    let evidence: any EvidenceStore

    package init(
        repository: any SourceRepository, history: any SourceHistory, knowledge: any KnowledgeBase,
        evidence: any EvidenceStore
    ) {
        self.repository = repository
        self.history = history
        self.knowledge = knowledge
        self.evidence = evidence
    }
}
