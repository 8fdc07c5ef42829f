extension BlockKit {
    /// Elements that may stand in an actions block or beside a section.
    private static let interactive: [String: Rule] = [
        "button": button, "overflow": overflow, "static_select": staticSelect,
        "users_select": peopleSelect(initial: "initial_user"),
        "conversations_select": peopleSelect(initial: "initial_conversation"),
        "channels_select": peopleSelect(initial: "initial_channel"),
        "checkboxes": choices(initial: "initial_options", .list(option(text: anyText(75)), 1...10)),
        "radio_buttons": choices(initial: "initial_option", option(text: anyText(75))),
        "datepicker": picker(initial: "initial_date", .string(10)),
        "timepicker": picker(initial: "initial_time", .string(5)),
    ]

    private static let imageElement = Rule.object(["image_url": .url(3000), "alt_text": .string(2000)])

    private static let inputElements: [String: Rule] =
        interactive.filter { !["button", "overflow"].contains($0.key) }.merging([
            "plain_text_input": plainTextInput, "file_input": fileInput,
        ]) { first, _ in first }

    private static let accessories = interactive.merging(["image": imageElement]) { first, _ in first }

    private static let section = Rule.object(
        [:],
        optional: [
            "text": anyText(3000), "fields": .list(anyText(2000), 1...10), "accessory": .typed(accessories),
            "block_id": blockID, "expand": .flag,
        ]
    ).and { $0["text"] == nil && $0["fields"] == nil ? "missing required field: text or fields" : nil }

    private static let everywhere: [String: Rule] = [
        "section": section,
        "divider": .object([:], optional: ["block_id": blockID]),
        "header": .object(["text": plainText(150)], optional: ["block_id": blockID]),
        "image": .object(
            ["image_url": .url(3000), "alt_text": .string(2000)],
            optional: ["title": plainText(2000), "block_id": blockID]),
        "actions": .object(["elements": .list(.typed(interactive), 1...25)], optional: ["block_id": blockID]),
        "context": .object(
            [
                "elements": .list(
                    .typed([
                        "image": imageElement,
                        "plain_text": .object(["text": .words(1...3000, literal: true)], optional: ["emoji": .flag]),
                        "mrkdwn": .object(
                            ["text": .words(1...3000, literal: false)], optional: ["verbatim": .flag]),
                    ]), 1...10)
            ], optional: ["block_id": blockID]),
        "input": .object(
            ["label": plainText(2000), "element": .typed(inputElements)],
            optional: ["hint": plainText(2000), "optional": .flag, "dispatch_action": .flag, "block_id": blockID]),
        "rich_text": richText,
    ]

    private static let onlyInMessages: [String: Rule] = [
        "markdown": .object(["text": .string(12_000)], optional: ["block_id": blockID]),
        "table": table,
    ].merging(onlyInMessagesAndHomes) { first, _ in first }

    private static let onlyInMessagesAndHomes: [String: Rule] = [
        "data_visualization": dataVisualization, "data_table": dataTable,
    ]

    /// The blocks a surface takes. Slack has a few more (cards, plans); what can't be shown here is refused here.
    static func blocks(on surface: Surface) -> [String: Rule] {
        switch surface {
        case .message: everywhere.merging(onlyInMessages) { first, _ in first }
        case .home: everywhere.merging(onlyInMessagesAndHomes) { first, _ in first }
        case .modal: everywhere
        }
    }
}
