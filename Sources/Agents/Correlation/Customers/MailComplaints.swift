import Foundation

/// Complaints pasted as e-mails: a block of headers, a blank line, the text.
enum MailComplaints {
    /// Nil unless a line `From: …` stands there with an address or beside another header.
    static func read(_ text: String) -> [Voice]? {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let starts = lines.indices.filter { isStart(lines, $0) }
        guard let first = starts.first else { return nil }
        var voices = WrittenComplaints.read(lines[..<first].joined(separator: "\n"))
        for (place, start) in starts.enumerated() {
            let end = place + 1 < starts.count ? starts[place + 1] : lines.count
            voices.append(mail(Array(lines[start..<end])))
        }
        return voices.filter { !$0.isEmpty }
    }

    private static let headers = ["from:", "to:", "subject:", "date:", "sent:", "cc:", "reply-to:", "received:", "message-id:"]

    private static func header(_ line: String) -> String? {
        let lower = line.trimmingSpaces.lowercased()
        return headers.first(where: lower.hasPrefix)
    }

    /// The first header of a mail that has a `From`.
    private static func isStart(_ lines: [String], _ index: Int) -> Bool {
        guard header(lines[index]) != nil, index == 0 || header(lines[index - 1]) == nil else { return false }
        var block: [String] = []
        for line in lines[index...].prefix(12) {
            guard let name = header(line) else { break }
            block.append(name)
            if name == "from:", line.contains("@") { return true }
        }
        return block.contains("from:") && block.count > 1
    }

    private static func mail(_ lines: [String]) -> Voice {
        var person: PersonName?
        var subject = ""
        var body = lines[...]
        while let line = body.first, let name = header(line) {
            let value = line.trimmingSpaces.dropFirst(name.count).trimmingSpaces
            if name == "from:" { person = PersonName(given: value) }
            if name == "subject:" { subject = withoutReplyMarks(value) }
            body.removeFirst()
        }
        let text = withoutSignature(body.map { $0.trimmingSpaces }.filter { !$0.hasPrefix(">") && !isSeparator($0) })
        let message = [subject, text].filter { !$0.isEmpty }.joined(separator: "\n")
        return Voice(name: person?.name, identifiers: person?.identifiers ?? [], message: message)
    }

    private static func withoutReplyMarks(_ subject: String) -> String {
        var rest = Substring(subject)
        while let mark = ["re:", "fwd:", "fw:", "aw:", "wg:"].first(where: { rest.lowercased().hasPrefix($0) }) {
            rest = rest.dropFirst(mark.count).drop { $0 == " " }
        }
        return String(rest)
    }

    private static func isSeparator(_ line: String) -> Bool {
        line.count >= 3 && line.allSatisfy { "-=_*".contains($0) }
    }

    private static func withoutSignature(_ lines: [String]) -> String {
        let end = lines.lastIndex { Signature.isClosing($0) }.flatMap { lines.count - $0 <= 6 ? $0 : nil } ?? lines.count
        return lines[..<end].joined(separator: "\n").trimmingSpaces
    }
}

/// How people end what they write: `— Maria Lopez, Acme GmbH`, or `Regards,` and a name below.
enum Signature {
    private static let closings: Set<String> = [
        "regards", "best", "best regards", "kind regards", "warm regards", "many thanks", "thanks", "thank you", "cheers",
        "sincerely", "yours sincerely", "yours", "best wishes", "thx", "greetings", "yours truly", "with kind regards",
        "thanks in advance", "mfg", "viele grüße", "mit freundlichen grüßen", "saludos", "cordialement",
    ]

    static func isClosing(_ line: String) -> Bool {
        let text = line.trimmingCharacters(in: CharacterSet(charactersIn: ",.!- ").union(.whitespaces)).lowercased()
        return closings.contains(text)
    }

    /// The name behind a dash, alone in its line.
    static func dashed(_ line: String) -> PersonName? {
        for mark in ["—", "–", "―", "--", "~ ", "- "] where line.hasPrefix(mark) {
            let text = line.dropFirst(mark.count).trimmingSpaces
            guard !text.isEmpty, !text.contains(": "), !text.hasSuffix(".") else { return nil }
            return PersonName(guessed: text)
        }
        return nil
    }

    /// `text — Maria Lopez, Acme` at a line's end; the dash must follow a finished sentence or a quotation.
    static func trailing(_ line: String) -> (text: String, person: PersonName)? {
        for mark in [" — ", " – ", " -- ", " - "] {
            guard let range = line.range(of: mark, options: .backwards) else { continue }
            let text = line[..<range.lowerBound].trimmingSpaces
            guard let last = text.last, ".!?\"”'»".contains(last), let person = PersonName(guessed: line[range.upperBound...])
            else { continue }
            return (text, person)
        }
        return nil
    }

    /// `Regards, John` in one line.
    static func inline(_ line: String) -> PersonName? {
        guard let comma = line.firstIndex(of: ","), isClosing(String(line[..<comma])) else { return nil }
        return PersonName(guessed: line[line.index(after: comma)...])
    }
}
