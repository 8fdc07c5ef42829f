import Domain
import TestSupport

@testable import Agents

extension InvestigationSources {
    /// A repository, and nothing known beside it.
    static func inMemory(_ repository: InMemoryRepository, history: any SourceHistory = NoHistory()) -> Self {
        Self(
            repository: repository, history: history, knowledge: InMemoryKnowledgeBase(),
            evidence: InMemoryEvidenceStore())
    }
}
