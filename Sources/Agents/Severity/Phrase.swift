/// A pattern of words, written as people would say it: `charge/bill twice`, `site ... down`.
///
/// Words are compared by stem, so `charge` also finds `charged`. `a/b` is one of several words, `=word` that very form, `#` a
/// number of ten or more, `#s` such a number of seconds.
/// Up to two other words may stand between two words; `..` allows five, `...` eight and commas. Numbers and marks are not
/// counted: people put amounts and order numbers anywhere. A word that denies may not stand between.
struct Phrase: Sendable {
    private struct Element: Sendable {
        let stems: Set<String>
        let exact: Set<String>
        /// Words that may stand before this one.
        let gap: Int

        func matches(_ word: Statement.Word) -> Bool {
            stems.contains(word.stem) || exact.contains(word.text)
                || exact.contains("#") && isLarge(word.text[...])
                || exact.contains("#s") && word.text.hasSuffix("s") && isLarge(word.text.dropLast())
        }

        private func isLarge(_ text: Substring) -> Bool { Int(text).map { $0 >= 10 } ?? false }
    }

    private static let longGap = 8
    private let elements: [Element]

    init(_ text: String) {
        var elements: [Element] = []
        var gap = 2
        for part in text.split(separator: " ") {
            if part.allSatisfy({ $0 == "." }) {
                gap = part.count == 2 ? 5 : Self.longGap
                continue
            }
            let words = part.split(separator: "/").map(String.init)
            let exact = Set(words.filter { $0.hasPrefix("=") || $0.hasPrefix("#") }.map { $0.replacing("=", with: "") })
            let stems = Set(words.filter { !$0.hasPrefix("=") && !$0.hasPrefix("#") }.map { Stem.of($0) })
            elements.append(Element(stems: stems, exact: exact, gap: gap))
            gap = 2
        }
        self.elements = elements
    }

    /// The words from the pattern's first to its last, where the statement says so and means it.
    func find(in statement: Statement) -> Range<Int>? {
        guard let first = elements.first else { return nil }
        for start in statement.words.indices where first.matches(statement.words[start]) {
            guard let end = end(from: start, in: statement) else { continue }
            let range = start..<end
            if !statement.isDenied(range), !statement.isSupposed(range), !statement.isOver(range),
                !statement.isEased(range)
            {
                return range
            }
        }
        return nil
    }

    private func end(from start: Int, in statement: Statement) -> Int? {
        var position = start + 1
        for element in elements.dropFirst() {
            var (index, passed) = (position, 0)
            while true {
                guard index < statement.words.count, passed <= element.gap else { return nil }
                let word = statement.words[index]
                if element.matches(word) { break }
                if Statement.deniers.contains(word.text) || word.isStop && element.gap < Self.longGap || word.isEnd {
                    return nil
                }
                index += 1
                if word.text.contains(where: \.isLetter) { passed += 1 }
            }
            position = index + 1
        }
        return position
    }
}
