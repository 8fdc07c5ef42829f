import Domain
import Logging

/// Who listens to what: one listener for each command, button, modal and event.
///
/// A request meets them twice. Before its acknowledgement what can be said at once is said, a modal is ordered, an incident
/// is opened, and everything else is kept in the inbox. `act` does what was asked for, afterwards.
struct SlackListeners: Sendable {
    private let approve: ApproveButton
    private let escalate: EscalateButton
    private let forms: FormButton
    private let feedback: FeedbackListener
    private let edit: EditModal
    private let evidence: EvidenceButtons
    private let events: EventListener
    private let front: FrontListeners
    private let notes: PrivateNotes
    private let inbox: SlackInbox
    private let logger: Logger

    /// - Parameter front: what is listened to beyond decisions: commands, shortcuts, replies, the Home tab.
    init(ledger: any MessageLedger, inbox: SlackInbox, front: FrontListeners, logger: Logger) {
        self.front = front
        self.inbox = inbox
        self.logger = logger
        let (decisions, opener) = (front.decisions, front.opener)
        notes = decisions.notes
        approve = ApproveButton(decisions: decisions)
        escalate = EscalateButton(decisions: decisions)
        forms = FormButton(decisions: decisions, opener: opener)
        feedback = FeedbackListener(decisions: decisions)
        edit = EditModal(decisions: decisions)
        evidence = EvidenceButtons(decisions: decisions)
        events = EventListener(
            threads: ThreadListener(ledger: ledger, decisions: decisions), inbox: inbox, home: front.home,
            notes: notes, logger: logger)
    }
}

// MARK: - Before the acknowledgement

extension SlackListeners {
    func command(_ command: CommandPayload) async -> SlackReply {
        guard command.command == IncidentCommand.name else {
            return .note("I know only `/incident`.")
        }
        if let reply = await front.command.reply(to: command) { return reply }
        return await keep(.command(command))
    }

    func interaction(_ payload: JSONValue) async throws(MalformedRequest) -> SlackReply {
        switch payload["type"]?.string {
        case "block_actions": await click(try ClickPayload(payload))
        case "view_submission": await submission(try SubmissionPayload(payload))
        case "shortcut", "message_action": front.shortcut(try ShortcutPayload(payload))
        // Closed modals and kinds still to come: nothing of ours.
        case .some: .accepted
        case nil: throw MalformedRequest(reason: "no type")
        }
    }

    func event(_ payload: JSONValue) async throws(MalformedRequest) -> SlackReply {
        try await events.handle(payload)
    }

    private func click(_ click: ClickPayload) async -> SlackReply {
        switch click.action {
        case FormButton.reject, FormButton.requestChanges, FormButton.edit: return forms.handle(click)
        // A button that opens an address sends its click all the same.
        case ActionName.openPage: return .accepted
        default:
            if let reply = front.reply(to: click) { return reply }
            return await keep(.click(click))
        }
    }

    private func submission(_ submission: SubmissionPayload) async -> SlackReply {
        if let reply = await front.reply(to: submission) { return reply }
        let problem: SlackReply? =
            switch submission.callbackID {
            case FeedbackModal.reject.callbackID, FeedbackModal.requestChanges.callbackID:
                feedback.problem(in: submission)
            case EditModal.callbackID: edit.problem(in: submission)
            default: nil
            }
        if let problem { return problem }
        return await keep(.submission(submission))
    }

    private func keep(_ delivery: SlackDelivery) async -> SlackReply {
        do throws(PortError) {
            try await inbox.keep(delivery)
            return .accepted
        } catch {
            logger.error("A request was not stored", metadata: ["reason": "\(error)"])
            return .busy
        }
    }
}

// MARK: - After it

extension SlackListeners {
    /// Throws what may work later.
    func act(on delivery: SlackDelivery, causedBy key: String) async throws(PortError) {
        switch delivery {
        case .command(let command): try await front.command.act(on: command, causedBy: key)
        case .click(let click): try await act(on: click, causedBy: key)
        case .submission(let submission): try await act(on: submission, causedBy: key)
        case .message(let message): try await events.act(on: message, causedBy: key)
        case .note(let note): try await notes.deliver(again: note)
        }
    }

    private func act(on click: ClickPayload, causedBy key: String) async throws(PortError) {
        switch click.action {
        case ApproveButton.action: try await approve.act(on: click, causedBy: key)
        case EscalateButton.action: try await escalate.act(on: click, causedBy: key)
        case EvidenceButtons.add, EvidenceButtons.ignore: try await evidence.act(on: click, causedBy: key)
        default:
            if try await front.act(on: click, causedBy: key) { return }
            await notes.deliver("I don't know this button. It may come from an older version of me.", click.recipient)
        }
    }

    private func act(on submission: SubmissionPayload, causedBy key: String) async throws(PortError) {
        switch submission.callbackID {
        case FeedbackModal.reject.callbackID, FeedbackModal.requestChanges.callbackID:
            try await feedback.act(on: submission, causedBy: key)
        case EditModal.callbackID: try await edit.act(on: submission, causedBy: key)
        default: try await front.act(on: submission, causedBy: key)
        }
    }
}

/// Buttons that only open an address.
enum ActionName {
    static let openPage = "open_page"
}
