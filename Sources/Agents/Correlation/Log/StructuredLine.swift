import Domain

/// A log line in JSON, as flat fields. Reads broken JSON as far as it makes sense.
struct StructuredLine {
    /// In the order of the line; the fields of nested objects stand among the others.
    let fields: [(key: String, value: String)]

    /// Nil for a line that isn't a JSON object.
    init?(_ line: LogLine) {
        let line = line.trimmed
        guard line.starts(with: "{"), line.contains("\":") else { return nil }
        var fields: [(key: String, value: String)] = []
        var key: String?
        var position = line.start
        while fields.count < 100, let string = QuotedString.next(in: line, from: position) {
            if let name = key, let value = Self.bareValue(line, position..<string.range.lowerBound) {
                fields.append((name, value))
                key = nil
            }
            position = string.range.upperBound
            var scanner = LineScanner(line.from(position))
            scanner.skipSpaces()
            if scanner.skip(":") {
                key = string.text
                position = scanner.position
            } else if let name = key {
                fields.append((name, string.text))
                key = nil
            }
        }
        if let name = key, let value = Self.bareValue(line, position..<line.end) { fields.append((name, value)) }
        self.fields = fields
    }

    /// A number or a word between two strings.
    private static func bareValue(_ line: LogLine, _ range: Range<Int>) -> String? {
        let text = line.slice(range).bytes.filter { $0.isAlphanumeric || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") }
        return text.isEmpty || text.count > 40 ? nil : String(decoding: text, as: UTF8.self)
    }

    /// The first non-empty value under one of these keys, the keys in order of preference.
    func value(_ keys: String...) -> String? {
        for key in keys {
            if let field = fields.first(where: { $0.key.lowercased() == key && !$0.value.isEmpty }) { return field.value }
        }
        return nil
    }

    /// The text of the error the line tells of, without a stack.
    var errorText: String? {
        value("error", "err", "error.message", "error_message", "exc_message", "message", "msg", "event")
    }

    func statement(level: LogLevel?) -> ErrorStatement? {
        let message = value("message", "msg", "error_message", "exc_message", "event", "error", "err") ?? ""
        let named = value("exception", "exc_type", "exception_type", "error_type", "error.type", "exception.type", "error", "err", "type", "name")
        let text = named.flatMap { ExceptionText.find(in: LogLine($0)) } ?? ExceptionText.find(in: LogLine(message))
        guard text != nil || level.map({ $0 >= .error }) ?? false, !(text == nil && message.isEmpty) else { return nil }
        let said = text.map { $0.message.isEmpty ? (value("error_message", "exc_message", "error.message") ?? message) : $0.message }
        return ErrorStatement(
            named: text?.name ?? "ERROR", said ?? message, frames: frame.map { [$0] } ?? [], level: level ?? .error,
            namesException: text != nil)
    }

    private var frame: StackFrame? {
        let caller = value("caller", "source", "location").flatMap { SourcePlace.find(in: LogLine($0)) }
        let file = value("pathname", "file", "filename", "file_name")
        let line = value("lineno", "line", "line_number").flatMap { Int($0) }
        let place = caller ?? file.flatMap { SourcePlace.find(in: LogLine("\($0):\(line ?? 0)")) }
        guard let place, let language = place.language else { return nil }
        return StackFrame(language, file: place.file, line: place.line, function: value("funcname", "function", "func"))
    }
}

/// A string in double quotes with backslash escapes, decoded.
struct QuotedString {
    let text: String
    /// With its quotes.
    let range: Range<Int>

    static func next(in line: LogLine, from position: Int) -> QuotedString? {
        guard let open = line.index(of: "\"", from: position) else { return nil }
        var output: [UInt8] = []
        var index = open + 1
        while let byte = line.byte(index), byte != .quote {
            guard byte == .backslash else {
                output.append(byte)
                index += 1
                continue
            }
            index += 1 + escape(line, index + 1, into: &output)
        }
        let text = String(decoding: EvidenceText.clean(output), as: UTF8.self)
        return QuotedString(text: text, range: open..<min(index + 1, line.end))
    }

    /// Decodes what follows a backslash and returns its length.
    private static func escape(_ line: LogLine, _ index: Int, into output: inout [UInt8]) -> Int {
        guard let byte = line.byte(index) else { return 0 }
        switch byte {
        case UInt8(ascii: "n"): output.append(.newline)
        case UInt8(ascii: "t"): output.append(.tab)
        case UInt8(ascii: "r"): break
        case UInt8(ascii: "u"):
            guard let code = UInt32(line.slice((index + 1)..<(index + 5)).text, radix: 16), let scalar = Unicode.Scalar(code)
            else { return 1 }
            output += Array(String(Character(scalar)).utf8)
            return 5
        default: output.append(byte)
        }
        return 1
    }
}
