import Domain
import Workflows

/// Replies in an incident's thread: what they ask is in the journal before Slack is answered.
///
/// A message is taken once, by channel and timestamp, however often and in whatever form Slack delivers it: the journal
/// knows it. What people say to each other is left alone.
struct ThreadListener: Sendable {
    let engine: WorkflowEngine
    let ledger: any MessageLedger
    let notes: DecisionNotes

    enum Outcome: Sendable {
        /// Taken, or nothing to take.
        case done
        /// Not in the thread of any incident.
        case elsewhere
        /// It could not be stored: Slack is to deliver it again.
        case failed
    }

    func handle(_ message: ThreadMessage) async -> Outcome {
        guard let thread = message.thread else { return .elsewhere }
        do {
            let cards: Set = ["card", IncidentDelivery.fallbackKey]
            guard
                let id = try await ledger.incident(ofMessage: thread, in: message.reference.channel, keys: cards)
            else { return .elsewhere }
            try await take(message, of: id)
            return .done
        } catch let error as WorkflowError {
            if case .failed = error { return .failed }
            // Taken before, or too late to matter.
            return .done
        } catch {
            return .failed
        }
    }

    private func take(_ message: ThreadMessage, of id: IncidentID) async throws {
        let person = Actor.person(id: message.user)
        func ask(_ topic: ThreadTopic?) async throws {
            let text = VisibleText.clip(message.text, to: 4_000, multiline: true)
            let question = Question(message: message.reference, text: text, topic: topic)
            _ = try await engine.record(.questionAsked(question), of: id, by: person)
        }
        switch ThreadReading(message) {
        case .topic(let topic): try await ask(topic)
        case .question: try await ask(nil)
        case .evidence(let kind): try await offer(kind, message, id)
        case .retry(let hint): await retry(hint, message, id)
        case .nothing: break
        }
    }

    private func retry(_ hint: String, _ message: ThreadMessage, _ id: IncidentID) async {
        let retry = Retry(hint: VisibleText.clip(hint, to: 3_000, multiline: true), message: message.reference)
        do throws(WorkflowError) {
            _ = try await engine.decide(.retry(retry), of: id, by: message.user, in: message.reference.channel)
        } catch {
            if case .rejected(.repeated) = error { return }
            let target = DecisionTarget(incident: id, digest: ProposalDigest(rawValue: ""))
            if case .rejected(.outOfOrder(.retried)) = error {
                return notes.tell(
                    "There is nothing to try again now: the bot is at work, or no patch can mend this.",
                    message.recipient)
            }
            notes.explain(error, of: target, to: message.recipient)
        }
    }

    /// Offered only while it could still be used; otherwise people talk on undisturbed.
    private func offer(_ kind: EvidenceOffer.Kind, _ message: ThreadMessage, _ id: IncidentID) async throws {
        guard let incident = try await engine.incident(id) else { return }
        let workflow = engine.workflow(over: incident)
        guard kind == .patch ? incident.isAwaitingDecision : workflow.takesEvidence else {
            if message.isToBot {
                notes.tell(
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
            return notes.tell(
                "\(untrusted: error.words, bytes: 600) It was not offered as evidence.", message.recipient)
        }
        let text = PastedEvidence.kind(of: message.text) == nil && !attachments.isEmpty ? "" : message.text
        let offer = EvidenceOffer(message: message.reference, kind: kind, text: text, attachments: attachments)
        _ = try await engine.record(.evidenceOffered(offer), of: id, by: .person(id: message.user))
    }
}

extension ThreadMessage {
    var recipient: PrivateNotes.Recipient {
        .init(user: user, channel: reference.channel, thread: thread, responseURL: nil)
    }
}
