/// What a passage quotes of a document's Markdown.
enum PassageText {
    static let maximumCharacters = 600

    /// The lines around the words that were searched for, at most 600 characters; the beginning where none stands.
    static func excerpt(of body: String, around terms: [(word: String, weight: Double)]) -> String {
        let weights = Dictionary(terms.map { ($0.word, $0.weight) }, uniquingKeysWith: max)
        let (before, section, after) = cut(body)
        let lines = (section == nil ? [body[...]] : [before, after])
            .flatMap { $0.split(separator: "\n") }
            .map { $0.trimmingWhitespace() }
            .filter { !$0.isEmpty }
        let matches = lines.map { line in Set(SearchWords.of(line)).intersection(weights.keys) }
        var best: (score: Double, lines: Range<Int>) = (0, 0..<0)
        for start in lines.indices where start == 0 || !matches[start].isEmpty {
            let window = window(from: start, lines)
            let score = window.reduce(into: Set<String>()) { $0.formUnion(matches[$1]) }
                .reduce(0) { $0 + (weights[$1] ?? 0) }
            if score > best.score || best.lines.isEmpty { best = (score, window) }
        }
        return clip(lines[best.lines].joined(separator: "\n"))
    }

    /// The text below the heading `Resolution`, at most 600 characters; nil without one.
    static func resolution(of body: String) -> String? {
        guard let section = cut(body).section?.trimmingWhitespace(), !section.isEmpty else { return nil }
        return clip(section)
    }

    /// At most 600 characters, cut between words and marked by an ellipsis.
    static func clip(_ text: some StringProtocol) -> String {
        guard text.count > maximumCharacters else { return String(text) }
        let start = Substring(text).prefix(maximumCharacters - 2)
        let end = start.lastIndex { $0.isWhitespace } ?? start.endIndex
        return start[..<end].trimmingWhitespace() + " …"
    }

    private static func window(from start: Int, _ lines: [Substring]) -> Range<Int> {
        var (end, characters) = (start, 0)
        while end < lines.count, end == start || characters + lines[end].count + 1 <= maximumCharacters {
            characters += lines[end].count + 1
            end += 1
        }
        return start..<end
    }

    /// The document in three: what stands before the section headed `Resolution`, the section, and what follows it.
    private static func cut(_ body: String) -> (before: Substring, section: Substring?, after: Substring) {
        var opened: (level: Int, before: String.Index, start: String.Index)?
        var inFence = false
        var place = body.startIndex
        while place < body.endIndex {
            let end = body[place...].firstIndex(of: "\n") ?? body.endIndex
            let next = end == body.endIndex ? end : body.index(after: end)
            let line = body[place..<end]
            if line.hasPrefix("```") || line.hasPrefix("~~~") { inFence.toggle() }
            if !inFence, let (level, title) = heading(line) {
                if let opened, level <= opened.level {
                    return (body[..<opened.before], body[opened.start..<place], body[place...])
                }
                if opened == nil, title.lowercased() == "resolution" { opened = (level, place, next) }
            }
            place = next
        }
        guard let opened else { return (body[...], nil, body[body.endIndex...]) }
        return (body[..<opened.before], body[opened.start...], body[body.endIndex...])
    }

    private static func heading(_ line: Substring) -> (level: Int, title: Substring)? {
        let marks = line.prefix { $0 == "#" }
        let rest = line[marks.endIndex...]
        guard (1...6).contains(marks.count), rest.first?.isWhitespace == true else { return nil }
        return (marks.count, rest.trimmingWhitespace())
    }
}

extension StringProtocol where SubSequence == Substring {
    fileprivate func trimmingWhitespace() -> Substring {
        let start = self.drop { $0.isWhitespace }
        guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return start.prefix(0) }
        return start[...last]
    }
}
