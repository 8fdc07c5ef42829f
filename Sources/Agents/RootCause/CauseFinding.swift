import Domain

/// What is concluded from an error, the place it was mapped to and the lines around it.
struct CauseFinding {
    let verdict: Diagnosis.Verdict
    let summary: String
    let citations: [Citation]
    let confidence: Confidence

    init(_ group: ErrorGroup, _ mapped: FrameMapping.Mapped?, _ evidence: CauseEvidence) {
        let (error, place) = (group.signature, mapped?.finding.location)
        let wording = CauseWording(error: error, runbook: evidence.runbook)
        switch FailureOrigin.of(error, at: place, in: evidence.logLines) {
        case .outside(let cause):
            verdict = .outside
            summary = wording.outside(cause, at: place)
            confidence = wording.confidence(in: cause)
            citations = evidence.citations(of: error, at: place, and: [])
        case .strained(let lines):
            verdict = .unsure
            summary = wording.strained(lines, at: place)
            confidence = Confidence(
                level: .medium, reason: "The log shows what was used up; what holds on to it has to be looked for.")
            citations = evidence.citations(of: error, at: place, and: lines)
        case .ours(let why): (verdict, summary, confidence, citations) = Self.place(group, mapped, evidence, why)
        case .unknown: (verdict, summary, confidence, citations) = Self.place(group, mapped, evidence, nil)
        }
    }

    private static func place(
        _ group: ErrorGroup, _ mapped: FrameMapping.Mapped?, _ evidence: CauseEvidence, _ why: String?
    ) -> (Diagnosis.Verdict, String, Confidence, [Citation]) {
        let error = group.signature
        let wording = CauseWording(error: error, runbook: evidence.runbook)
        guard let mapped else {
            return (
                .unsure, wording.noPlace(), wording.confidenceWithoutPlace,
                evidence.citations(of: error, at: nil, and: [])
            )
        }
        let precursors = evidence.precursors(of: error)
        let place = mapped.finding.location
        let confidence = CauseConfidence(error: error, mapped: mapped, hasPrecursors: !precursors.isEmpty)
        return (
            .codeCause(place), wording.place(mapped, count: group.count, because: why, after: precursors),
            confidence.value, evidence.citations(of: error, at: place, and: precursors)
        )
    }
}
