import Domain

extension Escalation {
    private static func withoutCodeCause(_ diagnosis: Diagnosis, _ incident: Incident) -> Self {
        let next = diagnosis.runbook.map { "Follow the runbook “\($0.title)”." } ?? "The diagnosis says where to look."
        return Self(
            cause: .noCodeCause, summary: "Nothing in the repository causes this. \(next)",
            tried: history(of: incident), runbook: diagnosis.runbook)
    }

    private static func withUnknownCause(_ diagnosis: Diagnosis, _ incident: Incident, _ tried: [String]) -> Self {
        let next =
            diagnosis.runbook.map { "The runbook “\($0.title)” is about the same failure." }
            ?? "More of the log, from before the first error, would help: add it in the thread."
        return Self(
            cause: .unknownCause,
            summary:
                "The bot can't tell where this comes from: the evidence names no place in the repository, and no cause "
                + "outside it. \(next)",
            tried: history(of: incident) + tried, runbook: diagnosis.runbook)
    }

    static func attemptsUsedUp(_ incident: Incident) -> Self {
        Self(
            cause: .attemptsUsedUp,
            summary: incident.failedVerifications == 1
                ? "One patch failed its tests. Please take over."
                : "\(incident.failedVerifications) patches failed their tests. Please take over.",
            tried: history(of: incident)
        )
    }

    static func failingTest(_ incident: Incident) -> Self {
        Self(
            cause: .failingTest,
            summary:
                "The bot found no repair. The pull request holds the test that shows the bug: please make it pass.",
            tried: history(of: incident)
        )
    }

    static func noPatch(_ incident: Incident, tried: [String]) -> Self {
        if let diagnosis = incident.diagnosis, diagnosis.location == nil, incident.proposals.isEmpty {
            return diagnosis.verdict == .outside
                ? withoutCodeCause(diagnosis, incident) : withUnknownCause(diagnosis, incident, tried)
        }
        let further = incident.proposals.isEmpty ? "" : " further"
        let why =
            if case .notReproduced(let failure) = incident.reproduction {
                "The bot could not reproduce it: \(sentence(failure.reason)) It has no\(further) patch to show."
            } else {
                "The bot found no\(further) patch that it could show."
            }
        return Self(
            cause: .noPatch, summary: "\(why) Please take over from the diagnosis.",
            tried: history(of: incident) + tried
        )
    }

    /// A reason as the end of a sentence, on one line and bounded.
    private static func sentence(_ reason: String) -> String {
        let line = reason.split(whereSeparator: \.isNewline).joined(separator: " ")
        let words = line.count > 300 ? "\(line.prefix(299))…" : line
        return words.last.map { ".!?…".contains($0) } ?? true ? words : "\(words)."
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
            case .notReproduced(let failure):
                "Reproduction: \(failure.reason) (\(failure.tried) \(failure.tried == 1 ? "input" : "inputs") tried)"
            case .reproduced(let reproduction): "Reproduced with \(reproduction.input)"
            case .patchProposed(let proposal):
                "\(proposal.isFailingTest ? "Failing test" : "Patch") \(proposal.attempt): \(proposal.explanation)"
            case .rejected(_, let feedback): "Rejected: \(feedback)"
            case .changesRequested(_, let feedback): "Changes requested: \(feedback)"
            case .verified(let proof): words(for: proof, of: incident.proposals.last { $0.digest == proof.digest })
            case .patchKept(let kept):
                "Kept, since no patch does: "
                    + kept.requirements.filter { $0.answer != .met }.map(\.text).joined(separator: "; ")
            case .critiqued(let critique): "The next attempt had to: \(critique.nextAttemptMust)"
            default: nil
            }
        }
    }
}

extension Escalation {
    private static func words(for proof: Verification, of proposal: Proposal?) -> String {
        guard proof.passed else { return "Verification failed: \(proof.reasons) (\(proof.summary))" }
        if proposal?.isFailingTest == true { return "Proof: the test fails on the base commit in every run" }
        return "Proof\(proof.level.map { ", \($0.rawValue)" } ?? ""): \(proof.summary)"
    }
}

extension Verification {
    fileprivate var reasons: String {
        if case .failed(let reasons) = verdict { reasons.joined(separator: "; ") } else { "" }
    }
}
