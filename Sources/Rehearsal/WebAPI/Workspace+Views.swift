extension Workspace {
    func openView(_ arguments: Arguments) throws(Refusal) -> [String: JSON] {
        let description = try viewDescription(arguments, surface: .modal)
        let user = try triggers.use(triggerID(arguments), at: now)
        let id = identifiers.next("V")
        let view = ModalView(id: id, user: user, description: description, hash: nextHash(), rootID: id)
        modals.open(view)
        changed()
        return ["view": view.object(settings: settings)]
    }

    func pushView(_ arguments: Arguments) throws(Refusal) -> [String: JSON] {
        let description = try viewDescription(arguments, surface: .modal)
        let user = try triggers.use(triggerID(arguments), at: now)
        let view = try push(description, for: user)
        return ["view": view.object(settings: settings)]
    }

    /// Lays a view over the person's open one.
    func push(_ description: [String: JSON], for user: String) throws(Refusal) -> ModalView {
        let stack = modals.stack(of: user)
        guard let top = stack.last else { throw Refusal("not_found") }
        guard stack.count < ModalStacks.depth else { throw Refusal("push_limit_reached") }
        let view = ModalView(
            id: identifiers.next("V"), user: user, description: description, hash: nextHash(), rootID: top.rootID,
            previousID: top.id)
        modals.push(view)
        changed()
        return view
    }

    func updateView(_ arguments: Arguments) throws(Refusal) -> [String: JSON] {
        guard var view = try namedView(arguments), modals.isOpen(view.id) else { throw Refusal("not_found") }
        let description = try viewDescription(arguments, surface: .modal, replacing: view.id)
        if let hash = try arguments.text("hash"), hash != view.hash { throw Refusal("hash_conflict") }
        view.description = description
        view.hash = nextHash()
        view.errors = [:]
        modals.replace(view)
        changed()
        return ["view": view.object(settings: settings)]
    }

    func publishView(_ arguments: Arguments) throws(Refusal) -> [String: JSON] {
        let user = try arguments.requiredText("user_id")
        guard settings.people.contains(where: { $0.id == user }) else {
            throw .invalidArguments("unknown user: \(user)")
        }
        let description = try viewDescription(arguments, surface: .home)
        if let hash = try arguments.text("hash"), let old = homes[user]?.hash, hash != old {
            throw Refusal("hash_conflict")
        }
        let id = homes[user]?.id ?? identifiers.next("V")
        let view = ModalView(id: id, user: user, description: description, hash: nextHash(), rootID: id)
        homes[user] = view
        changed()
        return ["view": view.object(settings: settings)]
    }

    /// Checks a view and names its blocks and actions.
    func viewDescription(
        _ arguments: Arguments, surface: BlockKit.Surface, replacing: String? = nil
    ) throws(Refusal) -> [String: JSON] {
        guard let view = try arguments.structure("view"), var fields = view.fields else {
            throw .invalidArguments("must be an object [json-pointer:/view]")
        }
        guard view.encoded.count <= 250_000 else { throw Refusal("view_too_large") }
        let breaches = BlockKit.breaches(ofView: view, on: surface)
        guard breaches.isEmpty else { throw Refusal("invalid_arguments", breaches) }
        if let external = fields["external_id"]?.text, !external.isEmpty,
            let other = modals.view(externalID: external), other.id != replacing
        {
            throw Refusal("duplicate_external_id")
        }
        fields["blocks"] = .array(BlockKit.named(fields["blocks"]?.items ?? [], identifiers))
        return fields
    }

    private func triggerID(_ arguments: Arguments) throws(Refusal) -> String {
        if let id = try arguments.text("trigger_id") { return id }
        throw .invalidArguments("missing required field: trigger_id")
    }

    private func namedView(_ arguments: Arguments) throws(Refusal) -> ModalView? {
        if let id = try arguments.text("view_id") { return modals.views[id] }
        if let external = try arguments.text("external_id") { return modals.view(externalID: external) }
        throw .invalidArguments("missing required field: view_id or external_id")
    }

    func nextHash() -> String {
        "\(unixSeconds).\(identifiers.next(""))"
    }
}
