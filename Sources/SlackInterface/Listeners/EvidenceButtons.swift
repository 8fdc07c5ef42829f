import Domain
import Foundation
import Workflows

/// Add and Ignore below something that was posted in a thread.
struct EvidenceButtons: Sendable {
    static let add = "add_evidence"
    static let ignore = "ignore_evidence"

    let decisions: Decisions
    private var engine: WorkflowEngine { decisions.engine }

    init(decisions: Decisions) {
        self.decisions = decisions
    }

    func act(on click: ClickPayload, causedBy key: String) async throws(PortError) {
        guard let target = click.value.flatMap(OfferTarget.init(encoded:)) else {
            return await decisions.notes.deliver(DecisionWords.unreadable, click.recipient)
        }
        do throws(WorkflowError) {
            try await settle(target, click, causedBy: key)
        } catch {
            try await explain(error, target, click)
        }
    }

    private func settle(
        _ target: OfferTarget, _ click: ClickPayload, causedBy key: String
    ) async throws(WorkflowError) {
        let person = Actor.person(id: click.user)
        guard click.action == Self.add else {
            _ = try await engine.record(
                .evidenceDismissed(target.message), of: target.incident, by: person, causedBy: key)
            return
        }
        guard let (offer, digest) = try await patch(target) else {
            _ = try await engine.record(
                .evidenceAdded(target.message), of: target.incident, by: person, causedBy: key)
            return
        }
        let submission = PatchSubmission(
            replaces: digest, source: offer.attachments.first.map { .file($0) } ?? .text(Self.unfenced(offer.text)),
            explanation: "", offer: offer.message)
        _ = try await engine.decide(
            .submit(submission), of: target.incident, by: click.user, in: click.channel, causedBy: key)
    }

    /// The offer, where it is a patch, and the patch it would take the place of.
    private func patch(_ target: OfferTarget) async throws(WorkflowError) -> (EvidenceOffer, ProposalDigest?)? {
        do throws(PortError) {
            guard let incident = try await engine.incident(target.incident),
                let offer = incident.conversation.offer(target.message)?.offer, offer.kind == .patch
            else { return nil }
            return (offer, incident.proposal?.digest)
        } catch {
            throw .failed(error)
        }
    }

    /// Diffs are pasted between code fences.
    private static func unfenced(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.hasPrefix("```") }.joined(
            separator: "\n")
    }

    private func explain(_ error: WorkflowError, _ target: OfferTarget, _ click: ClickPayload) async throws(PortError) {
        switch error {
        case .rejected(.repeated):
            await decisions.notes.deliver("Somebody has answered this already. Nothing was changed.", click.recipient)
        case .rejected(.closed(.verifying)), .rejected(.closed(.closing)):
            await decisions.notes.deliver(
                """
                The approved patch is being proven, so this was not added: it would change what was approved. If it shows \
                something else, open a new incident with it.
                """, click.recipient)
        default:
            try await decisions.explain(
                error,
                of: DecisionTarget(incident: target.incident, digest: ProposalDigest(rawValue: "")), to: click.recipient
            )
        }
    }
}

/// Which offer of which incident a button answers.
struct OfferTarget: Sendable, Equatable {
    let incident: IncidentID
    let message: MessageReference

    init(incident: IncidentID, message: MessageReference) {
        self.incident = incident
        self.message = message
    }

    init?(encoded: String) {
        guard let value = JSONValue(bytes: Data(encoded.utf8)), let incident = value["incident"]?.int,
            let channel = value["channel"]?.string, let timestamp = value["ts"]?.string
        else { return nil }
        self.init(
            incident: IncidentID(rawValue: incident), message: .init(channel: channel, timestamp: timestamp))
    }

    var encoded: String {
        JSONValue.object([
            "incident": .int(incident.rawValue), "channel": .string(message.channel), "ts": .string(message.timestamp),
        ]).encoded
    }
}
