import Domain
import Logging
import Workflows

/// Approve on the card: the decision is in the journal before Slack is answered.
struct ApproveButton: Sendable {
    static let action = "approve_patch"

    let engine: WorkflowEngine
    let notes: PrivateNotes
    let logger: Logger

    func handle(_ click: ClickPayload, isRepeated: Bool) async -> SlackReply {
        guard let target = click.value.flatMap(DecisionTarget.init(encoded:)) else {
            notes.tell(DecisionWords.unreadable, click.recipient)
            return .accepted
        }
        let decision = Fact.approved(target.digest)
        do throws(WorkflowError) {
            _ = try await engine.record(decision, of: target.incident, by: .person(id: click.user))
        } catch {
            if case .failed(let failure) = error {
                logger.error("An approval was not stored", metadata: ["reason": "\(failure)"])
            }
            // A delivery that Slack repeats was answered the first time.
            if !isRepeated { notes.tell(DecisionWords.refusal(error, of: target.incident), click.recipient) }
        }
        return .accepted
    }
}
