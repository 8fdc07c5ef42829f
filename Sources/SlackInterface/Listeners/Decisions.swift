import Domain
import Logging
import Workflows

/// Carries out what people decide, and tells a person in private why it changed nothing: who may decide, or what has
/// happened since and where the card is now.
struct Decisions: Sendable {
    let engine: WorkflowEngine
    let api: SlackWebAPI
    let ledger: any MessageLedger
    let notes: PrivateNotes
    let logger: Logger

    /// Throws what may be stored later; everything else the person is told.
    ///
    /// - Parameters:
    ///   - key: the request; carried out once, however often it is taken up.
    ///   - typed: what they wrote, to be given back where it was not taken.
    func carryOut(
        _ request: DecisionRequest, on target: DecisionTarget, for recipient: PrivateNotes.Recipient,
        causedBy key: String, typed: String? = nil
    ) async throws(PortError) {
        do throws(WorkflowError) {
            _ = try await engine.decide(
                request, of: target.incident, by: recipient.user, in: recipient.channel, causedBy: key)
        } catch {
            try await explain(error, of: target, to: recipient, typed: typed)
        }
    }

    func explain(
        _ error: WorkflowError, of target: DecisionTarget, to recipient: PrivateNotes.Recipient, typed: String? = nil
    ) async throws(PortError) {
        if case .failed(let failure) = error {
            if failure.recovery == .retry { throw failure }
            logger.error("A decision was not stored", metadata: ["reason": "\(failure)"])
        }
        let why = await words(error, target)
        guard let typed else { return await notes.deliver(why, recipient) }
        await notes.deliver(why, givingBack: typed, recipient)
    }

    private func words(_ error: WorkflowError, _ target: DecisionTarget) async -> Mrkdwn {
        let base = DecisionWords.refusal(error, of: target.incident)
        guard case .rejected(let rejection) = error,
            let incident = try? await engine.incident(target.incident)
        else { return base }
        switch rejection {
        case .notPermitted(let refusal): return ApproverWords.refusal(refusal, of: incident, engine.policy)
        case .alreadyDecided, .outdated, .closed:
            let since = DecisionWords.since(target.digest, in: incident)
            let parts = [base, since, await link(to: incident)].compactMap(\.self)
            return .joined(parts, by: "\n")
        case .outOfOrder, .alreadyEndorsed, .repeated: return base
        }
    }

    /// Where the card stands; nil where Slack doesn't say.
    private func link(to incident: Incident) async -> Mrkdwn? {
        guard let card = try? await ledger.messages(of: incident.id).card, let timestamp = card.timestamp,
            let answer = try? await api.call(
                .permalink, ["channel": .string(card.channel), "message_ts": .string(timestamp)]),
            let address = answer["permalink"]?.string, !address.contains(where: { "<>|".contains($0) })
        else { return nil }
        return Mrkdwn(stringLiteral: "<\(VisibleText.escape(address))|Open the current card>")
    }
}
