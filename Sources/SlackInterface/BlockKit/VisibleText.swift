/// Untrusted text made fit to be shown: bounded, and with nothing in it that hides or rearranges what a person reads.
///
/// Control characters become their pictures (`␀`), and direction overrides and other invisible characters become their
/// code points (`[U+202E]`): a patch must not look like something it isn't. Natural right-to-left text stays as it is.
package enum VisibleText {
    /// The text within `limit` bytes, counted as UTF-8 after Slack's escaping: that is never over any of the readings of
    /// Slack's limits. A cut is marked by an ellipsis. Reads no further than the limit.
    package static func clip(_ text: String, to limit: Int, multiline: Bool = false) -> String {
        var kept: [Unicode.Scalar] = []
        var (cost, safeCount, marksInARow) = (0, 0, 0)
        for scalar in text.unicodeScalars {
            marksInARow = isMark(scalar) ? marksInARow + 1 : 0
            let shown = marksInARow > maximumMarks ? codePoint(scalar) : visible(scalar, multiline: multiline)
            cost += shown.reduce(0) { $0 + escapedBytes($1) }
            guard cost <= limit else {
                return string(kept[..<safeCount]) + (limit >= ellipsisBytes ? "…" : "")
            }
            kept += shown
            if cost <= limit - ellipsisBytes { safeCount = kept.count }
        }
        return string(kept[...])
    }

    /// `&`, `<` and `>` as Slack wants them in message text, and nothing else.
    package static func escape(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 == 0x26 || $0 == 0x3C || $0 == 0x3E }) else { return text }
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    /// What Slack escaped, as it was typed. One pass: `&amp;lt;` is `&lt;`.
    package static func unescape(_ text: String) -> String {
        var rest = text[...]
        var plain = ""
        while let ampersand = rest.firstIndex(of: "&") {
            plain += rest[..<ampersand]
            rest = rest[ampersand...]
            let entity = [("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">")].first { rest.hasPrefix($0.0) }
            plain += entity?.1 ?? "&"
            rest = rest.dropFirst(entity?.0.count ?? 1)
        }
        return plain + rest
    }

    /// Bytes of the text as UTF-8 after escaping.
    package static func escapedBytes(of text: String) -> Int {
        text.utf8.reduce(0) { $0 + ($1 == 0x26 ? 5 : $1 == 0x3C || $1 == 0x3E ? 4 : 1) }
    }

    private static let ellipsisBytes = 3
    /// More combining marks on one letter than any script needs run over the neighbouring lines.
    private static let maximumMarks = 4

    private static func escapedBytes(_ scalar: Unicode.Scalar) -> Int {
        switch scalar {
        case "&": 5
        case "<", ">": 4
        default: UTF8.width(scalar)
        }
    }

    private static func visible(_ scalar: Unicode.Scalar, multiline: Bool) -> [Unicode.Scalar] {
        switch scalar.value {
        case 0x0A, 0x09: multiline ? [scalar] : [" "]
        case 0x00...0x1F: Unicode.Scalar(0x2400 + scalar.value).map { [$0] } ?? []
        case 0x7F: ["\u{2421}"]
        case 0x80...0x9F, 0x61C, 0x200B, 0x200E, 0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB,
            0xE0000...0xE0FFF:
            codePoint(scalar)
        default: [scalar]
        }
    }

    private static func codePoint(_ scalar: Unicode.Scalar) -> [Unicode.Scalar] {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return Array("[U+\(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits)]".unicodeScalars)
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.value >= 0x300 else { return false }
        return switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark: true
        default: false
        }
    }

    private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }
}
