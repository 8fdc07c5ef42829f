/// Untrusted text for messages that are streamed as Markdown: one paragraph that can't mention, link or format.
///
/// Every character goes by itself or with the one behind it, so that more text never changes what was shown.
enum StreamText {
    static func neutral(_ text: String, bytes: Int) -> String {
        let visible = Array(VisibleText.clip(text, to: bytes))
        var neutral = ""
        for (place, character) in visible.enumerated() {
            neutral += lookalikes[character] ?? String(character)
            // A file's name may be the name of a host elsewhere.
            let next = place + 1 < visible.count ? visible[place + 1] : " "
            if ".:@".contains(character), !next.isWhitespace { neutral += "\u{2060}" }
        }
        return neutral
    }

    private static let lookalikes: [Character: String] = [
        "*": "∗", "_": "ˍ", "~": "∼", "`": "ˋ", "[": "［", "]": "］", "<": "‹", ">": "›", "&": "＆", "#": "＃", "|": "｜",
        "\\": "＼", "\n": " ", "\t": " ",
    ]
}
