import Domain
import Workflows

/// Approve on the card: the decision is in the journal before Slack is answered.
struct ApproveButton: Sendable {
    static let action = "approve_patch"

    let engine: WorkflowEngine
    let notes: DecisionNotes

    func handle(_ click: ClickPayload, isRepeated: Bool) async -> SlackReply {
        guard let target = click.value.flatMap(DecisionTarget.init(encoded:)) else {
            notes.tell(DecisionWords.unreadable, click.recipient)
            return .accepted
        }
        do throws(WorkflowError) {
            _ = try await engine.decide(
                .approve(target.digest), of: target.incident, by: click.user, in: click.channel)
        } catch {
            // A delivery that Slack repeats was answered the first time.
            if !isRepeated { notes.explain(error, of: target, to: click.recipient) }
        }
        return .accepted
    }
}
