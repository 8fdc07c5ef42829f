/// An error message without what changes from one occurrence to the next: numbers, identifiers, addresses.
///
/// Words stay, quoted ones too: a missing key `'transaction'` is another error than a missing `'user'`. HTTP status codes
/// stay for the same reason.
enum MessageMask {
    static func mask(_ message: String) -> String {
        var masked = ""
        var word = ""
        for character in message.prefix(1_000) {
            if isPart(character) {
                word.append(character)
            } else {
                masked += meaning(of: word)
                masked.append(character)
                word = ""
            }
        }
        return masked + meaning(of: word)
    }

    private static func isPart(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "-" || character == "_" || character == "@"
            || character == "."
    }

    private static func meaning(of word: String) -> String {
        if word.contains("@") { return "•" }
        guard word.contains(where: \.isNumber) else { return word }
        if let status = Int(word), (400...599).contains(status) { return word }
        let bare = word.filter { $0 != "-" && $0 != "_" && $0 != "." }
        if bare.count >= 8, bare.allSatisfy(\.isHexDigit) { return "•" }
        // `order_9281` and `order_9282` are one thing; the letters around the number still count.
        var kept = ""
        for character in word where !(character.isNumber && kept.last == "•") {
            kept.append(character.isNumber ? "•" : character)
        }
        return kept
    }
}
