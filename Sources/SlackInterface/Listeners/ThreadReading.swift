import Domain

/// What a reply in an incident's thread asks of the bot. Most of what people say to each other asks nothing.
enum ThreadReading: Equatable {
    case topic(ThreadTopic)
    case retry(hint: String)
    case question(String)
    case evidence(EvidenceOffer.Kind)
    case nothing

    init(_ message: ThreadMessage) {
        let kinds = message.files.compactMap { PastedEvidence.kind(ofFile: $0["name"]?.string ?? "") }
        if let kind = PastedEvidence.kind(of: message.text) ?? kinds.first {
            self = .evidence(kind)
        } else if let asked = Self.word(message.text, isToBot: message.isToBot) {
            self = asked
        } else if message.isToBot {
            self = message.text.isEmpty ? .topic(.help) : .question(message.text)
        } else {
            self = .nothing
        }
    }

    /// One of the words, alone but for courtesies; or `retry` and a hint.
    private static func word(_ text: String, isToBot: Bool) -> ThreadReading? {
        let first = text.prefix { !$0.isWhitespace }
        let bare = first.lowercased().trimmingSuffix(of: ":,?!.")
        if bare == "retry", isToBot || first == "retry" || first == "retry:" {
            return .retry(hint: String(text.dropFirst(first.count).drop(while: \.isWhitespace)))
        }
        let rest = text.dropFirst(first.count).lowercased().split { !$0.isLetter }
        guard let topic = ThreadTopic(rawValue: bare), rest.allSatisfy({ courtesies.contains(String($0)) }) else {
            return nil
        }
        return .topic(topic)
    }

    private static let courtesies: Set<String> = ["please", "now", "thanks", "pls"]
}

extension String {
    fileprivate func trimmingSuffix(of characters: String) -> String {
        var text = self
        while let last = text.last, characters.contains(last) { text.removeLast() }
        return text
    }
}
