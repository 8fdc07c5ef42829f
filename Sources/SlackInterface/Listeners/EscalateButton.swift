import Domain
import Workflows

/// Escalate on the card: a person takes over with what is known.
struct EscalateButton: Sendable {
    static let action = "escalate_incident"

    let engine: WorkflowEngine
    let notes: DecisionNotes

    func handle(_ click: ClickPayload, isRepeated: Bool) async -> SlackReply {
        guard let target = click.value.flatMap(DecisionTarget.init(encoded:)) else {
            notes.tell(DecisionWords.unreadable, click.recipient)
            return .accepted
        }
        do throws(WorkflowError) {
            _ = try await engine.decide(.escalate, of: target.incident, by: click.user, in: click.channel)
        } catch {
            if !isRepeated { notes.explain(error, of: target, to: click.recipient) }
        }
        return .accepted
    }
}
