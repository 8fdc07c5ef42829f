extension BlockKit {
    private static let style = Rule.object(
        [:],
        optional: ["bold": .flag, "italic": .flag, "strike": .flag, "code": .flag, "underline": .flag])

    private static let leaves: [String: Rule] = [
        "text": .object(["text": .string(12_000)], optional: ["style": style]),
        "link": .object(
            ["url": .url(3000)], optional: ["text": .string(12_000), "style": style, "unsafe": .flag]),
        "user": .object(["user_id": .string(40)], optional: ["style": style]),
        "usergroup": .object(["usergroup_id": .string(40)], optional: ["style": style]),
        "channel": .object(["channel_id": .string(40)], optional: ["style": style]),
        "broadcast": .object(["range": .choice("here", "channel", "everyone")], optional: ["style": style]),
        "emoji": .object(
            ["name": .string(100)],
            optional: ["unicode": .string(100), "skin_tone": .integer(1...6), "style": style]),
        "date": .object(
            ["timestamp": .integer(0...Int(Int32.max)), "format": .string(200)],
            optional: ["url": .url(3000), "fallback": .string(200), "style": style]),
        "color": .object(["value": .string(20)], optional: ["style": style]),
    ]

    private static let section = Rule.object(["elements": .list(.typed(leaves), 0...1000)])
    private static let border = Rule.integer(0...1)
    /// Preformatted text holds nothing but text and links.
    private static let verbatimLeaves = leaves.filter { ["text", "link"].contains($0.key) }

    static let richText = Rule.object(
        [
            "elements": .list(
                .typed([
                    "rich_text_section": section,
                    "rich_text_list": .object(
                        ["style": .choice("bullet", "ordered"), "elements": .list(listItem, 1...1000)],
                        optional: ["indent": .integer(0...8), "offset": .integer(0...Int(Int32.max)), "border": border]),
                    "rich_text_quote": .object(
                        ["elements": .list(.typed(leaves), 0...1000)], optional: ["border": border]),
                    "rich_text_preformatted": .object(
                        ["elements": .list(.typed(verbatimLeaves), 0...1000)], optional: ["border": border]),
                ]), 1...1000)
        ],
        optional: ["block_id": blockID])

    private static let listItem = Rule.typed(["rich_text_section": section])

    static let table = Rule.object(
        [
            "rows": .list(
                .list(
                    .typed([
                        "raw_text": .object(["text": .words(1...3000, literal: true)]),
                        "raw_number": .object(["value": .anyNumber], optional: ["text": .string(100)]),
                        "rich_text": richText,
                    ]), 1...20), 1...100)
        ],
        optional: [
            "block_id": blockID,
            "column_settings": .list(
                .object([:], optional: ["align": .choice("left", "center", "right"), "is_wrapped": .flag]).orNull,
                1...20),
        ])
}

extension Rule {
    fileprivate static let anyNumber = Rule { value, pointer, report in
        if case .number = value { return }
        report.append(breach("must be a number", at: pointer))
    }

    fileprivate var orNull: Rule {
        Rule { value, pointer, report in
            if value != .null { check(value, pointer, &report) }
        }
    }
}
