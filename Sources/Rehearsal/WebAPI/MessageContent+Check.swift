import Foundation

extension MessageContent {
    /// Reads and checks what shall be posted. Blocks and actions without a name are given one.
    ///
    /// - Parameter hasCeiling: whether the whole-message ceiling applies; answers through a `response_url` are exempt.
    static func read(
        _ arguments: Arguments, hasCeiling: Bool = true, identifiers: Identifiers
    ) throws(Refusal) -> MessageContent {
        var content = MessageContent()
        content.text = try arguments.text("text") ?? ""
        if let markdown = try arguments.text("markdown_text") {
            guard content.text.isEmpty, arguments.values["blocks"] == nil else {
                throw Refusal("markdown_text_conflict")
            }
            guard markdown.utf8.count <= 12_000 else { throw Refusal("msg_too_long") }
            content.blocks = [["type": "markdown", "text": .string(markdown)]]
        } else {
            content.blocks = try blocks(arguments.structure("blocks"), at: "/blocks")
        }
        content.attachments = try attachments(arguments.structure("attachments"))
        content.metadata = try metadata(arguments.structure("metadata"))
        let all = content.blocks + content.attachments.flatMap { $0["blocks"]?.items ?? [] }
        let duplicates = BlockKit.duplicates(of: all, at: "/blocks")
        guard duplicates.isEmpty else { throw Refusal("invalid_blocks", duplicates) }
        if hasCeiling, BlockKit.weight(of: .array(all)) > BlockKit.messageCeiling {
            throw Refusal("msg_blocks_too_long")
        }
        content.blocks = BlockKit.named(content.blocks, identifiers)
        content.attachments = named(content.attachments, identifiers)
        return content
    }

    var isEmpty: Bool { text.isEmpty && blocks.isEmpty && attachments.isEmpty }

    private static func blocks(_ value: JSON?, at pointer: String) throws(Refusal) -> [JSON] {
        guard let value else { return [] }
        guard let blocks = value.items else { throw Refusal("invalid_blocks_format") }
        let breaches = BlockKit.breaches(of: blocks, on: .message, at: pointer)
        guard breaches.isEmpty else { throw Refusal("invalid_blocks", breaches) }
        return blocks
    }

    private static let attachmentShape = Rule.object(
        [:],
        optional: [
            "color": .color, "fallback": .string(4000, minimum: 0), "blocks": .anything, "id": .anything,
            "text": .words(0...8000, literal: false), "pretext": .words(0...3000, literal: false),
            "title": .words(0...3000, literal: false), "title_link": .url(3000),
            "footer": .words(0...300, literal: false), "ts": .anything, "mrkdwn_in": .anything,
        ])

    private static func attachments(_ value: JSON?) throws(Refusal) -> [JSON] {
        guard let value else { return [] }
        guard let items = value.items else { throw Refusal("invalid_attachments") }
        guard items.count <= 100 else { throw Refusal("too_many_attachments") }
        for (index, item) in items.enumerated() {
            var report: [String] = []
            attachmentShape.check(item, "/attachments/\(index)", &report)
            guard report.isEmpty else { throw Refusal("invalid_attachments", report) }
            _ = try blocks(item["blocks"], at: "/attachments/\(index)/blocks")
        }
        return items
    }

    private static func named(_ attachments: [JSON], _ identifiers: Identifiers) -> [JSON] {
        attachments.enumerated().map { index, item in
            var fields = item.fields ?? [:]
            fields["id"] = .number(Double(index + 1))
            fields["fallback"] = fields["fallback"] ?? "[no preview available]"
            fields["color"] = fields["color"]?.text.map { .string(Self.hexadecimal($0)) }
            fields["blocks"] = fields["blocks"]?.items.map { .array(BlockKit.named($0, identifiers)) }
            return .object(fields)
        }
    }

    /// The way Slack gives colours back: six digits without `#`.
    private static func hexadecimal(_ color: String) -> String {
        switch color {
        case "good": "2eb886"
        case "warning": "daa038"
        case "danger": "a30200"
        default: color.hasPrefix("#") ? String(color.dropFirst()) : color
        }
    }

    private static func metadata(_ value: JSON?) throws(Refusal) -> JSON? {
        guard let value else { return nil }
        guard let fields = value.fields else { throw Refusal("invalid_metadata_format") }
        if fields.isEmpty { return .object([:]) }
        guard Set(fields.keys) == ["event_type", "event_payload"], let type = fields["event_type"]?.text,
            !type.isEmpty, type.utf8.allSatisfy(isNameByte), let payload = fields["event_payload"]?.fields
        else { throw Refusal("invalid_metadata_format") }
        guard payload.values.allSatisfy(isFlat) else { throw Refusal("invalid_metadata_schema") }
        guard value.encoded.count <= 8_000 else { throw Refusal("metadata_too_large") }
        return value
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        let character = Character(UnicodeScalar(byte))
        return character.isASCII && (character.isLetter || character.isNumber || character == "_")
    }

    private static func isFlat(_ value: JSON) -> Bool {
        switch value {
        case .string, .number, .bool, .object: true
        case .array(let items): items.allSatisfy { $0.fields != nil }
        case .null: false
        }
    }
}

extension Rule {
    fileprivate static let anything = Rule { _, _, _ in }

    fileprivate static let color = Rule { value, pointer, report in
        let text = value.text ?? ""
        let digits = text.hasPrefix("#") ? text.dropFirst() : text[...]
        let isHexadecimal = [3, 6].contains(digits.count) && digits.allSatisfy(\.isHexDigit)
        if !["good", "warning", "danger"].contains(text), !isHexadecimal {
            report.append(breach("must be good, warning, danger or a hexadecimal color", at: pointer))
        }
    }
}
