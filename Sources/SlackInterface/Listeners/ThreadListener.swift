import Domain
import Workflows

/// Replies in an incident's thread: what they ask becomes a fact.
///
/// A message is taken once, by channel and timestamp, however often and in whatever form Slack delivers it: the journal
/// knows it. What people say to each other is left alone.
struct ThreadListener: Sendable {
    let ledger: any MessageLedger
    let decisions: Decisions
    private var engine: WorkflowEngine { decisions.engine }

    /// False for a message that is in the thread of no incident.
    func act(on message: ThreadMessage, causedBy key: String) async throws(PortError) -> Bool {
        guard let thread = message.thread else { return false }
        let cards: Set = ["card", IncidentDelivery.fallbackKey]
        guard let id = try await ledger.incident(ofMessage: thread, in: message.reference.channel, keys: cards)
        else { return false }
        do throws(WorkflowError) {
            try await take(message, of: id, causedBy: key)
        } catch {
            // Anything but a failure: taken before, or too late to matter.
            if case .failed(let failure) = error { throw failure }
        }
        return true
    }

    private func take(
        _ message: ThreadMessage, of id: IncidentID, causedBy key: String
    ) async throws(WorkflowError) {
        let person = Actor.person(id: message.user)
        func ask(_ topic: ThreadTopic?) async throws(WorkflowError) {
            let text = VisibleText.clip(message.text, to: 4_000, multiline: true)
            let question = Question(message: message.reference, text: text, topic: topic)
            _ = try await engine.record(.questionAsked(question), of: id, by: person, causedBy: key)
        }
        switch ThreadReading(message) {
        case .topic(let topic): try await ask(topic)
        case .question: try await ask(nil)
        case .evidence(let kind): try await offer(kind, message, id, causedBy: key)
        case .retry(let hint): try await retry(hint, message, id, causedBy: key)
        case .nothing: break
        }
    }

    private func retry(
        _ hint: String, _ message: ThreadMessage, _ id: IncidentID, causedBy key: String
    ) async throws(WorkflowError) {
        let retry = Retry(hint: VisibleText.clip(hint, to: 3_000, multiline: true), message: message.reference)
        do throws(WorkflowError) {
            _ = try await engine.decide(
                .retry(retry), of: id, by: message.user, in: message.reference.channel, causedBy: key)
        } catch {
            switch error {
            case .rejected(.repeated): break
            case .rejected(.outOfOrder(.retried)):
                await decisions.notes.deliver(
                    "There is nothing to try again now: the bot is at work, or no patch can mend this.",
                    message.recipient)
            default:
                let target = DecisionTarget(incident: id, digest: ProposalDigest(rawValue: ""))
                do throws(PortError) {
                    try await decisions.explain(error, of: target, to: message.recipient)
                } catch {
                    throw .failed(error)
                }
            }
        }
    }

    /// Offered only while it could still be used; otherwise people talk on undisturbed.
    private func offer(
        _ kind: EvidenceOffer.Kind, _ message: ThreadMessage, _ id: IncidentID, causedBy key: String
    ) async throws(WorkflowError) {
        guard let workflow = try await engine.workflow(of: id) else { return }
        let incident = workflow.incident
        guard kind == .patch ? incident.isAwaitingDecision : workflow.takesEvidence else {
            if message.isToBot {
                await decisions.notes.deliver(
                    "This can't be used now. Open a new incident with it if it shows something else.", message.recipient
                )
            }
            return
        }
        let files = message.files.filter { PastedEvidence.kind(ofFile: $0["name"]?.string ?? "") == kind }
        let attachments: [Attachment]
        do throws(SharedFiles.Unusable) {
            attachments = try SharedFiles.attachments(files)
        } catch {
            return await decisions.notes.deliver(
                "\(untrusted: error.words, bytes: 600) It was not offered as evidence.", message.recipient)
        }
        let text = PastedEvidence.kind(of: message.text) == nil && !attachments.isEmpty ? "" : message.text
        let offer = EvidenceOffer(message: message.reference, kind: kind, text: text, attachments: attachments)
        _ = try await engine.record(.evidenceOffered(offer), of: id, by: .person(id: message.user), causedBy: key)
    }
}

extension ThreadMessage {
    var recipient: PrivateNotes.Recipient {
        .init(user: user, channel: reference.channel, thread: thread, responseURL: nil)
    }
}
