import Domain
import TestSupport

@testable import Agents

/// The Fix Generator's model by itself, before any test is run.
enum ModelPatches {
    /// The edits of its patch; nil where it has none that may be tried.
    static func candidate(for incident: Incident, adviser: ModelAdviser) async throws -> [Patch.Edit]? {
        let repository = InMemoryRepository([
            "shop/cart.py": "def total(item):\n    return item['sku']\n", "tests/test_cart.py": "a\n",
        ])
        let writer = ModelPatchWriter(
            adviser: adviser,
            gate: PatchGate(policy: PatchPolicy(), policies: NoRepositoryPolicy(), repository: repository),
            sources: InvestigationSources(
                repository: repository, history: NoHistory(), knowledge: InMemoryKnowledgeBase(),
                evidence: InMemoryEvidenceStore()))
        let location = CodeLocation(
            file: "shop/cart.py", line: 2, function: "total", language: .python, code: "return item['sku']")
        let (candidate, draft) = try await writer.write(
            for: incident, location: location, base: repository.base)
        await adviser.record(draft, of: incident)
        return candidate?.edits
    }
}
