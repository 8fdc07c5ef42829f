import Domain
import Foundation

/// An error told in a single log line, without a stack trace.
struct ErrorStatement {
    let signature: ErrorSignature
    let level: LogLevel
    /// Whether the line names an exception, rather than a level alone.
    let namesException: Bool

    /// Reads a line; nil if it tells of no error.
    init?(_ line: LogLine) {
        let line = line.upTo(line.start + 4_000)
        let level = LogLevel.find(in: line)
        guard level.map({ $0.level >= .warning }) ?? true else { return nil }
        if let fields = StructuredLine(line), let statement = fields.statement(level: level?.level) {
            self = statement
            return
        }
        let place = SourcePlace.find(in: line)
        if let exception = ExceptionText.find(in: line) {
            self.init(exception, place, in: line, level: level?.level ?? .error)
        } else if let disaster = Self.disaster(in: line) {
            self.init(named: disaster, line.trimmed.text, frames: [], level: .fatal, namesException: true)
        } else if let level, level.level >= .error {
            let text = Self.body(of: line.from(level.end))
            guard !text.isBlank else { return nil }
            let frames = Self.frames(place, in: line)
            let word = Self.levelWord(in: line, before: level.end)
            let message = Self.message(text, without: place, in: line)
            self.init(named: word, message, frames: frames, level: level.level, namesException: false)
        } else if let status = Self.failedRequest(line) {
            self.init(named: status.name, status.request, frames: [], level: .warning, namesException: false)
        } else {
            return nil
        }
    }

    init(named exception: String, _ message: String, frames: [StackFrame], level: LogLevel, namesException: Bool) {
        let language = frames.first.flatMap { SourcePlace.find(in: LogLine("\($0.file):1"))?.language }
        signature = ErrorSignature(language, exception, message, frames: frames)
        self.level = level
        self.namesException = namesException
    }

    private init(_ exception: ExceptionText, _ place: SourcePlace?, in line: LogLine, level: LogLevel) {
        let frames = Self.frames(place, in: line)
        let message = Self.message(LogLine(exception.message), without: place, in: line)
        let fallback = Self.body(of: line.from(LogLevel.find(in: line)?.end ?? line.start)).text
        self.init(
            named: exception.name, exception.message.isEmpty ? fallback : message, frames: frames, level: level,
            namesException: true)
    }

    /// Names for what kills a process without an exception.
    private static func disaster(in line: LogLine) -> String? {
        if line.contains("egmentation fault") || line.contains("SIGSEGV") { return "Segmentation fault" }
        if line.contains("OOMKilled") || line.contains("Out of memory: ") || line.contains("oom-kill") {
            return "Out of memory"
        }
        return line.contains("core dumped") ? "Core dumped" : nil
    }

    private static func levelWord(in line: LogLine, before end: Int) -> String {
        var start = end
        while start > line.start, line.bytes[start - 1].isLetter { start -= 1 }
        return line.slice(start..<end).text.uppercased()
    }

    /// What follows the level: without brackets, colons and dashes.
    private static func body(of text: LogLine) -> LogLine {
        var start = text.start
        while let byte = text.byte(start), byte.isSpace || "]:-|\">)".utf8.contains(byte) { start += 1 }
        return text.from(start).trimmed
    }

    /// `"GET /orders HTTP/1.1" 500`
    private static func failedRequest(_ line: LogLine) -> (name: String, request: String)? {
        guard let mark = line.index(of: " HTTP/"), let close = line.index(of: "\" 5", from: mark),
            let open = line.upTo(mark).lastIndex(of: "\"")
        else { return nil }
        var scanner = LineScanner(line.from(close + 2))
        guard let status = scanner.takeInteger(), (500..<600).contains(status) else { return nil }
        let request = line.slice((open + 1)..<mark)
        return ("HTTP \(status)", (request.index(of: "?").map(request.upTo) ?? request).text)
    }
}

extension ErrorStatement {
    /// The one frame a line can give: its place, and a function's name beside it.
    private static func frames(_ place: SourcePlace?, in line: LogLine) -> [StackFrame] {
        guard let place, let language = place.language else { return [] }
        let function = functionAfter(place, in: line) ?? functionBefore(place, in: line)
        return [StackFrame(language, file: place.file, line: place.line, function: function)]
    }

