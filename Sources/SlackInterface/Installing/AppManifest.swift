package import Foundation

/// The Slack app, described for its installation from a manifest.
///
/// Made here, beside the listeners, so that a command and the app that offers it change together. Follows Slack's schema of
/// app manifests: an unknown key would be refused there.
package struct AppManifest: Sendable {
    /// Where Slack reaches the bot; nil for Socket Mode, which needs no public address.
    private let publicURL: URL?

    /// - Parameter publicURL: the bot's address, without a path below it; nil for Socket Mode.
    package init(publicURL: URL?) {
        self.publicURL = publicURL
    }

    /// The manifest as Slack takes it.
    package var json: JSONValue {
        [
            "_metadata": ["major_version": 2],
            "display_information": [
                "name": "Incident Bot",
                "description": "Finds the cause of a production incident, proposes a patch, and proves it.",
                "long_description": .string(Self.longDescription),
                "background_color": "#1f2937",
            ],
            "features": features,
            "oauth_config": [
                "scopes": ["bot": .array(SlackScope.needed.map { .string($0.name) })],
                "token_management_enabled": false,
            ],
            "settings": settings,
        ]
    }

    /// The manifest as a file: indented, keys sorted.
    package var text: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(json)).map { String(decoding: $0, as: UTF8.self) } ?? json.encoded
    }

    private static let longDescription = """
        Type /incident, paste error logs and customer complaints, and read what broke, whom it hit, why, and a patch. After a \
        person approves it, the patch is tested in a sandbox, replies are drafted for every affected customer, the postmortem \
        is written, and the pull request opens with exactly the bytes that were approved.
        """

    private var features: JSONValue {
        var command: [String: JSONValue] = [
            "command": .string(IncidentCommand.name),
            "description": "Open an incident, or look at one",
            "usage_hint": "[error logs] or help",
            "should_escape": true,
        ]
        command["url"] = address("slack/commands")
        return [
            "bot_user": ["display_name": "Incident Bot", "always_online": true],
            "slash_commands": [.object(command)],
            "shortcuts": [
                [
                    "name": "Start an incident", "type": "global", "callback_id": "start_incident",
                    "description": "Paste logs and complaints",
                ],
                [
                    "name": "Start incident from this", "type": "message", "callback_id": "start_incident_from_message",
                    "description": "This message and its files become the logs, or a complaint",
                ],
            ],
            "app_home": [
                "home_tab_enabled": true, "messages_tab_enabled": true, "messages_tab_read_only_enabled": false,
            ],
            "agent_view": [
                "agent_description": "Finds the cause of a production incident, proposes a patch, and proves it.",
                "suggested_prompts": [
                    ["title": "Open incidents", "message": "Which incidents are open?"],
                    ["title": "Similar incidents", "message": "Have we seen this before?"],
                ],
            ],
        ]
    }

    private var settings: JSONValue {
        var events: [String: JSONValue] = ["bot_events": .array(Self.events.map { .string($0) })]
        events["request_url"] = address("slack/events")
        var interactivity: [String: JSONValue] = ["is_enabled": true]
        interactivity["request_url"] = address("slack/interactions")
        return [
            "event_subscriptions": .object(events),
            "interactivity": .object(interactivity),
            "org_deploy_enabled": false,
            "socket_mode_enabled": .bool(publicURL == nil),
            "token_rotation_enabled": false,
        ]
    }

    private static let events = [
        "app_home_opened", "app_mention", "app_uninstalled", "message.channels", "message.groups", "message.im",
        "tokens_revoked",
    ]

    private func address(_ path: String) -> JSONValue? {
        publicURL.map { .string($0.appending(path: path).absoluteString) }
    }
}
