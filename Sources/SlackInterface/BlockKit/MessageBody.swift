/// What a message says: the text for notifications and screen readers, the blocks, and a coloured strip below them.
package struct MessageBody: Sendable, Equatable {
    /// Blocks beside a colour bar. Slack has no other way to show a colour, and folds a long one away: keep it short.
    package struct Strip: Sendable, Equatable {
        /// `#` and six hexadecimal digits.
        package let color: String
        package let blocks: [Block]
    }

    /// Stands for the message where blocks can't be shown. May hold text of others.
    package let fallback: String
    package let blocks: [Block]
    package var strip: Strip?

    package init(fallback: String, blocks: [Block], strip: Strip? = nil) {
        self.fallback = fallback
        self.blocks = blocks
        self.strip = strip
    }

    /// The members `text`, `blocks` and `attachments` of a call. All three are always there: an update replaces all.
    package var json: [String: JSONValue] {
        [
            "text": .string(escapedFallback), "blocks": .array(blocks.map(\.json)),
            "attachments": .array(stripJSON.map { [$0] } ?? []),
        ]
    }

    /// Bytes of all text in blocks and strip, the type names of the blocks included.
    package var weight: Int {
        Self.weight(.array(blocks.map(\.json))) + (strip.map { Self.weight(.array($0.blocks.map(\.json))) } ?? 0)
    }

    private var escapedFallback: String {
        VisibleText.escape(VisibleText.clip(fallback, to: BlockLimits.fallbackText))
    }

    private var stripJSON: JSONValue? {
        strip.map {
            ["color": .string($0.color), "fallback": .string(escapedFallback), "blocks": .array($0.blocks.map(\.json))]
        }
    }

    static func weight(_ json: JSONValue) -> Int {
        switch json {
        case .string(let text): VisibleText.escapedBytes(of: text)
        case .array(let values): values.reduce(0) { $0 + weight($1) }
        case .object(let members): members.values.reduce(0) { $0 + weight($1) }
        case .null, .bool, .int, .double: 0
        }
    }
}
