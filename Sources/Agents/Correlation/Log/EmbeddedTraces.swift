import Domain

/// Finds stack traces that a line holds in quotes with `\n` for line ends, as JSON logs do, up to two levels deep.
struct EmbeddedTraces {
    let parsers: [any TraceParser]
    let installed: InstalledCode

    /// The errors of the first text that holds a trace, root cause first.
    func read(_ line: LogLine, depth: Int = 0) -> [ErrorSignature] {
        var position = line.start
        var texts = 0
        while texts < 200, let string = QuotedString.next(in: line, from: position) {
            texts += 1
            position = string.range.upperBound
            if string.text.utf8.contains(.newline), let errors = trace(in: string.text) { return errors }
            guard depth < 2, string.text.utf8.contains(.quote) else { continue }
            let errors = read(LogLine(string.text), depth: depth + 1)
            if !errors.isEmpty { return errors }
        }
        return []
    }

    private func trace(in text: String) -> [ErrorSignature]? {
        let document = LogDocument(bytes: Array(text.utf8))
        var before: [Int] = []
        var start = 0
        while let range = document.line(at: start) {
            let line = document.readable(range)
            for parser in parsers {
                guard let mark = parser.start(in: line) else { continue }
                var cursor = TraceCursor(
                    document: document, offset: start, prefix: LinePrefix(before: line.upTo(mark)), before: before,
                    installed: installed)
                let errors = parser.parse(&cursor)
                if !errors.isEmpty { return errors }
            }
            before.insert(start, at: 0)
            before = Array(before.prefix(TraceCursor.maximumLookBack))
            start = range.upperBound + 1
        }
        return nil
    }
}
