/// What people may read of an answer while a model is still writing it: whole words only, so that a name or a placeholder
/// is never shown in halves.
enum UnfinishedAnswer {
    /// A text field of the answer's JSON object.
    static func field(_ name: String, of text: String) -> String {
        guard let key = text.firstRange(of: "\"\(name)\"") else { return "" }
        var rest = text[key.upperBound...].drop { $0.isWhitespace }
        guard rest.popFirst() == ":" else { return "" }
        rest = rest.drop { $0.isWhitespace }
        guard rest.popFirst() == "\"" else { return "" }
        return string(rest)
    }

    /// The explanation before the first file of a patch.
    static func explanation(of text: String, nonce: String) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard let start = lines.firstIndex(where: { $0.hasPrefix("EXPLANATION-\(nonce)") }) else { return "" }
        let words = lines[(start + 1)...]
        guard let end = words.firstIndex(where: { $0.hasPrefix("FILE-\(nonce)") }) else {
            return wholeWords(words.joined(separator: " "))
        }
        return words[..<end].joined(separator: " ")
    }

    /// A JSON string from behind its opening quote on, its escapes undone.
    private static func string(_ text: Substring) -> String {
        var (result, rest) = ("", text)
        while let character = rest.popFirst() {
            switch character {
            case "\"": return result
            case "\\":
                guard let escaped = escaped(&rest) else { return wholeWords(result) }
                result.append(escaped)
            default: result.append(character)
            }
        }
        return wholeWords(result)
    }

    /// Nil when the escape isn't all there yet. Halves of pairs become the sign for what can't be read.
    private static func escaped(_ rest: inout Substring) -> Character? {
        switch rest.popFirst() {
        case nil: return nil
        case "n", "r", "t": return " "
        case "u":
            guard rest.count >= 4 else { return nil }
            defer { rest = rest.dropFirst(4) }
            return Character(UInt32(rest.prefix(4), radix: 16).flatMap(Unicode.Scalar.init) ?? "\u{FFFD}")
        case .some(let character): return character
        }
    }

    private static func wholeWords(_ text: String) -> String {
        guard let space = text.lastIndex(where: \.isWhitespace) else { return "" }
        return String(text[..<space])
    }
}
