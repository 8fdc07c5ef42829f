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
                for form in forms(text[start..<index].lowercased()) { append(form, start..<index, to: &words) }
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

    /// `could not` and `can not` are `cannot`.
    private static func append(_ form: String, _ range: Range<String.Index>, to words: inout [Word]) {
        guard form == "not", let last = words.last, last.text == "could" || last.text == "can" else {
            return words.append(Word(text: form, stem: Stem.of(form), range: range))
        }
        words[words.count - 1] = Word(
            text: "cannot", stem: Stem.of("cannot"), range: last.range.lowerBound..<range.upperBound)
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
        for (ending, full) in [
            ("'re", "are"), ("'s", "is"), ("'ve", "have"), ("'m", "am"), ("'ll", "will"), ("'d", "would"),
        ]
        where word.hasSuffix(ending) && word.count > ending.count {
            return [String(word.dropLast(ending.count)), full]
        }
        return [word.trimmingCharacters(in: CharacterSet(charactersIn: "'"))]
    }

    private static func isCode(_ chunk: Substring, isLog: Bool) -> Bool {
        let core = chunk.drop { "\"'(`[".contains($0) }
        if core.contains("://") || core.contains("_") && !core.hasPrefix("_") { return true }
        guard isLog else { return false }
        if core.contains("/") && !core.hasSuffix("/") || core.contains("::") || core.contains("()")
            || core.contains("=")
        {
            return true
        }
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
        "crash course", "crash-course", "crash test", "crash landing", "down payment", "drop-down", "drop down",
        "dropdown",
        "scroll down", "scrolling down", "slow down", "break down", "ad block", "ad-block", "block list", "blocklist",
        "hang on", "hang tight", "urgent care", "panic button", "stuck with you", "critical thinking", "slow motion",
        "nothing urgent", "blocked out", "down for maintenance", "up and down", "down the line", "down the road",
        "top-down", "upside down", "time slot",
    ]
}

extension Statement {
    /// Words that turn a phrase into its opposite.
    static let deniers: Set<String> = [
        "not", "no", "never", "without", "nor", "neither", "none", "hardly", "zero", "nothing", "nobody", "noone",
    ]
    /// What stands behind `not` when it denies nothing of what follows.
    private static let emphasis: Set<String> = ["only", "sure", "just", "even", "again", "clear"]
    /// Where another thought begins, which a denial before doesn't reach.
    private static let turns: Set<String> = [
        "and", "so", "then", "now", "while", "when", "since", "as", "that", "because",
    ]
    private static let suppositions: Set<String> = [
        "might", "may", "could", "would", "worried", "worry", "afraid", "fear", "planned", "scheduled", "plan",
        "planning",
        "whether", "wonder", "wondering", "suppose", "imagine", "prevent", "avoid", "case", "hypothetically",
        "maintenance",
        "unless",
    ]
    private static let recoveries: Set<String> = [
        "resolved", "fixed", "fine", "recovered", "restored", "working", "works", "ok", "okay", "back", "solved",
        "good",
    ]
    /// What asks, wishes or remembers, rather than telling what is.
    private static let requests = [
        "how do i", "how can i", "how to", "please add", "you add", "feature request", "be nice", "like to have",
        "used to", "has there been",
        "is there any", "was there any", "were there any", "have there been",
    ]

    /// `not urgent`, `without losing data`, `there was no data loss`; but `never crashed before`
    func isDenied(_ range: Range<Int>) -> Bool {
        var index = range.lowerBound - 1
        while index >= 0, range.lowerBound - index <= 4, !words[index].isStop {
            let word = words[index].text
            if Self.turns.contains(word), word != "as" || range.lowerBound - index > 2 { return false }
            if Self.deniers.contains(word) {
                if word == "never", words[range.upperBound...].prefix(2).contains(where: { $0.text == "before" }) {
                    return false
                }
                let next = index + 1 < words.count ? words[index + 1].text : ""
                if !(word == "not" && Self.emphasis.contains(next)) { return true }
            }
            index -= 1
        }
        return false
    }

    /// `we might be down if …`, `in case of data loss`, `the site could go down`, `please add …`
    func isSupposed(_ range: Range<Int>) -> Bool {
        var index = range.upperBound - 1
        while index >= 0, range.lowerBound - index <= 6, index >= range.lowerBound || !words[index].isStop {
            if Self.suppositions.contains(words[index].text) { return true }
            index -= 1
        }
        let sentence = sentence(around: range)
        let before = words[sentence.lowerBound..<range.lowerBound]
        let isConditional = before.contains { $0.text == "if" || $0.text == "when" }
        if isConditional, words[sentence].contains(where: { ["would", "could", "might"].contains($0.text) }) {
            return true
        }
        let text = words[sentence].map(\.text).joined(separator: " ")
        return Self.requests.contains(where: text.contains)
    }

    func sentence(around range: Range<Int>) -> Range<Int> {
        let start = words[..<range.lowerBound].lastIndex(where: \.isEnd).map { $0 + 1 } ?? 0
        let end = words[range.upperBound...].firstIndex(where: \.isEnd) ?? words.count
        return max(start, range.lowerBound - 40)..<min(end, range.upperBound + 40)
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
