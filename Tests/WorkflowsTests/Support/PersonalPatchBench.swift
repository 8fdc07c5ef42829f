import Agents
import Domain
import TestSupport
import Workflows

/// Reads patches of people's for an incident whose diagnosis pins this repository's commit.
struct PersonalPatchBench {
    let repository: InMemoryRepository

    struct WasTaken: Error {}

    func refusal(_ diff: String) async throws -> String {
        let diagnosis = Diagnosis(
            verdict: .codeCause(Example.location), summary: "", citations: [],
            confidence: Confidence(level: .high, reason: ""), runbook: nil, base: repository.base, mode: .ruleBased)
        let history = History(.opened(Example.intake), .correlated(Example.correlation), .diagnosed(diagnosis))
        let incident = try history.workflow().incident
        guard
            case .refused(let reason) = try await PersonalPatch(
                sandbox: ScriptedSandbox.agreeing(), repository: repository
            ).read(
                diff, explanation: "", for: incident)
        else { throw WasTaken() }
        return reason
    }
}
