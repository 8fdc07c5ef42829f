package import Domain

/// Says where in the repository an error comes from, or that the repository is not to blame, and what that rests on.
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
            return diagnosis(
                .noCodeCause, CauseWording.noError(evidence.runbook), evidence.citations(of: nil, at: nil),
                Confidence(level: .low, reason: "The evidence holds no error that could be followed."), evidence, base)
        }
        let error = group.signature
        let mapped = try await FrameMapping(repository: repository, base: base).deepest(of: error)
        let location = mapped?.finding.location
        let citations = evidence.citations(of: error, at: location)
        if let cause = EnvironmentalCause.of(error, raisedBy: location?.code) {
            return diagnosis(
                .noCodeCause, CauseWording.environment(cause, error, at: location, evidence.runbook), citations,
                Confidence(level: .high, reason: "The error itself says that \(cause.description)."), evidence, base)
        }
        guard let mapped, let location else {
            return diagnosis(
                .noCodeCause, CauseWording.noPlace(error, evidence.runbook), citations,
                CauseWording.confidenceWithoutPlace(error), evidence, base)
        }
        return diagnosis(
            .codeCause(location), CauseWording.place(group, mapped), citations, CauseWording.confidence(mapped),
            evidence, base)
    }

    private func diagnosis(
        _ verdict: Diagnosis.Verdict, _ summary: String, _ citations: [Citation], _ confidence: Confidence,
        _ evidence: CauseEvidence, _ base: CommitID
    ) -> Diagnosis {
        let runbook = if case .codeCause = verdict { evidence.relatedRunbook } else { evidence.runbook }
        return Diagnosis(
            verdict: verdict, summary: summary, citations: citations, confidence: confidence,
            runbook: runbook, base: base, mode: .ruleBased)
    }
}
