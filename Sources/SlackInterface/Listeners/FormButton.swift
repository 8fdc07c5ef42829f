import Domain
import Workflows

/// Buttons on the card that ask for more in a form: Reject, Request changes, Edit. Nothing is asked where nothing is left
/// to decide.
struct FormButton: Sendable {
    static let reject = "reject_patch"
    static let requestChanges = "request_changes"
    static let edit = "edit_patch"

    let engine: WorkflowEngine
    let opener: ModalOpener
    let notes: DecisionNotes

    func handle(_ click: ClickPayload) async -> SlackReply {
        guard var target = click.value.flatMap(DecisionTarget.init(encoded:)), let trigger = click.triggerID else {
            notes.tell(DecisionWords.unreadable, click.recipient)
            return .accepted
        }
        target.channel = click.channel
        let incident: Incident
        do throws(WorkflowError) {
            incident = try await decidable(target)
        } catch {
            notes.explain(error, of: target, to: click.recipient)
            return .accepted
        }
        if !opener.open(modal(click.action, target, incident), trigger: trigger, for: click.recipient) {
            notes.tell("I have too much to do just now. Please try again in a moment.", click.recipient)
        }
        return .accepted
    }

    private func modal(_ action: String, _ target: DecisionTarget, _ incident: Incident) -> Modal {
        switch action {
        case Self.edit: EditModal.modal(for: target, proposal: incident.proposal)
        case Self.requestChanges: FeedbackModal.requestChanges.modal(for: target)
        default: FeedbackModal.reject.modal(for: target)
        }
    }

    /// Says before the person writes what the engine would say afterwards. Whether they may is asked when they send the
    /// form: a form must be open within three seconds.
    private func decidable(_ target: DecisionTarget) async throws(WorkflowError) -> Incident {
        let incident: Incident?
        do throws(PortError) { incident = try await engine.incident(target.incident) } catch { throw .failed(error) }
        guard let incident else { throw .unknownIncident(target.incident) }
        do throws(Rejection) {
            try engine.workflow(over: incident).check(.rejected(target.digest, feedback: ""), by: .workflow)
        } catch {
            throw .rejected(error)
        }
        return incident
    }
}
