extension BlockKit {
    /// Text in one message over all its blocks, with a little for every element. Slack's own formula is not documented;
    /// payloads have been refused from about here on.
    static let messageCeiling = 11_300
    private static let elementWeight = 10

    /// Everything wrong with a list of blocks, in Slack's wording; empty when it would be accepted.
    static func breaches(of blocks: [JSON], on surface: Surface, at pointer: String = "/blocks") -> [String] {
        var report: [String] = []
        let maximum = surface == .message ? 50 : 100
        Rule.list(.typed(Self.blocks(on: surface)), 0...maximum).check(.array(blocks), pointer, &report)
        return report + totalBreaches(of: blocks, at: pointer)
    }

    /// What only shows when all blocks are seen together.
    private static func totalBreaches(of blocks: [JSON], at pointer: String) -> [String] {
        var report: [String] = []
        let markdown = blocks.filter { $0["type"] == "markdown" }.compactMap { $0["text"]?.text?.utf8.count }
        if markdown.reduce(0, +) > 12_000 {
            report.append(Rule.breach("markdown text must be less than 12001 characters in total", at: pointer))
        }
        if blocks.count(where: { $0["type"] == "table" }) > 1 {
            report.append(Rule.breach("only one table allowed", at: pointer))
        }
        if blocks.count(where: { $0["type"] == "data_visualization" }) > 2 {
            report.append(Rule.breach("no more than 2 data_visualization blocks allowed", at: pointer))
        }
        return report + duplicates(of: blocks, at: pointer)
    }

    /// A block id must be the only one of its payload, an action id the only one of its block.
    static func duplicates(of blocks: [JSON], at pointer: String) -> [String] {
        var report: [String] = []
        var blockIDs: Set<String> = []
        for (index, block) in blocks.enumerated() {
            if let id = block["block_id"]?.text, !blockIDs.insert(id).inserted {
                report.append(Rule.breach("block_id already exists: \(id)", at: "\(pointer)/\(index)/block_id"))
            }
            var actionIDs: Set<String> = []
            for element in block["elements"]?.items ?? [] {
                if let id = element["action_id"]?.text, !actionIDs.insert(id).inserted {
                    report.append(Rule.breach("action_id already exists: \(id)", at: "\(pointer)/\(index)"))
                }
            }
        }
        return report
    }

    /// Everything wrong with a modal's or home tab's description.
    static func breaches(ofView view: JSON, on surface: Surface) -> [String] {
        var report: [String] = []
        let common: [String: Rule] = [
            "private_metadata": .string(3000, minimum: 0), "callback_id": .string(255, minimum: 0),
            "external_id": .string(255, minimum: 0),
        ]
        let blocks = ["blocks": Rule.anyList]
        switch surface {
        case .modal:
            let optional = common.merging([
                "submit": plainText(24), "close": plainText(24), "clear_on_close": .flag, "notify_on_close": .flag,
                "submit_disabled": .flag,
            ]) { first, _ in first }
            let required = blocks.merging(["title": plainText(24)]) { first, _ in first }
            Rule.typed(["modal": .object(required, optional: optional)]).check(view, "/view", &report)
        case .home, .message:
            Rule.typed(["home": .object(blocks, optional: common)]).check(view, "/view", &report)
        }
        let items = view["blocks"]?.items ?? []
        if surface == .modal, view["submit"] == nil, items.contains(where: { $0["type"] == "input" }) {
            report.append(Rule.breach("missing required field: submit, because the view has inputs", at: "/view"))
        }
        return report + breaches(of: items, on: surface, at: "/view/blocks")
    }

    /// The whole-message count: bytes a reader may see, and something for each element that holds them.
    static func weight(of value: JSON) -> Int {
        switch value {
        case .array(let items): return items.reduce(0) { $0 + weight(of: $1) }
        case .object(let fields):
            return fields.reduce(elementWeight) { sum, field in
                switch field.value {
                case .string(let text) where ["text", "alt_text", "url"].contains(field.key):
                    sum + TextSize.bytes(text, literal: field.key == "text" && fields["type"] != "mrkdwn")
                default: sum + weight(of: field.value)
                }
            }
        default: return 0
        }
    }

    /// The same blocks with a name for every block and every action that came without one.
    static func named(_ blocks: [JSON], _ identifiers: Identifiers) -> [JSON] {
        blocks.map { block in
            var fields = block.fields ?? [:]
            if fields["block_id"] == nil { fields["block_id"] = .string(identifiers.next("b")) }
            for place in ["accessory", "element"] {
                fields[place] = fields[place].map { named(element: $0, identifiers) }
            }
            if fields["type"] == "actions" {
                fields["elements"] = fields["elements"]?.items.map {
                    .array($0.map { named(element: $0, identifiers) })
                }
            }
            return .object(fields)
        }
    }

    private static func named(element: JSON, _ identifiers: Identifiers) -> JSON {
        guard element["type"] != "image", element["action_id"] == nil else { return element }
        return element.merging(["action_id": .string(identifiers.next("a"))])
    }
}

extension Rule {
    fileprivate static let anyList = Rule { value, pointer, report in
        if value.items == nil { report.append(breach("must be an array", at: pointer)) }
    }
}
