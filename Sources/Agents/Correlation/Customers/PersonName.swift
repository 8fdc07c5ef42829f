import Foundation

/// A customer's name as people write it, and the identifiers written with it.
struct PersonName: Equatable {
    static let maximumCharacters = 60

    let name: String
    let identifiers: [String]

    init(name: String, identifiers: [String]) {
        self.name = name
        self.identifiers = identifiers
    }

    /// A text that is certainly a name: `Ann Lee`, `"Ann Lee" <ann@x.com>`, `ann@x.com`. Nil when empty.
    init?(given text: String) {
        let cleaned = EvidenceText.oneLine(text, limit: 200)
        let found = Identifiers(in: LogLine(cleaned)).users.filter { $0.contains("@") }
        var rest = cleaned
        if let open = rest.firstIndex(of: "<"), !rest[..<open].trimmingSpaces.isEmpty { rest = String(rest[..<open]) }
        let name = rest.trimmingCharacters(in: Self.ornaments)
        guard !name.isEmpty else { return nil }
        self.init(name: EvidenceText.oneLine(name, limit: Self.maximumCharacters), identifiers: found)
    }

    /// A text that may be a name, such as what stands before a colon; nil if it rather is a sentence or a label.
    init?(guessed text: some StringProtocol) {
        var rest = text.trimmingCharacters(in: Self.ornaments)
        guard rest.count <= 90 else { return nil }
        var identifiers: [String] = []
        for pair in [("<", ">"), ("(", ")"), ("[", "]")] {
            guard let open = rest.range(of: pair.0), let close = rest.range(of: pair.1, options: .backwards),
                open.lowerBound < close.lowerBound
            else { continue }
            let inside = String(rest[open.upperBound..<close.lowerBound])
            identifiers += Identifiers(in: LogLine(inside)).users
            rest = (rest[..<open.lowerBound] + rest[close.upperBound...]).trimmingCharacters(in: Self.ornaments)
        }
        rest = Self.withoutIntroduction(rest)
        if let address = Self.address(rest) {
            self.init(name: address, identifiers: [address])
            return
        }
        let name = String(rest.split(separator: ",").first ?? "").trimmingSpaces
        guard Self.isName(name) || Self.isIdentifier(name) else { return nil }
        self.init(name: name, identifiers: identifiers + (Self.isIdentifier(name) ? [name] : []))
    }

    private static let ornaments = CharacterSet(charactersIn: "\"'“”„«»*_`#: ").union(.whitespacesAndNewlines)

    /// `Customer Ann Lee`, `From Ann Lee`, `Ann Lee wrote` → `Ann Lee`
    private static func withoutIntroduction(_ text: String) -> String {
        var words = text.split(separator: " ")
        if words.count > 1,
            ["customer", "from", "user", "client", "reporter", "by", "mr", "mrs", "ms", "mr.", "mrs.", "ms."]
                .contains(words[0].lowercased()), words[1].first?.isUppercase == true
        {
            words.removeFirst()
        }
        // `Ann Lee told us at the desk`
        if let verb = words.firstIndex(where: { telling.contains($0.lowercased()) }), verb > 0,
            words[..<verb].allSatisfy(isNameWord)
        {
            words.removeSubrange(verb...)
        }
        while words.count > 1, let last = words.last?.lowercased(),
            ["says", "said", "wrote", "writes", "reports", "reported", "via", "email", "e-mail", "phone", "chat", "by"]
                .contains(last)
        {
            words.removeLast()
        }
        return words.joined(separator: " ")
    }

    private static let telling: Set<String> = [
        "told", "tells", "says", "said", "wrote", "writes", "called", "calls", "phoned", "mailed", "complained",
        "complains", "reported", "asked",
    ]

    private static func address(_ text: String) -> String? {
        guard !text.contains(" "), text.contains("@") else { return nil }
        return Identifiers(in: LogLine(text)).users.first { $0.contains("@") }
    }

    private static func isIdentifier(_ text: String) -> Bool {
        !text.contains(" ") && text.contains(where: \.isNumber) && Identifiers(in: LogLine(text)).users == [text]
    }

    private static func isName(_ text: String) -> Bool {
        let words = text.split(separator: " ")
        guard (1...5).contains(words.count), (2...50).contains(text.count) else { return false }
        guard !labels.contains(words[0].lowercased()), !labels.contains(words[words.count - 1].lowercased()) else {
            return false
        }
        guard !text.hasSuffix("Error"), !text.hasSuffix("Exception"), words.allSatisfy(isNameWord) else { return false }
        let isNumbered = words.count > 1 && words[0].contains(where: \.isUppercase)
        return words[0].first.map { $0.isUppercase || $0.isLetter && !$0.isCased || $0.isNumber && isNumbered } ?? false
    }

    private static func isNameWord(_ word: Substring) -> Bool {
        guard let first = word.first, word.allSatisfy({ $0.isLetter || $0.isNumber || ".'’-&".contains($0) }) else {
            return false
        }
        return !first.isLowercase || particles.contains(String(word)) || word.hasPrefix("d'")
    }

    private static let particles: Set<String> = [
        "de", "del", "della", "da", "di", "dos", "du", "van", "von", "der", "den", "ter", "la", "le", "bin", "ibn",
        "al", "el",
        "y", "e", "of", "and", "the", "zu", "af", "av",
    ]

    /// Words that begin or end a label or a sentence, never a name.
    private static let labels: Set<String> = [
        "error", "errors", "note", "notes", "warning", "warn", "info", "debug", "fatal", "critical", "trace", "re",
        "fwd", "fw",
        "aw", "wg", "subject", "to", "cc", "bcc", "date", "time", "sent", "update", "urgent", "issue", "issues",
        "problem",
        "summary", "description", "message", "messages", "complaint", "complaints", "status", "question", "ps", "p.s.",
        "edit",
        "steps", "expected", "actual", "result", "results", "example", "http", "https", "ftp", "url", "link", "hi",
        "hello",
        "hey", "dear", "thanks", "thank", "details", "traceback", "exception", "severity", "priority", "impact",
        "cause",
        "reported", "ticket", "tickets", "case", "order", "invoice", "todo", "fixme", "important", "attention", "alert",
        "feedback", "customers", "users", "everyone", "everybody", "nobody", "all", "i", "we", "it", "the", "this",
        "that",
        "these", "our", "my", "your", "they", "he", "she", "you", "please", "when", "after", "since", "still", "same",
        "also",
        "but", "and", "or", "if", "so", "then", "now", "today", "yesterday", "tomorrow", "monday", "tuesday",
        "wednesday",
        "thursday", "friday", "saturday", "sunday", "what", "why", "how", "where", "who", "is", "are", "was", "not",
        "no",
        "yes", "ok", "okay", "here", "there", "just", "again", "once", "step", "version", "browser", "environment",
        "os",
        "device", "screenshot", "attachment", "attachments", "log", "logs", "file", "line", "page", "site", "website",
        "server",
        "payment", "payments", "checkout", "login", "reason", "solution", "workaround", "action", "reply", "response",
        "answer",
        "quote", "phone", "email", "e-mail", "mail", "address", "tl;dr", "tldr", "fyi", "asap", "btw", "production",
        "prod",
        "staging", "getting", "seeing", "says", "said", "following", "reports", "context", "background", "outcome",
        "title",
    ]
}

extension Character {
    /// Whether the script has capitals at all.
    fileprivate var isCased: Bool { isUppercase || isLowercase }
}
