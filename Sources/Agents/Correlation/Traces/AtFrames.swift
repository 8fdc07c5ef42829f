import Domain

/// What the traces of Java, C# and JavaScript share: a header, then lines that begin with `at`.
enum AtFrames {
    /// Where `at ` begins: first in the line but for indentation, or behind a logger's prefix and indentation.
    static func start(in line: LogLine) -> Int? {
        let trimmed = line.trimmed
        if trimmed.starts(with: "at ") { return trimmed.start }
        if let position = line.index(of: "\tat ") { return position + 1 }
        return line.index(of: "   at ").map { $0 + 3 }
    }

    /// The text behind `at `, if the line is such a frame.
    static func body(of line: LogLine) -> LogLine? {
        let trimmed = line.trimmed
        return trimmed.starts(with: "at ") ? trimmed.from(trimmed.start + 3) : nil
    }

    /// The exception named in the lines before the first frame, with a message that may take several lines.
    ///
    /// Counts the lines in `cursor` as the trace's header.
    static func header(_ cursor: inout TraceCursor, unless isEnd: (LogLine) -> Bool = { $0.isBlank }) -> ExceptionText? {
        var below: [String] = []
        for distance in 1...TraceCursor.maximumLookBack {
            guard let line = cursor.previous(distance), !isEnd(line), body(of: line) == nil else { break }
            if let found = ExceptionText.find(in: line) {
                return take(found, below, distance, &cursor)
            }
            if LogLevel.find(in: line.upTo(line.start + 100)) != nil { break }
            below.insert(line.trimmed.text, at: 0)
        }
        guard let line = cursor.previous(1), let found = ExceptionText.header(line), looksLikeType(found.name) else {
            return nil
        }
        return take(found, [], 1, &cursor)
    }

    private static func take(
        _ found: ExceptionText, _ below: [String], _ distance: Int, _ cursor: inout TraceCursor
    ) -> ExceptionText {
        cursor.include(header: distance)
        let message = ([found.message] + below).filter { !$0.isEmpty }.joined(separator: "\n")
        return ExceptionText(name: found.name, message: message, start: found.start)
    }

    private static func looksLikeType(_ name: String) -> Bool {
        ExceptionText.lastPart(of: LogLine(name)).bytes.first?.isUppercase == true
    }
}
