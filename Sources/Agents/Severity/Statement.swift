import Foundation

/// A text as words, ready to be searched for phrases.
struct Statement: Sendable {
    struct Word: Sendable {
        /// In lower case; `isn't` is the two words `is` and `not`, `can't` is `cannot`.
        let text: String
        let stem: String
        let range: Range<String.Index>
        /// A comma or the like: denials don't reach over it.
        var isStop = false
        /// The end of a sentence: phrases don't reach over it.
        var isEnd = false
    }

    static let maximumCharacters = 4_000

    let text: String
    let words: [Word]

    /// `isLog` leaves out what looks like code: names with `_`, paths, calls.
    init(_ text: String, isLog: Bool) {
        let text = Self.withoutIdioms(String(text.prefix(Self.maximumCharacters)))
        self.text = text
        var words: [Word] = []
        var index = text.startIndex
        while index < text.endIndex {
            let start = index
            while index < text.endIndex, !text[index].isWhitespace { index = text.index(after: index) }
            if start < index { Self.add(text, start..<index, isLog: isLog, to: &words) }
            if index < text.endIndex {
                if text[index].isNewline { words.append(Self.mark(at: index..<index, isEnd: true)) }
                index = text.index(after: index)
            }
        }
        self.words = words
    }

    /// The words as written.
    func quote(_ range: Range<Int>) -> String {
        guard let first = words[range].first, let last = words[range].last else { return "" }
        return EvidenceText.oneLine(String(text[first.range.lowerBound..<last.range.upperBound]), limit: 80)
    }

    // MARK: - Reading

    private static func add(_ text: String, _ chunk: Range<String.Index>, isLog: Bool, to words: inout [Word]) {
        if isCode(text[chunk], isLog: isLog) {
            words.append(Word(text: "…", stem: "…", range: chunk))
            return
        }
        var index = chunk.lowerBound
        while index < chunk.upperBound {
            let start = index
            while index < chunk.upperBound, isWord(text[index]) { index = text.index(after: index) }
            if start < index {
                words += forms(text[start..<index].lowercased()).map { Word(text: $0, stem: Stem.of($0), range: start..<index) }
            }
            guard index < chunk.upperBound else { break }
            let next = text.index(after: index)
            let isAtEnd = next == chunk.upperBound || !isWord(text[next])
            if isAtEnd, ".!?;".contains(text[index]) {
                words.append(mark(at: index..<index, isEnd: true))
            } else if isAtEnd, ",:—–()".contains(text[index]) {
                words.append(mark(at: index..<index, isEnd: false))
            }
            index = next
        }
        if ["but", "however", "although", "because", "otherwise"].contains(words.last?.text) {
            words.append(mark(at: chunk.upperBound..<chunk.upperBound, isEnd: false))
        }
    }

    private static func mark(at range: Range<String.Index>, isEnd: Bool) -> Word {
        Word(text: isEnd ? "." : ",", stem: isEnd ? "." : ",", range: range, isStop: true, isEnd: isEnd)
    }

    private static func isWord(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "'" || character == "’" || character == "%"
    }

    private static func forms(_ word: String) -> [String] {
        let word = word.replacingOccurrences(of: "’", with: "'")
        switch word {
        case "can't", "cant", "couldn't", "couldnt": return ["cannot"]
        case "won't", "wont": return ["will", "not"]
        case "isnt", "dont", "doesnt", "didnt", "wasnt", "arent": return [String(word.dropLast(2)), "not"]
        default: break
        }
        if word.hasSuffix("n't") { return [String(word.dropLast(3)), "not"] }
        for (ending, full) in [("'re", "are"), ("'s", "is"), ("'ve", "have"), ("'m", "am"), ("'ll", "will"), ("'d", "had")]
        where word.hasSuffix(ending) && word.count > ending.count {
            return [String(word.dropLast(ending.count)), full]
        }
        return [word.trimmingCharacters(in: CharacterSet(charactersIn: "'"))]
    }

