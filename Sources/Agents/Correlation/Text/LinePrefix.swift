/// What a logger puts before a line, e.g. `2025-03-01 10:00:00,123 ERROR app: `, recognised again with other digits.
struct LinePrefix: Sendable {
    private let pattern: LogLine

    static let none = LinePrefix(before: LogLine(""))

    /// Trailing spaces don't belong to the prefix: they are indentation.
    init(before text: LogLine) {
        var end = text.end
        while end > text.start, text.bytes[end - 1].isSpace { end -= 1 }
        pattern = text.upTo(end)
    }

    /// The line without the prefix, or as it is if it doesn't begin with it.
    func stripped(from line: LogLine) -> LogLine {
        guard !pattern.isEmpty, let end = end(in: line) else { return line }
        return line.from(end)
    }

    private func end(in line: LogLine) -> Int? {
        var expected = pattern.start
        var actual = line.start
        while expected < pattern.end {
            guard actual < line.end else { return nil }
            if pattern.bytes[expected].isDigit {
                guard line.bytes[actual].isDigit else { return nil }
                while expected < pattern.end, pattern.bytes[expected].isDigit { expected += 1 }
                while actual < line.end, line.bytes[actual].isDigit { actual += 1 }
            } else {
                guard pattern.bytes[expected] == line.bytes[actual] else { return nil }
                expected += 1
                actual += 1
            }
        }
        return actual
    }
}

/// What container runtimes put before every line: `app_1  | ` of Compose, `[pod/web-7d9/app] ` of kubectl,
/// `2025-03-01T10:00:00.1Z stderr F ` of the Kubernetes log files.
enum ContainerPrefix {
    static func stripped(from line: LogLine) -> LogLine {
        guard let end = end(in: line) else { return line }
        return line.from(end)
    }

    /// The container's name, where the prefix gives one.
    static func name(in line: LogLine) -> String? {
        guard let first = line.byte(line.start), first.isAlphanumeric, let bar = composeBar(in: line) else { return nil }
        return line.upTo(bar).trimmed.text
    }

    private static func end(in line: LogLine) -> Int? {
        guard let first = line.byte(line.start) else { return nil }
        if first.isDigit, let end = runtimeEnd(in: line) { return end }
        if line.starts(with: "[pod/"), let close = line.index(of: "] ") { return close + 2 }
        guard first.isAlphanumeric, let bar = composeBar(in: line) else { return nil }
        return line.byte(bar + 1) == .space ? bar + 2 : bar + 1
    }

    /// `name_1   |`: a name, at least one space, a bar.
    private static func composeBar(in line: LogLine) -> Int? {
        var index = line.start
        while let byte = line.byte(index), index - line.start < 64,
            byte.isWord || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
        {
            index += 1
        }
        guard index > line.start, line.byte(index) == .space else { return nil }
        while line.byte(index) == .space { index += 1 }
        return line.byte(index) == UInt8(ascii: "|") ? index : nil
    }

    private static func runtimeEnd(in line: LogLine) -> Int? {
        let head = line.upTo(line.start + 64)
        for mark: StaticString in [" stderr F ", " stdout F ", " stderr P ", " stdout P "] {
            if let hit = head.index(of: mark) { return hit + mark.utf8CodeUnitCount }
        }
        return nil
    }
}
