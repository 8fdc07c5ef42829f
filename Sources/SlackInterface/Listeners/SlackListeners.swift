package import Logging
package import Workflows

/// Who listens to what: one listener for each command, button, modal and event.
package struct SlackListeners: Sendable {
    private let incidentCommand: IncidentCommand
    private let openIncident: OpenIncidentModal
    private let approve: ApproveButton
    private let reject: RejectButton
    private let rejectModal: RejectModal
    private let events: EventListener
    private let front: FrontListeners
    private let notes: PrivateNotes

    /// - Parameter front: what is listened to beyond decisions: commands, shortcuts, replies, the Home tab.
    init(engine: WorkflowEngine, api: SlackWebAPI, work: SlackWork, front: FrontListeners, logger: Logger) {
        self.front = front
        notes = PrivateNotes(api: api, work: work, logger: logger)
        let opener = ModalOpener(api: api, work: work, notes: notes, logger: logger)
        incidentCommand = front.command
        openIncident = OpenIncidentModal(engine: engine, logger: logger)
        approve = ApproveButton(engine: engine, notes: notes, logger: logger)
        reject = RejectButton(engine: engine, opener: opener, notes: notes, logger: logger)
        rejectModal = RejectModal(engine: engine, logger: logger)
        events = EventListener(home: front.home, api: api, work: work, logger: logger)
    }

    func command(_ command: CommandPayload) async -> SlackReply {
        guard command.command == IncidentCommand.name else {
            return .note("I know only `/incident`.")
        }
        return await incidentCommand.handle(command)
    }

    func interaction(_ payload: JSONValue, isRepeated: Bool) async throws(MalformedRequest) -> SlackReply {
        switch payload["type"]?.string {
        case "block_actions": await click(try ClickPayload(payload), isRepeated: isRepeated)
        case "view_submission": await submission(try SubmissionPayload(payload))
        case "shortcut", "message_action": await front.shortcut(try ShortcutPayload(payload))
        // Closed modals and kinds still to come: nothing of ours.
        case .some: .accepted
        case nil: throw MalformedRequest(reason: "no type")
        }
    }

    func event(_ payload: JSONValue) async throws(MalformedRequest) -> SlackReply {
        try await events.handle(payload)
    }

    private func click(_ click: ClickPayload, isRepeated: Bool) async -> SlackReply {
        switch click.action {
        case ApproveButton.action: return await approve.handle(click, isRepeated: isRepeated)
        case RejectButton.action: return await reject.handle(click)
        // A button that opens an address sends its click all the same.
        case ActionName.openPage: return .accepted
        default:
            if let reply = await front.click(click, isRepeated: isRepeated) { return reply }
            notes.tell("I don't know this button. It may come from an older version of me.", click.recipient)
            return .accepted
        }
    }

    private func submission(_ submission: SubmissionPayload) async -> SlackReply {
        switch submission.callbackID {
        case OpenIncidentModal.callbackID: await openIncident.handle(submission)
        case RejectModal.callbackID: await rejectModal.handle(submission)
        default: await front.submission(submission) ?? .accepted
        }
    }
}

/// Buttons that only open an address.
enum ActionName {
    static let openPage = "open_page"
}
