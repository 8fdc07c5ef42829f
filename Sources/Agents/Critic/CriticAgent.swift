package import Domain

/// Says what to learn from the last failed verification: what failed, why, and what the next patch is held to.
///
/// Reads exit statuses and reports first and the tests' output second; the output is untrusted and only quoted, in bounds.
package struct CriticAgent: IncidentAgent {
    package init() {}

    package func run(on incident: Incident) async throws(PortError) -> Critique {
        guard let verification = incident.verifications.last(where: { !$0.passed }),
            case .failed(let sentences) = verification.verdict,
            let proposal = incident.proposals.last(where: { $0.digest == verification.digest })
        else {
            throw PortError(
                port: "Sandbox", operation: "criticise a patch", recovery: .giveUp,
                reason: "no verification of a patch has failed")
        }
        let failure = VerificationFailure(verification, proposal: proposal)
        return Critique(
            whatFailed: Self.bounded(sentences.prefix(8).joined(separator: "\n")),
            why: Self.bounded(failure.why),
            nextAttemptMust: Self.bounded(failure.demand))
    }

    private static func bounded(_ text: String) -> String {
        BoundedText.headAndTail(of: text, limit: 2_000)
    }
}
