import Domain
import Workflows

/// Buttons on the card that ask for more in a form: Reject, Request changes, Edit. Nothing is asked where nothing is left
/// to decide.
struct FormButton: Sendable {
    static let reject = "reject_patch"
    static let requestChanges = "request_changes"
    static let edit = "edit_patch"

    let decisions: Decisions
    let opener: ModalOpener

    func handle(_ click: ClickPayload) -> SlackReply {
        guard let target = click.value.flatMap(DecisionTarget.init(encoded:)), let trigger = click.triggerID else {
            return opener.refuse(DecisionWords.unreadable, click.recipient)
        }
        return opener.open(trigger: trigger, for: click.recipient) { await modal(click, target) }
    }

    /// Nil, and the reason told, where nothing is left to decide.
    private func modal(_ click: ClickPayload, _ target: DecisionTarget) async -> Modal? {
        var target = target
        target.channel = click.channel
        do throws(WorkflowError) {
            return modal(click.action, target, try await decidable(target))
        } catch {
            try? await decisions.explain(error, of: target, to: click.recipient)
            return nil
        }
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
        do throws(PortError) { incident = try await decisions.engine.incident(target.incident) } catch {
            throw .failed(error)
        }
        guard let incident else { throw .unknownIncident(target.incident) }
        do throws(Rejection) {
            try decisions.engine.workflow(over: incident).check(.rejected(target.digest, feedback: ""), by: .workflow)
        } catch {
            throw .rejected(error)
        }
        return incident
    }
}
