import Domain
import Foundation

/// A private answer that lists incidents, a page at a time.
struct IncidentListView {
    static let pageSize = 10
    static let older = "list_older"
    static let newer = "list_newer"

    /// Which page of which list a button turns to. Travels in the button's value.
    struct Page: Equatable {
        let filter: String
        /// From 0.
        let number: Int

        init(filter: String, number: Int) {
            self.filter = filter
            self.number = number
        }

        init?(encoded: String) {
            guard let value = JSONValue(bytes: Data(encoded.utf8)), let filter = value["filter"]?.string,
                let number = value["page"]?.int, number >= 0
            else { return nil }
            self.init(filter: filter, number: number)
        }

        var encoded: String { JSONValue.object(["filter": .string(filter), "page": .int(number)]).encoded }
    }

    /// On all pages together.
    let count: Int
    let shown: [IncidentSummary]
    let filter: IncidentFilter
    let page: Int
    let lines: IncidentLines
    let links: IncidentLinks

    /// The page wanted, or the last where it is beyond the end.
    static func page(_ wanted: Int, of count: Int) -> Int {
        min(max(wanted, 0), max(0, (count - 1) / pageSize))
    }

    var body: MessageBody {
        let title = filter.words(count: count)
        guard !shown.isEmpty else {
            return MessageBody(fallback: title, blocks: [.richText([.section([.words("\(title).")])])])
        }
        let from = page * Self.pageSize
        let place: [RichText.Leaf] =
            count > Self.pageSize
            ? [.words(", \(from + 1) to \(from + shown.count), newest first")] : []
        var blocks: [Block] = [
            .richText([.section([.words(title, .bold)] + place), lines.list(shown)])
        ]
        let buttons = turning
        if !buttons.isEmpty { blocks.append(.actions(buttons)) }
        return MessageBody(fallback: title, blocks: blocks)
    }

    private var turning: [Button] {
        var buttons: [Button] = []
        if page > 0 { buttons.append(button("Newer", Self.newer, page - 1)) }
        if (page + 1) * Self.pageSize < count { buttons.append(button("Older", Self.older, page + 1)) }
        if let all = links.incidents, WebAddress.isAcceptable(all) {
            buttons.append(Button(label: "Open the list", action: ActionName.openPage, url: all))
        }
        return buttons
    }

    private func button(_ label: String, _ action: String, _ page: Int) -> Button {
        Button(label: label, action: action, value: Page(filter: filter.encoded, number: page).encoded)
    }
}
