/// How serious a logger says a line is.
enum LogLevel: Int, Comparable, Sendable {
    case debug, info, warning, error, fatal

    static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

    /// A level's name in capitals.
    init?(word: LogLine) {
        guard (3...9).contains(word.bytes.count), let level = Self.capitals[word.text] else { return nil }
        self = level
    }

    private static let capitals: [String: LogLevel] = [
        "TRACE": .debug, "DEBUG": .debug, "DBG": .debug, "VERBOSE": .debug, "FINE": .debug,
        "INFO": .info, "INF": .info, "NOTICE": .info,
        "WARN": .warning, "WARNING": .warning, "WRN": .warning,
        "ERROR": .error, "ERR": .error, "SEVERE": .error, "EXCEPTION": .error, "FAIL": .error,
        "FATAL": .fatal, "FTL": .fatal, "CRITICAL": .fatal, "CRIT": .fatal, "PANIC": .fatal, "EMERG": .fatal,
        "EMERGENCY": .fatal, "ALERT": .fatal,
    ]

    private static let keys: [StaticString] = ["level", "lvl", "severity", "levelname", "log.level", "loglevel"]

    /// The level of a line and where the word ends; nil where the line names none.
    static func find(in line: LogLine) -> (level: LogLevel, end: Int)? {
        let head = line.upTo(line.start + 400)
        if let first = line.byte(line.start), line.byte(line.start + 1)?.isDigit == true,
            let level = shortForm(first, line)
        {
            return (level, line.start + 5)
        }
        var position = head.start
        var words = 0
        while let range = ExceptionText.nextName(in: head, from: position), words < 40 {
            position = range.upperBound
            words += 1
            let word = head.slice(range)
            if let level = LogLevel(word: word) { return (level, range.upperBound) }
            if let level = lowercase(word, in: head, at: range) { return (level, range.upperBound) }
            let last = ExceptionText.lastPart(of: word)
            if last.start > word.start, let level = LogLevel(word: last) { return (level, range.upperBound) }
        }
        return nil
    }

    /// `E0301 10:00:00.000000 …`, as Google's loggers write.
    private static func shortForm(_ first: UInt8, _ line: LogLine) -> LogLevel? {
        let digits = line.slice((line.start + 1)..<(line.start + 5))
        guard digits.bytes.count == 4, digits.bytes.allSatisfy(\.isDigit), line.byte(line.start + 5) == .space else {
            return nil
        }
        return switch first {
        case UInt8(ascii: "E"): .error
        case UInt8(ascii: "F"): .fatal
        case UInt8(ascii: "W"): .warning
        case UInt8(ascii: "I"): .info
        default: nil
        }
    }

    /// `level=error`, `"level":"error"`, `[error]`, and `error:` where the line begins.
    private static func lowercase(_ word: LogLine, in line: LogLine, at range: Range<Int>) -> LogLevel? {
        guard word.bytes.count <= 9, let level = capitals[word.text.uppercased()] else { return nil }
        let before = line.byte(range.lowerBound - 1)
        let after = line.byte(range.upperBound)
        if before == UInt8(ascii: "["), after == UInt8(ascii: "]") { return level }
        if range.lowerBound == line.start, after == .colon, word.bytes.allSatisfy(\.isLowercase) { return level }
        let text = line.upTo(range.lowerBound)
        return keys.contains { followsKey($0, text) } ? level : nil
    }

    private static func followsKey(_ key: StaticString, _ text: LogLine) -> Bool {
        var end = text.end
        while end > text.start, isSeparator(text.bytes[end - 1]) { end -= 1 }
        return end < text.end && text.upTo(end).ends(with: key)
    }

    private static func isSeparator(_ byte: UInt8) -> Bool {
        byte == .quote || byte == .colon || byte == .space || byte == UInt8(ascii: "=")
    }
}
