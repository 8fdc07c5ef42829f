import Domain
import Workflows

/// Approve on the card.
struct ApproveButton: Sendable {
    static let action = "approve_patch"

    let decisions: Decisions

    func act(on click: ClickPayload, causedBy key: String) async throws(PortError) {
        guard let target = click.value.flatMap(DecisionTarget.init(encoded:)) else {
            return await decisions.notes.deliver(DecisionWords.unreadable, click.recipient)
        }
        try await decisions.carryOut(.approve(target.digest), on: target, for: click.recipient, causedBy: key)
    }
}
