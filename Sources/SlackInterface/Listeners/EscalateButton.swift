import Domain
import Workflows

/// Escalate on the card: a person takes over with what is known.
struct EscalateButton: Sendable {
    static let action = "escalate_incident"

    let decisions: Decisions

    func act(on click: ClickPayload, causedBy key: String) async throws(PortError) {
        guard let target = click.value.flatMap(DecisionTarget.init(encoded:)) else {
            return await decisions.notes.deliver(DecisionWords.unreadable, click.recipient)
        }
        try await decisions.carryOut(.escalate, on: target, for: click.recipient, causedBy: key)
    }
}
