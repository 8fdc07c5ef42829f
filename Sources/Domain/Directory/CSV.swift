/// Comma-separated values (RFC 4180) of untrusted texts, for spreadsheets, which run cells that begin like a formula.
///
/// Such a text gets an apostrophe in front, which spreadsheets don't show. So does each part of it behind what some
/// spreadsheets separate cells by, whatever the quotes say.
package enum CSV {
    /// One line with its end.
    package static func line(_ cells: [String]) -> String {
        cells.map(cell).joined(separator: ",") + "\r\n"
    }

    private static let separators: Set<Unicode.Scalar> = [";", "\t", "\r", "\n", ","]
    /// Fullwidth signs count too: some spreadsheets take them for the plain ones.
    private static let signs: Set<Unicode.Scalar> = ["=", "+", "-", "@", "＝", "＋", "－", "＠", "|", "%"]

    private static func cell(_ text: String) -> String {
        var harmless = String.UnicodeScalarView()
        var part = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            part.append(scalar)
            guard separators.contains(scalar) else { continue }
            harmless += disarmed(part)
            part = String.UnicodeScalarView()
        }
        harmless += disarmed(part)
        // Some spreadsheets pass over a tab or a line's end in front, and run what follows.
        if text.unicodeScalars.first.map({ $0.value < 0x20 }) == true, harmless.first != "'" {
            harmless = "'".unicodeScalars + harmless
        }
        let needsQuotes = harmless.contains { separators.contains($0) || $0 == "\"" || $0 == "'" }
        let cell = String(harmless)
        return needsQuotes ? "\"\(cell.replacing("\"", with: "\"\""))\"" : cell
    }

    private static func disarmed(_ part: String.UnicodeScalarView) -> String.UnicodeScalarView {
        let first = part.first { !$0.properties.isWhitespace && $0.value >= 0x20 && $0 != "\"" }
        let beginsOddly = part.first.map { $0.value < 0x20 && !separators.contains($0) } ?? false
        guard beginsOddly || first.map(signs.contains) == true else { return part }
        return "'".unicodeScalars + part
    }
}