    /// `x.py:42 in f`, `File "x.py", line 3, in f`, `x.py:42 process_batch …`
    private static func functionAfter(_ place: SourcePlace, in line: LogLine) -> String? {
        var scanner = LineScanner(line.from(place.range.upperBound))
        _ = scanner.skip(")") || scanner.skip("]") || scanner.skip(",")
        scanner.skipSpaces()
        let isNamed = scanner.skip("in ")
        let name = scanner.take { $0.isWord || $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: ">") }
        guard name.bytes.first.map({ $0.isLetter || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "<") }) == true else {
            return nil
        }
        let following = scanner.rest
        let looksLikeOne = name.bytes.contains(UInt8(ascii: "_")) || following.starts(with: "(") || isCamelCase(name)
        let isFollowedByError = ExceptionText.find(in: following)?.start == following.trimmed.start
        guard isNamed || looksLikeOne || isFollowedByError, !ExceptionText.isException(name) else { return nil }
        return name.text
    }

    /// `in route_request (api.py:23)`, `process_batch (x.py:3)`, `load() at x.py:3`
    private static func functionBefore(_ place: SourcePlace, in line: LogLine) -> String? {
        var end = place.range.lowerBound
        func skip(_ text: StaticString) {
            if line.upTo(end).ends(with: text) { end -= text.utf8CodeUnitCount }
        }
        skip("(")
        skip("[")
        skip(" ")
        skip(" at")
        skip("()")
        var start = end
        while let byte = line.byte(start - 1), byte.isWord || byte == UInt8(ascii: ".") { start -= 1 }
        let name = line.slice(start..<end)
        guard name.bytes.first?.isLetter == true || name.starts(with: "_") else { return nil }
        let isNamed = line.upTo(start).ends(with: " in ") || line.matches("()", at: end)
        return isNamed || name.bytes.contains(UInt8(ascii: "_")) ? name.text : nil
    }

    private static func isCamelCase(_ name: LogLine) -> Bool {
        name.bytes.first?.isLowercase == true && name.bytes.contains(where: \.isUppercase)
    }

    /// The message without the place named behind it and the `key=value` pairs of loggers.
    private static func message(_ text: LogLine, without place: SourcePlace?, in line: LogLine) -> String {
        var message = text
        if let place {
            let written = line.slice(place.range).text
            if let range = message.text.range(of: written) {
                message = LogLine(beforePlace(message.text, range) ?? afterPlace(message.text, range))
            }
        }
        if let pairs = firstPair(in: message), pairs > message.start { message = message.upTo(pairs) }
        return message.trimmed.text
    }

    private static func beforePlace(_ text: String, _ place: Range<String.Index>) -> String? {
        var before = text[..<place.lowerBound]
        for mark in ["File \"", "(", "[", " at ", " ", ","] where before.hasSuffix(mark) {
            before.removeLast(mark.count)
        }
        if let mark = before.range(of: " in ", options: .backwards), !before[mark.upperBound...].contains(" ") {
            before = before[..<mark.lowerBound]
        } else if before.hasSuffix(" at") {
            before.removeLast(3)
        }
        return before.allSatisfy({ $0 == " " }) ? nil : String(before)
    }

    private static func afterPlace(_ text: String, _ place: Range<String.Index>) -> String {
        String(text[place.upperBound...].drop { ":,)] -".contains($0) })
    }

    /// Where ` key=value` begins, for the first key that is a lower-case word; what stands in brackets is the message's own.
    private static func firstPair(in message: LogLine) -> Int? {
        var (position, depth) = (message.start, 0)
        while let equals = message.index(of: "=", from: position) {
            for byte in message.slice(position..<equals).bytes {
                if "([{".utf8.contains(byte) {
                    depth += 1
                } else if ")]}".utf8.contains(byte) {
                    depth = max(0, depth - 1)
                }
            }
            position = equals + 1
            if depth > 0 { continue }
            var start = equals
            while let byte = message.byte(start - 1), byte.isLowercase || byte == UInt8(ascii: "_") { start -= 1 }
            let isPair =
                equals - start >= 2 && message.byte(start - 1) == .space && message.byte(position)?.isSpace == false
            if isPair { return start - 1 }
        }
        return nil
    }
}
