/// The limits of Block Kit, as Slack's own components state them, written down again independently of the bot.
enum BlockKit {
    enum Surface: Sendable {
        case message, modal, home
    }

    static let blockID = Rule.string(255)
    static let actionID = Rule.string(255)

    static func plainText(_ maximum: Int) -> Rule {
        .typed(["plain_text": .object(["text": .words(1...maximum, literal: true)], optional: ["emoji": .flag])])
    }

    static func anyText(_ maximum: Int, minimum: Int = 1) -> Rule {
        .typed([
            "plain_text": .object(["text": .words(minimum...maximum, literal: true)], optional: ["emoji": .flag]),
            "mrkdwn": .object(["text": .words(minimum...maximum, literal: false)], optional: ["verbatim": .flag]),
        ])
    }

    static let confirm = Rule.object(
        ["title": plainText(100), "text": plainText(300), "confirm": plainText(30), "deny": plainText(30)],
        optional: ["style": .choice("primary", "danger")])

    static func option(text: Rule = plainText(75)) -> Rule {
        .object(["text": text, "value": .string(150)], optional: ["description": plainText(75), "url": .url(3000)])
    }

    static let optionGroup = Rule.object(["label": plainText(75), "options": .list(option(), 1...100)])

    private static let placeholder = plainText(150)
    private static let dispatch = Rule.object(
        ["trigger_actions_on": .list(.choice("on_enter_pressed", "on_character_entered"), 1...2)])

    static let button = Rule.object(
        ["text": plainText(75)],
        optional: [
            "action_id": actionID, "value": .string(2000, minimum: 0), "url": .url(3000),
            "style": .choice("primary", "danger"), "confirm": confirm, "accessibility_label": .string(75),
        ])

    static let overflow = Rule.object(
        ["options": .list(option(), 1...5)], optional: ["action_id": actionID, "confirm": confirm])

    static let staticSelect = Rule.object(
        [:],
        optional: [
            "action_id": actionID, "options": .list(option(), 1...100), "option_groups": .list(optionGroup, 1...100),
            "initial_option": option(), "placeholder": placeholder, "confirm": confirm, "focus_on_load": .flag,
        ]
    ).and { ($0["options"] == nil) == ($0["option_groups"] == nil) ? "needs either options or option_groups" : nil }

    static func peopleSelect(initial: String) -> Rule {
        .object(
            [:],
            optional: [
                "action_id": actionID, initial: .string(40), "placeholder": placeholder, "confirm": confirm,
                "focus_on_load": .flag, "default_to_current_conversation": .flag, "response_url_enabled": .flag,
            ])
    }

    static func choices(initial: String, _ initialRule: Rule) -> Rule {
        .object(
            ["options": .list(option(text: anyText(75)), 1...10)],
            optional: ["action_id": actionID, initial: initialRule, "confirm": confirm, "focus_on_load": .flag])
    }

    static func picker(initial: String, _ initialRule: Rule) -> Rule {
        .object(
            [:],
            optional: [
                "action_id": actionID, initial: initialRule, "placeholder": placeholder, "confirm": confirm,
                "focus_on_load": .flag, "timezone": .string(100),
            ])
    }

    static let plainTextInput = Rule.object(
        [:],
        optional: [
            "action_id": actionID, "initial_value": .string(3000, minimum: 0), "multiline": .flag,
            "min_length": .integer(0...3000), "max_length": .integer(1...3000), "placeholder": placeholder,
            "focus_on_load": .flag, "dispatch_action_config": dispatch,
        ]
    ).and {
        ($0["min_length"]?.integer ?? 0) > ($0["max_length"]?.integer ?? 3000)
            ? "min_length must not be greater than max_length" : nil
    }

    static let fileInput = Rule.object(
        [:],
        optional: [
            "action_id": actionID, "filetypes": .list(.string(20), 1...100), "max_files": .integer(1...10),
        ])
}
