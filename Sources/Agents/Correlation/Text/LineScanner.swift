/// Reads a line from left to right.
struct LineScanner {
    private let line: LogLine
    private(set) var position: Int

    init(_ line: LogLine) {
        self.line = line
        position = line.start
    }

    var rest: LogLine { line.from(position) }
    var isAtEnd: Bool { position >= line.end }
    var next: UInt8? { line.byte(position) }

    mutating func skipSpaces() {
        while let byte = next, byte.isSpace { position += 1 }
    }

    /// Steps over the text if it stands here.
    mutating func skip(_ text: StaticString) -> Bool {
        guard line.matches(text, at: position) else { return false }
        position += text.utf8CodeUnitCount
        return true
    }

    /// What comes before the text, stepping over both; nil, and no step, when the text doesn't come.
    mutating func take(upTo text: StaticString) -> LogLine? {
        guard let hit = line.index(of: text, from: position) else { return nil }
        let taken = line.slice(position..<hit)
        position = hit + text.utf8CodeUnitCount
        return taken
    }

    mutating func take(while condition: (UInt8) -> Bool) -> LogLine {
        let begin = position
        while let byte = next, condition(byte) { position += 1 }
        return line.slice(begin..<position)
    }

    /// A number of at most nine digits; more can't be a line or a count, and is no number.
    mutating func takeInteger() -> Int? {
        let digits = take { $0.isDigit }
        return digits.bytes.count <= 9 ? Int(digits.text) : nil
    }
}
