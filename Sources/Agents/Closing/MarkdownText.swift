import Domain

/// Puts text nobody trusts into Markdown so that it stays text: no markup, no HTML, no link, no mention, no broken fence.
enum MarkdownText {
    /// One line of prose with everything escaped that Markdown, HTML or a code host would act on.
    static func prose(_ text: String, limit: Int = 600) -> String {
        var result = ""
        let line = singleLine(text, limit: limit)
        var previous: Character = " "
        for character in line {
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "`": result += "'"
            case "\\", "*", "[", "]", "|", "~", "$": result += "\\\(character)"
            // Inside a word an underscore marks nothing up.
            case "_": result += previous.isLetter || previous.isNumber ? "_" : "\\_"
            // An invisible word joiner keeps code hosts from making a mention, a reference or a link of it.
            case "@", "#": result += "\(character)\u{2060}"
            case "/" where previous == ":": result += "\u{2060}/"
            case "." where result.suffix(3).lowercased() == "www": result += "\u{2060}."
            default: result.append(character)
            }
            previous = character
        }
        return escapingStart(result)
    }

    /// A code span, which shows its text as it is.
    static func code(_ text: String, limit: Int = 200) -> String {
        let line = singleLine(text, limit: limit)
        guard !line.isEmpty else { return "(empty)" }
        let ticks = String(repeating: "`", count: longestRun(of: "`", in: line) + 1)
        let pad = line.hasPrefix("`") || line.hasSuffix("`") ? " " : ""
        return "\(ticks)\(pad)\(line)\(pad)\(ticks)"
    }

    /// A fenced block, its fence longer than any in the text; what exceeds the limit is left out and said so.
    static func block(_ text: String, language: String = "", limit: Int = 60_000) -> String {
        let plain = String(
            text.unicodeScalars.filter { $0 == "\n" || $0 == "\t" || !isInvisible($0) }.map(Character.init))
        let kept = plain.count > limit ? plain.prefix(limit) + "\n… the rest is left out …" : plain[...]
        let fence = String(repeating: "`", count: max(3, longestRun(of: "`", in: kept) + 1))
        return "\(fence)\(language)\n\(kept)\(kept.hasSuffix("\n") ? "" : "\n")\(fence)"
    }

    private static func singleLine(_ text: String, limit: Int) -> String {
        // Bounded by scalars first: one character can be made of any number of them.
        let scalars = text.unicodeScalars.prefix(limit * 4)
        let isCut = scalars.endIndex < text.unicodeScalars.endIndex
        let visible = String(String.UnicodeScalarView(scalars.map { isInvisible($0) ? " " : $0 }))
        let line = visible.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return line.count > limit || isCut ? line.prefix(limit - 1) + "…" : line
    }

    /// Controls, and marks that change the direction or the look of what follows them.
    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: true
        default: false
        }
    }

    /// At its start a line can be a list, a heading or a rule.
    private static func escapingStart(_ line: String) -> String {
        guard let first = line.first else { return line }
        if "-+=_#".contains(first) { return "\\" + line }
        let number = line.prefix(while: \.isNumber)
        let mark = line.dropFirst(number.count).first
        guard !number.isEmpty, mark == "." || mark == ")" else { return line }
        return "\(number)\\\(line.dropFirst(number.count))"
    }

    private static func longestRun(of mark: Character, in text: some StringProtocol) -> Int {
        var (longest, current) = (0, 0)
        for character in text {
            current = character == mark ? current + 1 : 0
            longest = max(longest, current)
        }
        return longest
    }
}
