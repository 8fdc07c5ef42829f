import Domain

extension Escalation {
    static func withoutCodeCause(_ incident: Incident) -> Self {
        let runbook = incident.diagnosis?.runbook
        let next =
            runbook.map { "Follow the runbook “\($0.title)”." }
            ?? "No runbook matches: look at the services named above."
        return Self(
            cause: .noCodeCause,
            summary: "Nothing in the repository causes this. \(next)",
            tried: history(of: incident),
            runbook: runbook
        )
    }

    static func attemptsUsedUp(_ incident: Incident) -> Self {
        Self(
            cause: .attemptsUsedUp,
            summary: "\(incident.failedVerifications) patches failed their tests. Please take over.",
            tried: history(of: incident)
        )
    }

    static func noPatch(_ incident: Incident, tried: [String]) -> Self {
        let further = incident.proposals.isEmpty ? "" : " further"
        let isUnproven = incident.diagnosis != nil && incident.reproduction?.reproduction == nil
        return Self(
            cause: .noPatch,
            summary: isUnproven
                ? "The bug could not be made to happen again, so no patch can be proven. Please take over from the diagnosis."
                : "No\(further) patch was found that passes. Please take over from the diagnosis.",
            tried: history(of: incident) + tried
        )
    }

    static func digestMismatch(_ incident: Incident) -> Self {
        Self(
            cause: .digestMismatch,
            summary: "The patch at hand is not the one that was approved, so no pull request was opened.",
            tried: history(of: incident)
        )
    }

    static func requested(_ incident: Incident) -> Self {
        Self(
            cause: .requested,
            summary: "A person asked to take over. What is known so far is in the thread; no patch will be applied.",
            tried: history(of: incident),
            runbook: incident.diagnosis?.runbook
        )
    }

    static func unanswered(_ incident: Incident) -> Self {
        Self(
            cause: .unanswered,
            summary: "Nobody decided on patch \(incident.proposal?.attempt ?? 0) in time, so its approval expired. "
                + "Please take over, or reply `retry` in the thread to go on.",
            tried: history(of: incident)
        )
    }

    static func stepFailed(_ action: Action, _ incident: Incident, _ failure: PortError) -> Self {
        Self(
            cause: .stepFailed,
            summary: "Could not \(failure.operation): \(failure.reason)",
            tried: history(of: incident)
        )
    }

    /// What was tried so far, a line each.
    private static func history(of incident: Incident) -> [String] {
        incident.entries.compactMap { entry in
            switch entry.fact {
            case .notReproduced(let failure): "Reproduction: \(failure.reason) (\(failure.tried) inputs tried)"
            case .reproduced(let reproduction): "Reproduced with \(reproduction.input)"
            case .patchProposed(let proposal): "Patch \(proposal.attempt): \(proposal.explanation)"
            case .rejected(_, let feedback): "Rejected: \(feedback)"
            case .changesRequested(_, let feedback): "Changes requested: \(feedback)"
            case .verified(let proof):
                proof.passed ? "Proof: \(proof.summary)" : "Verification failed: \(proof.reasons) (\(proof.summary))"
            case .critiqued(let critique): "The next attempt had to: \(critique.nextAttemptMust)"
            default: nil
            }
        }
    }
}

extension Verification {
    fileprivate var reasons: String {
        if case .failed(let reasons) = verdict { reasons.joined(separator: "; ") } else { "" }
    }
}
