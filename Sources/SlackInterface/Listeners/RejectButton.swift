import Domain
import Logging
import Workflows

/// Reject on the card: asks for feedback, unless there is nothing left to decide.
struct RejectButton: Sendable {
    static let action = "reject_patch"

    let engine: WorkflowEngine
    let opener: ModalOpener
    let notes: PrivateNotes
    let logger: Logger

    func handle(_ click: ClickPayload) async -> SlackReply {
        guard let target = click.value.flatMap(DecisionTarget.init(encoded:)), let trigger = click.triggerID else {
            notes.tell(DecisionWords.unreadable, click.recipient)
            return .accepted
        }
        if let refusal = await refusal(of: target) {
            notes.tell(DecisionWords.refusal(refusal, of: target.incident), click.recipient)
            return .accepted
        }
        if !opener.open(RejectModal.modal(for: target), trigger: trigger, for: click.recipient) {
            notes.tell("I have too much to do just now. Please try again in a moment.", click.recipient)
        }
        return .accepted
    }

    /// Says before the person writes feedback what the engine would say afterwards.
    private func refusal(of target: DecisionTarget) async -> WorkflowError? {
        let incident: Incident?
        do throws(PortError) { incident = try await engine.incident(target.incident) } catch { return .failed(error) }
        guard let incident else { return .unknownIncident(target.incident) }
        let workflow = IncidentWorkflow(incident: incident, maximumAttempts: engine.maximumAttempts)
        do throws(Rejection) {
            try workflow.check(.rejected(target.digest, feedback: ""), by: .workflow)
            return nil
        } catch {
            return .rejected(error)
        }
    }
}
