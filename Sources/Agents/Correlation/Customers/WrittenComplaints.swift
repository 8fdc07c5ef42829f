import Foundation

/// Complaints written or copied by hand: `Name: text`, bullets, quotations, paragraphs, letters with a signature.
struct WrittenComplaints {
    static func read(_ text: String) -> [Voice] {
        var reader = WrittenComplaints()
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.trimmingSpaces }
        for (index, line) in lines.enumerated() {
            reader.read(line, isLetterAhead: { endsWithSignature(lines[index...]) })
        }
        reader.finish()
        return reader.voices.flatMap(apart)
    }

    /// Whoever gathers complaints writes one a line; what one person tells goes on from line to line.
    private static func apart(_ voice: Voice) -> [Voice] {
        let lines = voice.message.split(separator: "\n").map(String.init)
        guard voice.name == nil, lines.count > 1, lines.allSatisfy(standsAlone) else { return [voice] }
        return lines.map { Voice(name: nil, message: $0) }
    }

    private static func standsAlone(_ line: String) -> Bool {
        let words = line.split(separator: " ")
        guard words.count >= 5, let first = words.first, first.first?.isUppercase == true,
            line.last.map({ ".!?".contains($0) }) == true
        else { return false }
        return !continuing.contains(first.lowercased().trimmingCharacters(in: .punctuationCharacters))
    }

    /// Words that go on with what the line before told.
    private static let continuing: Set<String> = [
        "then", "also", "and", "but", "so", "both", "this", "that", "it", "they", "after", "afterwards", "now", "still",
        "again", "even", "he", "she", "there", "these", "those", "which", "because", "therefore", "however", "instead",
    ]

    private var voices: [Voice] = []
    private var name: PersonName?
    private var lines: [String] = []
    /// A greeting opened a letter: it goes on until its signature.
    private var isLetter = false
    private var afterBlank = false
    private var expectsSignature = false

    private mutating func read(_ line: String, isLetterAhead: () -> Bool) {
        defer { afterBlank = line.isEmpty }
        if line.isEmpty || Self.isRule(line) {
            if Self.isRule(line) { finish() }
            return
        }
        let line = line.hasPrefix(">") ? line.drop { $0 == ">" || $0 == " " }.trimmingSpaces : line
        if expectsSignature, let person = PersonName(guessed: line) { return sign(person) }
        if Signature.isClosing(line), !lines.isEmpty {
            expectsSignature = true
            return
        }
        if !lines.isEmpty || !voices.isEmpty, let person = Signature.inline(line) ?? signature(line) {
            return sign(person)
        }
        if Self.isGreeting(line), isLetterAhead() {
            finish()
            isLetter = true
            return
        }
        if isLetter { return lines.append(line) }
        readOpening(line)
    }

    /// A line that may begin a complaint.
    private mutating func readOpening(_ line: String) {
        let (body, isBullet) = Self.withoutBullet(line)
        if let label = Self.label(body) { return read(label) }
        if let person = Self.chatName(body) {
            finish()
            name = person
            return
        }
        if let (person, text) = Self.named(body, isBullet: isBullet) {
            finish()
            name = person
            if !text.isEmpty { lines = [text] }
        } else if let (text, person) = Signature.trailing(body) {
            if isBullet || afterBlank || name != nil || Self.isQuotation(body) { finish() }
            lines.append(text)
            sign(person)
        } else if Self.isHeading(body) {
            finish()
        } else {
            if isBullet || Self.isQuotation(body) || afterBlank && name == nil { finish() }
            lines.append(body)
        }
    }

    private mutating func read(_ label: Label) {
        switch label {
        case .name(let person):
            if name != nil || !lines.isEmpty { finish() }
            name = person
        case .organisation(let person):
            // Beside a person's name it says where they work.
            if name == nil, lines.isEmpty { name = person }
        case .message(let text):
            lines.append(text)
        }
    }

    private func signature(_ line: String) -> PersonName? {
        guard name == nil, !lines.isEmpty || afterBlank else { return nil }
        // A hyphen also makes bullets: it signs only what isn't a list.
        if line.hasPrefix("- "), !isLetter { return nil }
        return Signature.dashed(line)
    }

    private mutating func sign(_ person: PersonName) {
        expectsSignature = false
        if lines.isEmpty, name == nil, let last = voices.indices.last, voices[last].name == nil {
            voices[last].name = person.name
            voices[last].identifiers.add(person.identifiers, limit: 10)
            return
        }
        if name == nil { name = person }
        finish()
    }

    private mutating func finish() {
        let text = lines.joined(separator: "\n").trimmingCharacters(in: CharacterSet(charactersIn: "\"“”„«» \n"))
        if name != nil || !text.isEmpty, voices.count < ComplaintReader.maximumVoices {
            voices.append(Voice(name: name?.name, identifiers: name?.identifiers ?? [], message: text))
        }
        name = nil
        lines = []
        isLetter = false
        expectsSignature = false
    }
}

extension WrittenComplaints {
    private enum Label {
        case name(PersonName)
        case organisation(PersonName)
        case message(String)
    }

    private static let nameLabels: Set<String> = [
        "customer", "customer name", "name", "from", "client", "user", "reporter", "reported by", "requester", "author",
        "sender", "contact",
    ]
    private static let organisationLabels: Set<String> = ["company", "account", "organization", "organisation"]
    private static let messageLabels: Set<String> = [
        "message", "complaint", "text", "body", "description", "comment", "feedback", "issue", "content", "details",
    ]

