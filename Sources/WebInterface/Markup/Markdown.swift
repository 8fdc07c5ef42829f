/// The part of Markdown that pull requests and postmortems use: headings, lists, tables, quotes, fenced code, bold,
/// inline code, and links to web addresses. HTML in it is text.
///
/// Takes time linear in the text, whatever it holds.
struct Markdown {
    /// Longer texts are cut, and the page says so.
    static let maximumCharacters = 200_000

    let text: String

    /// - Parameter headingLevel: the level that a `#` heading gets on the page.
    func html(headingLevel: Int = 2) -> HTML {
        let shown = text.prefix(Self.maximumCharacters)
        var reader = BlockReader(
            lines: shown.replacing("\r\n", with: "\n").split(separator: "\n", omittingEmptySubsequences: false),
            headingLevel: headingLevel)
        let isCut = shown.endIndex < text.endIndex
        return reader.html() + (isCut ? "<p>The text goes on; it is cut here.</p>" : .empty)
    }
}

private struct BlockReader {
    let lines: [Substring]
    let headingLevel: Int
    var place = 0
    /// Parts that can be scrolled: each has a name of its own.
    var regions = 0

    init(lines: [Substring], headingLevel: Int) {
        self.lines = lines
        self.headingLevel = headingLevel
    }

    mutating func html() -> HTML {
        var html = HTML.empty
        while place < lines.count { html += block() }
        return html
    }

    private mutating func block() -> HTML {
        let line = lines[place]
        let content = line.drop { $0 == " " }
        if content.isEmpty {
            place += 1
            return .empty
        }
        if content.hasPrefix("```") { return fence() }
        if let heading = heading(content) {
            place += 1
            return heading
        }
        if isRule(content) {
            place += 1
            return "<hr>"
        }
        if content.hasPrefix(">") { return quote() }
        if ListItem(line) != nil { return list() }
        if isTable { return table() }
        return paragraph()
    }

    private func heading(_ content: Substring) -> HTML? {
        let marks = content.prefix { $0 == "#" }.count
        guard (1...6).contains(marks), content.dropFirst(marks).first == " " else { return nil }
        let level = min(6, headingLevel + marks - 1)
        return "<h\(level)>\(MarkdownLine(content.dropFirst(marks + 1)).html)</h\(level)>"
    }

    private func isRule(_ content: Substring) -> Bool {
        content.count >= 3 && (content.allSatisfy { $0 == "-" } || content.allSatisfy { $0 == "*" })
    }

    private mutating func fence() -> HTML {
        place += 1
        let start = place
        while place < lines.count, !lines[place].drop(while: { $0 == " " }).hasPrefix("```") { place += 1 }
        let body = lines[start..<place].joined(separator: "\n")
        place += 1
        regions += 1
        return "<pre tabindex=\"0\" role=\"region\" aria-label=\"Text \(regions)\"><code>\(body)</code></pre>"
    }

    private mutating func quote() -> HTML {
        let quoted = take { $0.drop { $0 == " " }.hasPrefix(">") }
            .map { $0.drop { $0 == " " }.dropFirst().drop { $0 == " " } }
        return "<blockquote><p>\(MarkdownLine(quoted.joined(separator: "\n")).html)</p></blockquote>"
    }

    private mutating func list() -> HTML {
        let isOrdered = ListItem(lines[place])?.isOrdered == true
        var items: [HTML] = []
        while place < lines.count, let item = ListItem(lines[place]), item.isOrdered == isOrdered {
            place += 1
            let more = take { ListItem($0) == nil && $0.hasPrefix("  ") && !$0.allSatisfy { $0 == " " } }
            let text = ([item.text] + more.map { $0.drop { $0 == " " } }).joined(separator: "\n")
            items.append("<li>\(MarkdownLine(text).html)</li>")
        }
        return isOrdered ? "<ol>\(items)</ol>" : "<ul>\(items)</ul>"
    }

    private mutating func paragraph() -> HTML {
        let start = place
        place += 1
        while place < lines.count, continuesParagraph(lines[place]) { place += 1 }
        return "<p>\(MarkdownLine(lines[start..<place].joined(separator: "\n")).html)</p>"
    }

    private func continuesParagraph(_ line: Substring) -> Bool {
        let content = line.drop { $0 == " " }
        return !content.isEmpty && !content.hasPrefix("```") && !content.hasPrefix(">") && heading(content) == nil
            && !isRule(content) && ListItem(line) == nil
    }

    private mutating func take(while belongs: (Substring) -> Bool) -> ArraySlice<Substring> {
        let start = place
        while place < lines.count, belongs(lines[place]) { place += 1 }
        return lines[start..<place]
    }
}

extension BlockReader {
    private var isTable: Bool {
        guard lines[place].contains("|"), place + 1 < lines.count else { return false }
        let rule = lines[place + 1]
        return rule.contains("|") && rule.contains("-") && rule.allSatisfy { "|-: ".contains($0) }
    }

    private mutating func table() -> HTML {
        let head = cells(lines[place]).map { cell -> HTML in
            cell.isEmpty ? "<td></td>" : "<th scope=\"col\">\(MarkdownLine(cell).html)</th>"
        }
        place += 2
        regions += 1
        let rows = take { $0.contains("|") && !$0.allSatisfy { $0 == " " } }.map { line -> HTML in
            let row = cells(line).prefix(max(head.count, 1))
            return "<tr>\(row.map { "<td>\(MarkdownLine($0).html)</td>" as HTML })</tr>"
        }
        return """
            <div class="scroll" tabindex="0" role="region" aria-label="Table \(regions)"><table>\
            <thead><tr>\(head)</tr></thead><tbody>\(rows)</tbody></table></div>
            """
    }

    private func cells(_ line: Substring) -> [Substring] {
        var cells: [Substring] = []
        var start = line.startIndex
        var isEscaped = false
        for index in line.indices {
            if line[index] == "|", !isEscaped {
                cells.append(line[start..<index])
                start = line.index(after: index)
            }
            isEscaped = line[index] == "\\" && !isEscaped
        }
        cells.append(line[start...])
        if cells.first?.allSatisfy({ $0 == " " }) == true { cells.removeFirst() }
        if cells.last?.allSatisfy({ $0 == " " }) == true { cells.removeLast() }
        return cells.map { cell in
            let trimmed = cell.drop { $0 == " " }
            return trimmed.dropLast(trimmed.reversed().prefix { $0 == " " }.count)
        }
    }
}

/// A line that begins a list's item: `- text`, `* text` or `1. text`.
private struct ListItem {
    let isOrdered: Bool
    let text: Substring

    init?(_ line: Substring) {
        let content = line.drop { $0 == " " }
        if content.hasPrefix("- ") || content.hasPrefix("* ") {
            isOrdered = false
            text = content.dropFirst(2)
            return
        }
        let digits = content.prefix { ("0"..."9").contains($0) }
        guard (1...9).contains(digits.count), content.dropFirst(digits.count).hasPrefix(". ") else { return nil }
        isOrdered = true
        text = content.dropFirst(digits.count + 2)
    }
}
