/// Cuts text into the words that are indexed and searched for.
///
/// A word is a run of letters, digits and underscores, in lower case. An identifier gives itself and its parts:
/// `process_payment` gives `process_payment`, `process`, `payment`; `parseURL` gives `parseurl`, `parse`, `url`.
enum SearchWords {
    /// Longer runs are hashes and encoded data, not words.
    private static let longestWord = 64

    /// The words in the order of the text. Takes time and space proportional to it.
    static func of(_ text: some StringProtocol) -> [String] {
        var words: [String] = []
        for run in text.split(whereSeparator: { !isWordCharacter($0) }) {
            guard run.utf8.count <= longestWord * 4 else { continue }
            add(run, to: &words)
        }
        return words
    }

    private static func add(_ run: some StringProtocol, to words: inout [String]) {
        let parts = parts(of: run)
        let whole = run.drop { $0 == "_" }.lowercased()
        if isUseful(whole) { words.append(whole) }
        guard parts.count > 1 else { return }
        words += parts.filter(isUseful)
    }

    /// Cuts at underscores and where lower case turns into upper case.
    private static func parts(of run: some StringProtocol) -> [String] {
        var parts: [String] = [""]
        var previous: Character = "_"
        let characters = Array(run)
        for (place, character) in characters.enumerated() {
            let next = place + 1 < characters.count ? characters[place + 1] : "_"
            let startsWord =
                character.isUppercase && (previous.isLowercase || previous.isNumber || next.isLowercase)
            if character == "_" || startsWord { parts.append("") }
            if character != "_" { parts[parts.count - 1].append(character) }
            previous = character
        }
        return parts.filter { !$0.isEmpty }.map { $0.lowercased() }
    }

    private static func isWordCharacter(_ character: Character) -> Bool {
        character == "_" || character.isLetter || character.isNumber
    }

    /// Numbers are line numbers, sizes and times, which say nothing; but for three digits, the length of an HTTP status.
    private static func isUseful(_ word: String) -> Bool {
        guard word.count > 1, word.count <= longestWord, !common.contains(word) else { return false }
        return word.count == 3 || !word.allSatisfy(\.isNumber)
    }

    private static let common: Set<String> = [
        "a", "about", "after", "all", "am", "an", "and", "any", "are", "as", "at", "be", "been", "but", "by", "can",
        "did",
        "do", "does", "for", "from", "get", "had", "has", "have", "he", "her", "his", "how", "i", "if", "in", "into",
        "is",
        "it", "its", "just", "me", "my", "no", "not", "of", "on", "or", "our", "out", "she", "so", "than", "that",
        "the",
        "their", "them", "then", "there", "these", "they", "this", "to", "up", "us", "was", "we", "were", "what",
        "when",
        "where", "which", "who", "why", "will", "with", "you", "your",
    ]
}
