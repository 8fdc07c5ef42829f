/// A modal as the bot described it, open or once open for one person.
struct ModalView: Sendable {
    let id: String
    let user: String
    /// Checked and with every block and action named.
    var description: [String: JSON]
    /// Changes with every update, so that a late writer is refused.
    var hash: String
    var rootID: String
    var previousID: String?
    /// Block id to message, as the bot's last answer named them.
    var errors: [String: String] = [:]

    var blocks: [JSON] { description["blocks"]?.items ?? [] }
    var externalID: String? { description["external_id"]?.text }
    var notifiesOnClose: Bool { description["notify_on_close"]?.flag ?? false }

    /// The view object of Slack's answers and payloads.
    func object(settings: WorkspaceSettings, values: JSON = [:]) -> JSON {
        let given = JSON.object(description)
        return [
            "id": .string(id), "team_id": .string(settings.teamID), "type": given["type"] ?? "modal",
            "title": given["title"] ?? .null, "submit": given["submit"] ?? .null, "close": given["close"] ?? .null,
            "blocks": .array(blocks), "private_metadata": given["private_metadata"] ?? "",
            "callback_id": given["callback_id"] ?? "", "external_id": given["external_id"] ?? "",
            "state": ["values": values], "hash": .string(hash),
            "clear_on_close": given["clear_on_close"] ?? false, "notify_on_close": given["notify_on_close"] ?? false,
            "root_view_id": .string(rootID), "previous_view_id": .optional(previousID),
            "app_id": .string(settings.appID), "app_installed_team_id": .string(settings.teamID),
            "bot_id": .string(settings.botID),
        ]
    }
}

/// Which modals are open: for each person a stack of at most three.
struct ModalStacks: Sendable {
    static let depth = 3

    private(set) var views: [String: ModalView] = [:]
    private var stacks: [String: [String]] = [:]

    /// Bottom first.
    func stack(of user: String) -> [ModalView] {
        (stacks[user] ?? []).compactMap { views[$0] }
    }

    func isOpen(_ id: String) -> Bool {
        stacks.values.contains { $0.contains(id) }
    }

    mutating func open(_ view: ModalView) {
        views[view.id] = view
        stacks[view.user] = [view.id]
    }

    mutating func push(_ view: ModalView) {
        views[view.id] = view
        stacks[view.user, default: []].append(view.id)
    }

    mutating func replace(_ view: ModalView) {
        views[view.id] = view
    }

    mutating func close(_ id: String) {
        for user in stacks.keys { stacks[user]?.removeAll { $0 == id } }
    }

    mutating func clear(_ user: String) {
        stacks[user] = []
    }

    func view(externalID: String) -> ModalView? {
        views.values.first { $0.externalID == externalID && isOpen($0.id) }
    }
}