    /// `Customer: Ann Lee`, `Message: it crashes`
    private static func label(_ line: String) -> Label? {
        guard let colon = line.firstIndex(of: ":") else { return nil }
        let key = line[..<colon].trimmingCharacters(in: CharacterSet(charactersIn: "*_ ")).lowercased()
        let value = line[line.index(after: colon)...].trimmingCharacters(in: CharacterSet(charactersIn: "*_ "))
        guard !value.isEmpty else { return nil }
        if messageLabels.contains(key) { return .message(value) }
        guard nameLabels.contains(key) || organisationLabels.contains(key), value.count <= 90,
            let person = PersonName(guessed: value) ?? PersonName(given: value)
        else { return nil }
        return nameLabels.contains(key) ? .name(person) : .organisation(person)
    }

    /// `Ann Lee: text`, `Ann Lee (Acme): text`, `[10:32] Ann: text`, `Ann Lee — text`, `Ann Lee:` with the text below
    private static func named(_ line: String, isBullet: Bool) -> (PersonName, String)? {
        let line = withoutTime(line)
        if let colon = line.range(of: ":"),
            colon.upperBound == line.endIndex || line[colon.upperBound].isWhitespace || isBold(line)
        {
            let text = line[colon.upperBound...].trimmingCharacters(in: CharacterSet(charactersIn: "* "))
            if let person = PersonName(guessed: line[..<colon.lowerBound]) { return (person, text) }
        }
        for mark in [" — ", " – ", " -- ", " - "] {
            guard let dash = line.range(of: mark), let person = PersonName(guessed: line[..<dash.lowerBound]) else {
                continue
            }
            // A hyphen also stands between other things: outside of a list, only a name of several words is believed.
            guard mark != " - " || isBullet || person.name.contains(" ") else { continue }
            return (person, line[dash.upperBound...].trimmingSpaces)
        }
        return nil
    }

    /// `Ann Lee  9:41 AM`, as chats head what somebody wrote when it is copied.
    private static func chatName(_ line: String) -> PersonName? {
        var words = line.split(separator: " ")
        if let last = words.last, ["am", "pm"].contains(last.lowercased()) { words.removeLast() }
        guard words.count > 1, let time = words.popLast(), time.contains(":"),
            time.allSatisfy({ $0.isNumber || $0 == ":" || "apmAPM".contains($0) }), time.first?.isNumber == true
        else { return nil }
        return PersonName(guessed: words.joined(separator: " ")[...])
    }

    private static func isBold(_ line: String) -> Bool { line.hasPrefix("*") }

    /// Chat exports put the time before the name.
    private static func withoutTime(_ line: String) -> String {
        if line.hasPrefix("["), let close = line.firstIndex(of: "]"), line[..<close].contains(where: \.isNumber) {
            return line[line.index(after: close)...].trimmingSpaces
        }
        guard line.first?.isNumber == true, line.contains(":") else { return line }
        let rest = line.drop { $0.isNumber || "-/:.,TZ ".contains($0) }
        // A time has three digits at least; `7-Fields Farm` is a name.
        guard line.dropLast(rest.count).count(where: \.isNumber) > 2 else { return line }
        for mark in ["AM ", "PM ", "am ", "pm "] where rest.hasPrefix(mark) { return rest.dropFirst(3).trimmingSpaces }
        return line.first == rest.first ? line : rest.trimmingSpaces
    }

    private static func withoutBullet(_ line: String) -> (String, Bool) {
        for mark in ["- ", "* ", "• ", "· ", "– ", "— ", "+ "] where line.hasPrefix(mark) {
            return (line.dropFirst(mark.count).trimmingSpaces, true)
        }
        let digits = line.prefix { $0.isNumber }
        if (1...3).contains(digits.count) {
            let rest = line.dropFirst(digits.count)
            if rest.hasPrefix(". ") || rest.hasPrefix(") ") { return (rest.dropFirst(2).trimmingSpaces, true) }
        }
        return (line, false)
    }

    private static func isQuotation(_ line: String) -> Bool { line.first.map { "\"“„«".contains($0) } ?? false }

    private static func isRule(_ line: String) -> Bool {
        line.count >= 3 && line.allSatisfy { "-=_*~#".contains($0) }
    }

    /// `Customer complaints:`, `# Feedback`
    private static func isHeading(_ line: String) -> Bool {
        line.hasPrefix("# ") || line.hasPrefix("## ") || line.hasSuffix(":") && line.count <= 60
    }

    private static func isGreeting(_ line: String) -> Bool {
        let first = line.lowercased().split { $0 == " " || $0 == "," || $0 == "!" }.first ?? ""
        return ["hi", "hello", "hey", "dear", "hallo", "good"].contains(first) && line.count <= 50
            && (line.hasSuffix(",") || line.hasSuffix("!") || line.hasSuffix(".")
                || line.split(separator: " ").count <= 3)
    }

    /// Whether a closing or a dashed name comes within the next lines, before the next greeting.
    private static func endsWithSignature(_ lines: ArraySlice<String>) -> Bool {
        for line in lines.dropFirst().prefix(40) {
            if isGreeting(line) { return false }
            if Signature.isClosing(line) || Signature.inline(line) != nil || Signature.dashed(line) != nil {
                return true
            }
        }
        return false
    }
}
