/// Finds the name of an exception, and what it says, in a line of text.
struct ExceptionText: Equatable {
    /// As written, with its package.
    let name: String
    let message: String
    /// Where the name begins.
    let start: Int

    /// The first exception named in the line, e.g. in `… ERROR app: KeyError: 'user'`.
    ///
    /// A name followed by a colon wins over one that is only mentioned.
    static func find(in line: LogLine) -> ExceptionText? {
        var mentioned: ExceptionText?
        var position = line.start
        while let range = nextName(in: line, from: position) {
            position = range.upperBound
            let name = line.slice(range)
            guard isException(name) else { continue }
            let found = ExceptionText(
                name: name.text, message: message(in: line, after: range.upperBound), start: range.lowerBound)
            if introduces(line, at: range.upperBound) { return found }
            if mentioned == nil, !line.bytes[position...].starts(with: "() ".utf8) { mentioned = found }
        }
        return mentioned
    }

    /// The line read as `Type: message` or `Type`, whatever the type is called; nil if it has no such shape.
    static func header(_ line: LogLine) -> ExceptionText? {
        let line = line.trimmed
        guard let range = nextName(in: line, from: line.start), range.lowerBound == line.start else { return nil }
        let name = line.slice(range)
        guard range.upperBound == line.end || line.byte(range.upperBound) == .colon, !isLevel(name) else { return nil }
        return ExceptionText(
            name: name.text, message: message(in: line, after: range.upperBound), start: range.lowerBound)
    }

    private static func introduces(_ line: LogLine, at end: Int) -> Bool {
        guard let next = line.byte(end) else { return true }
        return next == .colon || line.matches(" (", at: end) || line.matches(" [", at: end)
            || next == UInt8(ascii: "(") && line.byte(end + 1) != UInt8(ascii: ")")
    }

    private static func message(in line: LogLine, after end: Int) -> String {
        var rest = line.from(end)
        if line.matches(" [", at: end), let close = rest.index(of: "]") { rest = rest.from(close + 1) }
        if rest.byte(rest.start) == .colon { return rest.from(rest.start + 1).trimmed.text }
        let parenthesis = line.matches(" (", at: end) ? end + 2 : line.matches("(", at: end) ? end + 1 : nil
        if let parenthesis, let close = rest.lastIndex(of: ")"), close >= parenthesis {
            return line.slice(parenthesis..<close).text
        }
        return ""
    }

    /// The next dotted name: letters, digits, `_`, `$`, joined by `.`, `::` or a backslash.
    static func nextName(in line: LogLine, from position: Int) -> Range<Int>? {
        var start = position
        while let byte = line.byte(start), !isNameStart(byte) || isInsideWord(line, start) { start += 1 }
        guard start < line.end else { return nil }
        var end = start
        while let byte = line.byte(end) {
            if byte.isWord || byte == UInt8(ascii: "$") {
                end += 1
            } else if byte == UInt8(ascii: ".") || byte == .backslash, line.byte(end + 1).map(isNameStart) == true {
                end += 1
            } else if line.matches("::", at: end), line.byte(end + 2).map(isNameStart) == true {
                end += 2
            } else {
                break
            }
        }
        return start..<end
    }

    private static func isNameStart(_ byte: UInt8) -> Bool { byte.isLetter || byte == UInt8(ascii: "_") }

    private static func isInsideWord(_ line: LogLine, _ position: Int) -> Bool {
        line.byte(position - 1)?.isWord == true
    }

    private static func isLevel(_ name: LogLine) -> Bool { LogLevel(word: name) != nil }

    /// Whether a name looks like an exception's: by its ending, or because it is one of the few that have none.
    static func isException(_ name: LogLine) -> Bool {
        var last = lastPart(of: name)
        // Packages keep the classes they raise to themselves: `grpc._channel._InactiveRpcError`.
        while last.starts(with: "_") { last = last.from(last.start + 1) }
        guard let first = last.byte(last.start), first.isUppercase else { return false }
        if last.ends(with: "Error") || last.ends(with: "Exception") { return hasLowercase(last) }
        if last.ends(with: "Timeout"), last.bytes.count > 7 { return true }
        let isQualified = last.start > name.start
        if isQualified, endings.contains(where: { last.ends(with: $0) }) { return true }
        if name.starts(with: "Errno::") { return true }
        return unusual.contains(last.text)
    }

    private static func hasLowercase(_ name: LogLine) -> Bool { name.bytes.contains(where: \.isLowercase) }

    static func lastPart(of name: LogLine) -> LogLine {
        var start = name.end
        while start > name.start, name.bytes[start - 1].isWord || name.bytes[start - 1] == UInt8(ascii: "$") {
            start -= 1
        }
        return name.from(start)
    }

    /// Endings that mean an exception only behind a package's name.
    private static let endings: [StaticString] = [
        "Failure", "Fault", "Interrupt", "Violation", "NotFound", "Invalid", "Exceeded", "Denied", "Rejected", "Failed",
    ]

    private static let unusual: Set<String> = [
        "StopIteration", "StopAsyncIteration", "KeyboardInterrupt", "SystemExit", "GeneratorExit", "ExceptionGroup",
        "BaseExceptionGroup", "DoesNotExist", "MultipleObjectsReturned", "Http404", "ThreadDeath", "ErrorException",
    ]
}
