import Domain

/// Finds the place a stack frame means in the source as it is at the base commit.
struct FrameSearch {
    /// What ties the place found to the frame, the strongest first.
    enum Precision: Int, Comparable {
        /// The line reads as the trace shows it.
        case sameText
        /// The line stands in the function the trace names; the trace shows no text to compare.
        case sameFunction
        /// The text of the trace stands on another line.
        case moved
        /// The line is chosen because it holds what the error message names.
        case byMessage
        /// There is a line of that number, and nothing to compare it with.
        case numberOnly
        /// The function is there, its failing line isn't known.
        case functionOnly

        static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    }

    struct Finding {
        let location: CodeLocation
        let precision: Precision
        /// The line the trace gives.
        let tracedLine: Int?
    }

    let file: String
    let language: Language
    /// The error's message; a quoted word in it helps where the trace gives no line.
    let message: String
    private let lines: [Substring]
    private let outline: FunctionOutline

    init(file: String, text: String, language: Language, message: String) {
        self.file = file
        self.language = language
        self.message = message
        lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        outline = FunctionOutline(lines, language: language)
    }

    /// Nil when nothing in the file fits the frame.
    func find(_ frame: StackFrame, linesAreThose: Bool = true) -> Finding? {
        let name = FunctionName.own(frame.function)
        let functions = name.map(outline.named) ?? []
        let line = linesAreThose ? frame.line.flatMap { isCode($0) ? $0 : nil } : nil
        if let code = frame.code.map(squeezed), !code.isEmpty {
            if let line, squeezed(lines[line - 1]) == code { return finding(line, .sameText, frame) }
            if let line = nearest(to: frame.line, in: functions, where: { $0 == code }) {
                return finding(line, .moved, frame)
            }
        } else if let line {
            if functions.contains(where: { $0.lines.contains(line) }) { return finding(line, .sameFunction, frame) }
            if functions.isEmpty { return finding(line, .numberOnly, frame) }
        }
        guard let function = functions.min(by: { distance($0, frame.line) < distance($1, frame.line) }) else {
            return line.map { finding($0, .numberOnly, frame) }
        }
        if let line, function.lines.contains(line) { return finding(line, .numberOnly, frame) }
        if let line = lineNamedByMessage(in: function) { return finding(line, .byMessage, frame) }
        return finding(function.lines.lowerBound, .functionOnly, frame)
    }

    private func finding(_ line: Int, _ precision: Precision, _ frame: StackFrame) -> Finding {
        Finding(
            location: CodeLocation(
                file: file, line: line, function: outline.enclosing(line)?.name, language: language,
                code: String(trimmed(lines[line - 1]).prefix(400))),
            precision: precision, tracedLine: frame.line)
    }

    /// The nearest fitting line of the functions; failing that, the only fitting line of the file.
    private func nearest(
        to traced: Int?, in functions: [FunctionOutline.Function], where fits: (String) -> Bool
    ) -> Int? {
        let fitting = lines.indices.filter { fits(squeezed(lines[$0])) }.map { $0 + 1 }
        let inside = fitting.filter { line in functions.contains { $0.lines.contains(line) } }
        if let best = inside.min(by: { abs($0 - (traced ?? 0)) < abs($1 - (traced ?? 0)) }) { return best }
        return fitting.count == 1 ? fitting[0] : nil
    }

    /// The only line of the function that holds a word the message quotes, as a literal or a member before all else.
    private func lineNamedByMessage(in function: FunctionOutline.Function) -> Int? {
        for word in QuotedWords.of(message).prefix(10) {
            for form in ["\"\(word)\"", "'\(word)'", ".\(word)", word] {
                let fitting = function.lines.dropFirst().filter { lines[$0 - 1].contains(form) }
                if fitting.count == 1 { return fitting[0] }
            }
        }
        return nil
    }

    private func distance(_ function: FunctionOutline.Function, _ line: Int?) -> Int {
        guard let line else { return 0 }
        return function.lines.contains(line) ? 0 : abs(function.lines.lowerBound - line)
    }

    private func isCode(_ line: Int) -> Bool {
        guard lines.indices.contains(line - 1) else { return false }
        let text = trimmed(lines[line - 1])
        return !text.isEmpty && !text.hasPrefix("//") && !(text.hasPrefix("#") && language != .cSharp)
    }

    private func squeezed(_ text: some StringProtocol) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    private func trimmed(_ text: Substring) -> Substring {
        guard let last = text.lastIndex(where: { !$0.isWhitespace }) else { return text.prefix(0) }
        return text[...last].drop { $0.isWhitespace }
    }
}

/// Words an error message quotes, longest first: `'transaction'` of `KeyError: 'transaction'`.
enum QuotedWords {
    static func of(_ message: String) -> [String] {
        var words: [String] = []
        for quote in ["'", "\"", "`"] as [Character] {
            let parts = message.prefix(1_000).split(separator: quote, omittingEmptySubsequences: false)
            words += stride(from: 1, to: parts.count - 1, by: 2).map { String(parts[$0]) }
        }
        return words.filter { (2...80).contains($0.count) && !$0.contains { $0.isNewline } }
            .sorted { ($1.count, $0) < ($0.count, $1) }
    }
}
