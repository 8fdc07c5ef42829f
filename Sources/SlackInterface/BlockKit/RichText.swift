import Domain
package import Foundation

/// A piece of rich text. Slack shows its text literally: no markup, no mention, no link comes out of it.
package enum RichText: Sendable, Equatable {
    case section([Leaf])
    case list([[Leaf]])
    case quote([Leaf])
    case preformatted(String)

    /// The smallest piece: a run of text, or a link to a place of ours.
    package struct Leaf: Sendable, Equatable {
        package enum Style: String, Sendable {
            case bold, italic, code
        }

        let json: JSONValue

        /// Our own words. They may hold numbers and words of ours, never text of others.
        package static func words(_ text: String, _ style: Style? = nil) -> Leaf {
            make(text, style)
        }

        /// Text of others, within a number of bytes, on one line unless said otherwise.
        package static func untrusted(
            _ text: String, _ bytes: Int, _ style: Style? = nil, multiline: Bool = false
        ) -> Leaf {
            make(VisibleText.clip(text, to: bytes, multiline: multiline), style)
        }

        /// A link with our own words on it; the words alone where Slack wouldn't take the address.
        package static func link(_ url: URL, _ words: String) -> Leaf {
            guard WebAddress.isAcceptable(url) else { return make(words, nil) }
            return Leaf(json: ["type": "link", "url": .string(url.absoluteString), "text": .string(words)])
        }

        /// The moment in the reader's own time zone, or in UTC where Slack can't show that.
        package static func date(_ date: Date) -> Leaf {
            Leaf(json: [
                "type": "date", "timestamp": .int(max(0, Int(date.timeIntervalSince1970.rounded(.down)))),
                "format": "{date_short_pretty} {time}", "fallback": .string(date.formatted(.iso8601)),
            ])
        }

        private static func make(_ text: String, _ style: Style?) -> Leaf {
            // Slack refuses an empty text.
            var members: [String: JSONValue] = ["type": "text", "text": .string(text.isEmpty ? "–" : text)]
            if let style { members["style"] = .object([style.rawValue: true]) }
            return Leaf(json: .object(members))
        }
    }

    /// Text of others in a fixed-width box, within a number of bytes.
    package static func preformatted(untrusted text: String, bytes: Int) -> RichText {
        .preformatted(VisibleText.clip(text, to: bytes, multiline: true))
    }

    var json: JSONValue {
        switch self {
        case .section(let leaves): Self.element("rich_text_section", leaves)
        case .quote(let leaves): Self.element("rich_text_quote", leaves)
        case .preformatted(let text): Self.element("rich_text_preformatted", [.words(text)])
        case .list(let items):
            [
                "type": "rich_text_list", "style": "bullet",
                "elements": .array(items.map { Self.element("rich_text_section", $0) }),
            ]
        }
    }

    private static func element(_ type: String, _ leaves: [Leaf]) -> JSONValue {
        ["type": .string(type), "elements": .array(leaves.map(\.json))]
    }
}

extension [RichText.Leaf] {
    private static let mostPieces = 50

    /// A paragraph of Markdown by others, within a number of bytes: what stands between backticks looks like code, and
    /// everything else is literal.
    package static func prose(_ markdown: String, _ bytes: Int) -> [RichText.Leaf] {
        let pieces = Prose.pieces(of: VisibleText.clip(markdown, to: bytes, multiline: true))
        guard pieces.count <= mostPieces else { return [.untrusted(markdown, bytes, multiline: true)] }
        return pieces.map { .untrusted($0.text, bytes, $0.isCode ? .code : nil, multiline: true) }
    }

    /// The same on one line.
    package static func line(_ markdown: String, _ bytes: Int) -> [RichText.Leaf] {
        prose(markdown.split(whereSeparator: \.isNewline).joined(separator: " "), bytes)
    }
}

/// Addresses that Slack takes in links and buttons.
package enum WebAddress {
    package static func isAcceptable(_ url: URL) -> Bool {
        (url.scheme == "https" || url.scheme == "http") && url.host() != nil && url.absoluteString.utf8.count <= 1_000
    }

    package static func haveSameOrigin(_ one: URL, _ other: URL) -> Bool {
        one.scheme == other.scheme && one.host() == other.host() && one.port == other.port
    }
}