    private static func isCode(_ chunk: Substring, isLog: Bool) -> Bool {
        let core = chunk.drop { "\"'(`[".contains($0) }
        if core.contains("://") || core.contains("_") && !core.hasPrefix("_") { return true }
        guard isLog else { return false }
        if core.contains("/") && !core.hasSuffix("/") || core.contains("::") || core.contains("()") || core.contains("=") { return true }
        let body = core.prefix { $0.isLetter || $0.isNumber || $0 == "." }
        let hasInnerDot = body.dropLast().contains(".")
        let hasInnerCapital = zip(body, body.dropFirst()).contains { $0.isLowercase && $1.isUppercase }
        return hasInnerDot && body.contains(where: \.isLetter) || hasInnerCapital
    }

    /// Idioms that say nothing about an incident, though their words might.
    private static func withoutIdioms(_ text: String) -> String {
        var text = text
        for idiom in idioms {
            text = text.replacingOccurrences(of: idiom, with: "…", options: [.caseInsensitive])
        }
        return text
    }

    private static let idioms = [
        "crash course", "crash-course", "crash test", "crash landing", "down payment", "drop-down", "drop down", "dropdown",
        "scroll down", "scrolling down", "slow down", "break down", "ad block", "ad-block", "block list", "blocklist",
        "hang on", "hang tight", "urgent care", "panic button", "stuck with you", "critical thinking", "slow motion",
        "nothing urgent", "up and down", "down the line", "down the road", "top-down", "upside down", "time slot",
    ]
}

extension Statement {
    /// Words that turn a phrase into its opposite.
    static let deniers: Set<String> = ["not", "no", "never", "without", "nor", "neither", "none", "hardly", "zero"]
    /// What stands behind `not` when it denies nothing of what follows.
    private static let emphasis: Set<String> = ["only", "sure", "just", "even", "again", "clear"]
    private static let suppositions: Set<String> = [
        "might", "may", "could", "would", "worried", "worry", "afraid", "planned", "scheduled", "plan", "planning", "whether",
        "wonder", "wondering", "suppose", "imagine", "prevent", "avoid", "case", "hypothetically", "maintenance", "unless",
    ]
    private static let recoveries: Set<String> = [
        "resolved", "fixed", "fine", "recovered", "restored", "working", "works", "ok", "okay", "back", "solved", "good",
    ]

    /// `not urgent`, `without losing data`, `there was no data loss`
    func isDenied(before start: Int) -> Bool {
        var index = start - 1
        while index >= 0, start - index <= 3, !words[index].isStop {
            if Self.deniers.contains(words[index].text) {
                let next = index + 1 < words.count ? words[index + 1].text : ""
                if !(words[index].text == "not" && Self.emphasis.contains(next)) { return true }
            }
            index -= 1
        }
        return false
    }

    /// `we might be down if …`, `in case of data loss`
    func isSupposed(before start: Int) -> Bool {
        var index = start
        while index >= 0, start - index <= 6, index == start || !words[index].isStop {
            let isInability = index + 1 < words.count && words[index + 1].text == "not"
            if Self.suppositions.contains(words[index].text), !isInability { return true }
            index -= 1
        }
        return supposedVerb(from: start)
    }

    /// `the site might go down`: the supposition stands inside the phrase.
    private func supposedVerb(from start: Int) -> Bool {
        words[start..<min(start + 3, words.count)].contains { ["might", "may", "would"].contains($0.text) }
    }

    /// `was down yesterday but works now`
    func isOver(_ range: Range<Int>) -> Bool {
        var index = range.upperBound
        var hasRecovered = false
        var isNow = false
        while index < words.count, index - range.upperBound <= 12, !words[index].isEnd {
            let word = words[index].text
            let isDenied = index > 0 && Self.deniers.contains(words[index - 1].text)
            if Self.recoveries.contains(word), !isDenied { hasRecovered = true }
            if ["now", "again", "already", "since", "been"].contains(word) { isNow = true }
            index += 1
        }
        return hasRecovered && isNow
    }
}
