/// One block of a message or modal, of the kinds the product uses.
///
/// Texts are bounded where they are made; limits that are Slack's alone are kept here. See `BlockLimits`.
package enum Block: Sendable, Equatable {
    /// Plain text in large letters. May hold text of others.
    case header(String)
    case section(Mrkdwn)
    case context(Mrkdwn)
    case richText([RichText])
    case actions([Button])
    case input(Input)
    case chart(Chart)
    case table(DataTable)
    case divider

    var json: JSONValue {
        switch self {
        case .header(let text): ["type": "header", "text": PlainText.json(text, BlockLimits.header)]
        case .section(let markup): ["type": "section", "text": Self.markup(markup)]
        case .context(let markup): ["type": "context", "elements": [Self.markup(markup)]]
        case .richText(let elements): ["type": "rich_text", "elements": .array(elements.map(\.json))]
        case .actions(let buttons): ["type": "actions", "elements": .array(buttons.map(\.json))]
        case .input(let input): input.json
        case .chart(let chart): chart.json
        case .table(let table): table.json
        case .divider: ["type": "divider"]
        }
    }

    private static func markup(_ markup: Mrkdwn) -> JSONValue {
        // Verbatim: Slack makes no links of its own out of it.
        ["type": "mrkdwn", "text": .string(markup.text), "verbatim": true]
    }
}

/// Slack's limits for what the product uses, in the bytes of the escaped text.
///
/// Slack leaves the unit open; bytes of the escaped text are never over any reading of it.
package enum BlockLimits {
    package static let header = 150
    package static let buttonLabel = 75
    package static let buttonValue = 2_000
    package static let confirmTitle = 100
    package static let confirmText = 300
    package static let confirmButton = 30
    package static let inputLabel = 2_000
    package static let placeholder = 150
    package static let inputLength = 3_000
    package static let inputFiles = 10
    package static let viewTitle = 24
    package static let privateMetadata = 3_000
    package static let blocksPerMessage = 50
    package static let chartTitle = 50
    package static let chartLabel = 20
    package static let chartSegments = 12
    package static let chartPoints = 20
    package static let tableCell = 200
    package static let tableRows = 100
    package static let optionText = 75
    /// The text that stands for a message in notifications; `chat.update` takes 4,000.
    package static let fallbackText = 300
    /// All text of one message. Slack's ceiling is undocumented and was met between 11,341 and 13,297.
    package static let messageText = 9_000
}

/// Slack's plain text object. The text is made visible and bounded; emoji codes stay letters.
enum PlainText {
    static func json(_ text: String, _ limit: Int) -> JSONValue {
        let shown = VisibleText.clip(text, to: limit)
        return ["type": "plain_text", "text": .string(shown.isEmpty ? "–" : shown), "emoji": false]
    }
}
