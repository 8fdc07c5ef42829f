/// What the bot asks a workspace for, and why: nothing that no feature needs.
package struct SlackScope: Sendable, Equatable {
    package let name: String
    /// What stops working without it, for `doctor` and the person who installs the app.
    package let reason: String

    /// Every scope of the bot's token, sorted by name.
    package static let needed: [SlackScope] = [
        SlackScope(name: "app_mentions:read", reason: "answer when somebody mentions the bot"),
        SlackScope(name: "assistant:write", reason: "answer in the bot's own conversation"),
        SlackScope(
            name: "channels:history", reason: "read replies in an incident's thread, and find a message after a crash"),
        SlackScope(name: "channels:read", reason: "see who is in a channel, and whether the bot is"),
        SlackScope(name: "chat:write", reason: "post cards and replies"),
        SlackScope(name: "commands", reason: "take /incident and the shortcuts"),
        SlackScope(name: "files:read", reason: "read attached logs"),
        SlackScope(name: "files:write", reason: "attach long patches and postmortems"),
        SlackScope(name: "groups:history", reason: "the same in private channels"),
        SlackScope(name: "groups:read", reason: "the same in private channels"),
        SlackScope(name: "im:history", reason: "read what is written to the bot directly"),
        SlackScope(name: "usergroups:read", reason: "know who is in a user group of SLACK_APPROVERS"),
    ]

    /// The needed scopes that the workspace has not granted, in the order of `needed`.
    package static func missing(from granted: Set<String>) -> [SlackScope] {
        needed.filter { !granted.contains($0.name) }
    }
}
