import Domain
import Logging
import Workflows

/// Tells a person why their click changed nothing: who may decide, or what has happened since and where the card is now.
struct DecisionNotes: Sendable {
    let engine: WorkflowEngine
    let api: SlackWebAPI
    let ledger: any MessageLedger
    let notes: PrivateNotes
    let logger: Logger

    func tell(_ words: Mrkdwn, _ recipient: PrivateNotes.Recipient) {
        notes.tell(words, recipient)
    }

    /// After the acknowledgement: it takes a look at the journal and a question to Slack.
    func explain(_ error: WorkflowError, of target: DecisionTarget, to recipient: PrivateNotes.Recipient) {
        if case .failed(let failure) = error {
            logger.error("A decision was not stored", metadata: ["reason": "\(failure)"])
        }
        notes.tell(recipient) { await words(error, target) }
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
        let posted = (try? await ledger.messages(of: incident.id)) ?? []
        let card =
            posted.first { $0.key == "card" && $0.timestamp != nil }
            ?? posted.first { $0.key == IncidentDelivery.fallbackKey && $0.timestamp != nil }
        guard let card, let timestamp = card.timestamp,
            let answer = try? await api.call(
                .permalink, ["channel": .string(card.channel), "message_ts": .string(timestamp)]),
            let address = answer["permalink"]?.string, !address.contains(where: { "<>|".contains($0) })
        else { return nil }
        return Mrkdwn(stringLiteral: "<\(VisibleText.escape(address))|Open the current card>")
    }
}
