/// Cuts untrusted text down, saying so.
enum BoundedText {
    /// The first and the last part of a text, with a mark between them; at most `limit` characters.
    static func headAndTail(of text: String, limit: Int) -> String {
        // Bytes bound characters, so the slow count is made only near the limit.
        guard text.utf8.count > limit, text.count > limit else { return text }
        let mark = "\n… left out …\n"
        let part = (limit - mark.count) / 2
        return text.prefix(part) + mark + text.suffix(part)
    }

    /// One line, at most `limit` characters, for a sentence.
    static func line(_ text: some StringProtocol, limit: Int) -> String {
        let flat = text.prefix(limit * 4).split(whereSeparator: \.isNewline).joined(separator: " ")
        return flat.count > limit ? flat.prefix(limit - 1) + "…" : flat
    }
}
