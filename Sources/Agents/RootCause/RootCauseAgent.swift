package import Domain

/// Says where in the repository an error comes from, that it comes from outside, or that it can't tell, and what that rests on.
///
/// Deterministic: it maps the stack trace to the newest commit of the base branch and reads the failing line there.
package struct RootCauseAgent: IncidentAgent {
    private let repository: any SourceRepository

    package init(repository: any SourceRepository) {
        self.repository = repository
    }

    /// Needs the correlation and makes use of the precedents. Throws what the repository throws.
    package func run(on incident: Incident) async throws(PortError) -> Diagnosis {
        let base = try await repository.baseCommit()
        let evidence = CauseEvidence(incident)
        guard let group = incident.correlation?.mainError else {
            return Diagnosis(
                verdict: .unsure, summary: CauseWording.noError(evidence.runbook), citations: evidence.pastIncidents,
                confidence: Confidence(level: .low, reason: "The evidence holds no error that could be followed."),
                runbook: evidence.runbook, base: base, mode: .ruleBased)
        }
        let mapped = try await FrameMapping(repository: repository, base: base).deepest(of: group.signature)
        let finding = CauseFinding(group, mapped, evidence)
        return Diagnosis(
            verdict: finding.verdict, summary: finding.summary, citations: finding.citations,
            confidence: finding.confidence, runbook: evidence.runbook, base: base, mode: .ruleBased)
    }
}
