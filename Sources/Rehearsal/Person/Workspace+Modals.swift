import Foundation

/// What a person does with the modal in front of them.
extension Workspace {
    /// What became of a submission.
    enum Submission: Sendable {
        case accepted
        /// Block id to words for the person, from Slack itself or from the bot.
        case refused([String: String])
    }

    func submit(_ viewID: String, by user: String, entered: JSON) async throws(Refusal) -> Submission {
        let view = try openView(viewID, of: user)
        let state = FormState(blocks: view.blocks, entered: entered, file: { self.sharedFiles[$0].map(self.object) })
        guard state.errors.isEmpty else {
            complain(state.errors, about: viewID)
            return .refused(state.errors)
        }
        var payload = common("view_submission", user)
        payload["trigger_id"] = .string(issueTrigger(to: user))
        payload["view"] = view.object(settings: settings, values: state.values)
        payload["response_urls"] = []
        let acknowledgement = await deliver(.interaction(.object(payload)))
        guard let body = acknowledgement.accepted else { throw Refusal(acknowledgement.failure) }
        return try take(body, for: viewID, of: user)
    }

    private func openView(_ id: String, of user: String) throws(Refusal) -> ModalView {
        guard let view = modals.views[id], view.user == user, modals.isOpen(id) else { throw Refusal("view_not_found") }
        return view
    }

    private func complain(_ errors: [String: String], about id: String) {
        guard var view = modals.views[id] else { return }
        view.errors = errors
        modals.replace(view)
        changed()
    }

    /// Does what the bot's `response_action` says.
    private func take(_ body: Data, for viewID: String, of user: String) throws(Refusal) -> Submission {
        guard !body.isEmpty else {
            modals.close(viewID)
            changed()
            return .accepted
        }
        guard let answer = try? JSON(parsing: body), let fields = answer.fields else {
            throw Refusal("invalid_response")
        }
        switch fields["response_action"]?.text {
        case "errors":
            let errors = (fields["errors"]?.fields ?? [:]).compactMapValues(\.text)
            let known = Set(modals.views[viewID]?.blocks.compactMap { $0["block_id"]?.text } ?? [])
            guard !errors.isEmpty, known.isSuperset(of: errors.keys) else { throw Refusal("invalid_response") }
            complain(errors, about: viewID)
            return .refused(errors)
        case "update":
            guard var view = modals.views[viewID] else { throw Refusal("view_not_found") }
            let arguments = Arguments(values: fields.filter { $0.key == "view" })
            view.description = try viewDescription(arguments, surface: .modal, replacing: viewID)
            view.hash = nextHash()
            view.errors = [:]
            modals.replace(view)
        case "push":
            let description = try viewDescription(Arguments(values: fields), surface: .modal)
            _ = try push(description, for: user)
        case "clear":
            modals.clear(user)
        case nil where fields.isEmpty:
            modals.close(viewID)
        default:
            throw Refusal("invalid_response")
        }
        changed()
        return .accepted
    }

    /// Closes one modal, or all of the person's when it clears on close; tells the bot where it asked to be told.
    func close(_ viewID: String, by user: String) async throws(Refusal) {
        let view = try openView(viewID, of: user)
        let clears = view.description["clear_on_close"] == true
        if clears { modals.clear(user) } else { modals.close(viewID) }
        changed()
        guard view.notifiesOnClose else { return }
        var payload = common("view_closed", user)
        payload["view"] = view.object(settings: settings)
        payload["is_cleared"] = .bool(clears)
        _ = await deliver(.interaction(.object(payload)))
    }

    /// Keeps a file a person chose.
    func upload(_ bytes: Data, name: String, by user: String) throws(Refusal) -> JSON {
        guard settings.people.contains(where: { $0.id == user }) else { throw Refusal("user_not_found") }
        guard !bytes.isEmpty, !name.isEmpty else { throw Refusal("file_empty") }
        let file = SharedFile(
            id: identifiers.next("F"), name: name, title: name, mimetype: SharedFile.mimetype(of: name), owner: user,
            created: unixSeconds, bytes: bytes)
        sharedFiles[file.id] = file
        return object(file)
    }
}
