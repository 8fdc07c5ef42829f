import Domain

/// PHP's fatal errors, uncaught exceptions and warnings, and the stack traces frameworks log.
struct PHPTraceParser: TraceParser {
    func start(in line: LogLine) -> Int? {
        guard line.contains("PHP ") || line.contains(".php") || line.contains("[stacktrace]") || line.contains("#0 ") else {
            return nil
        }
        for mark in Self.marks {
            if let position = line.index(of: mark) { return position }
        }
        let trimmed = line.trimmed
        return trimmed.starts(with: "#0 ") && frame(trimmed) != nil ? trimmed.start : nil
    }

    private static let marks: [StaticString] = [
        "PHP Fatal error:", "PHP Parse error:", "PHP Warning:", "PHP Notice:", "PHP Deprecated:", "PHP Recoverable fatal error:",
        "Fatal error: ", "Parse error: ", "Uncaught ", "[stacktrace]",
    ]

    func parse(_ cursor: inout TraceCursor) -> [ErrorSignature] {
        guard let first = cursor.peek() else { return [] }
        var errors: [ErrorSignature] = []
        if first.trimmed.starts(with: "#0 ") || first.trimmed.starts(with: "[stacktrace]") {
            let header = loggedHeader(&cursor)
            if first.trimmed.starts(with: "[stacktrace]") { cursor.skip() }
            return [signature(header, frames(&cursor))]
        }
        while errors.count < 20, let header = header(&cursor) {
            errors.append(signature(header, frames(&cursor)))
            guard cursor.skipBlanks(before: { $0.trimmed.starts(with: "Next ") }) else { break }
        }
        _ = cursor.next { $0.trimmed.starts(with: "thrown in ") }
        return errors
    }

    private struct Header {
        let name: String
        let message: String
        let place: SourcePlace?
    }

    private func signature(_ header: Header?, _ callers: [StackFrame]) -> ErrorSignature {
        let raise = header?.place.map { StackFrame(.php, file: $0.file, line: $0.line, function: raiser(callers)) }
        return ErrorSignature(
            .php, header?.name ?? "", header?.message ?? "", frames: shifted(callers).reversed() + (raise.map { [$0] } ?? []))
    }

    /// `#0 /a.php(34): f()` says that `f` was called at line 34: the raise happened in `f`, and line 34 is in its caller.
    private func raiser(_ callers: [StackFrame]) -> String? { callers.first?.function }

    private func shifted(_ callers: [StackFrame]) -> [StackFrame] {
        callers.indices.map { index in
            let function = index + 1 < callers.count ? callers[index + 1].function : nil
            return StackFrame(.php, file: callers[index].file, line: callers[index].line, function: function)
        }
    }

    /// `PHP Fatal error:  Uncaught TypeError: text in /a.php:12`, `PHP Warning:  text in /a.php on line 3`
    private func header(_ cursor: inout TraceCursor) -> Header? {
        guard let line = cursor.next()?.trimmed, let place = place(in: line) else { return nil }
        let text = line.upTo(place.start).trimmed
        if let uncaught = text.index(of: "Uncaught ") {
            let rest = text.from(uncaught + (text.matches("Uncaught PHP Exception ", at: uncaught) ? 23 : 9))
            return thrown(rest, place.place)
        }
        if text.starts(with: "Next ") { return thrown(text.from(text.start + 5), place.place) }
        var scanner = LineScanner(text)
        _ = scanner.skip("PHP ")
        guard let kind = scanner.take(upTo: ":") else { return nil }
        return Header(name: kind.text, message: scanner.rest.trimmed.text, place: place.place)
    }

    private func thrown(_ text: LogLine, _ place: SourcePlace) -> Header? {
        guard let found = ExceptionText.header(text) else { return nil }
        return Header(name: found.name, message: found.message, place: place)
    }

    /// ` in /a.php:12`, ` in /a.php on line 12`, ` at /a.php line 12`, at the line's end.
    private func place(in line: LogLine) -> (place: SourcePlace, start: Int)? {
        guard let mark = line.lastIndex(of: " in /") ?? line.lastIndex(of: " at /") ?? line.lastIndex(of: " in "),
            let place = SourcePlace.find(in: line.from(mark + 4)), place.language == .php
        else { return nil }
        return (place, mark)
    }

    /// Laravel: `production.ERROR: text {"exception":"[object] (ErrorException(code: 0): text at /a.php:12)`
    private func loggedHeader(_ cursor: inout TraceCursor) -> Header? {
        for distance in 1...3 {
            guard let line = cursor.previous(distance) else { return nil }
            if let mark = line.index(of: "[object] ("), let at = line.lastIndex(of: " at ") {
                var scanner = LineScanner(line.slice((mark + 10)..<at))
                guard let name = scanner.take(upTo: "(code: "), scanner.take(upTo: "): ") != nil else { return nil }
                cursor.include(header: distance)
                return Header(
                    name: name.text, message: scanner.rest.text, place: SourcePlace.find(in: line.from(at)))
            }
            guard let found = ExceptionText.find(in: line) else { continue }
            cursor.include(header: distance)
            return Header(name: found.name, message: found.message, place: SourcePlace.find(in: line))
        }
        return nil
    }

    private func frames(_ cursor: inout TraceCursor) -> [StackFrame] {
        _ = cursor.next { $0.trimmed.starts(with: "Stack trace:") }
        var list = FrameList()
        while let line = cursor.peek()?.trimmed, line.starts(with: "#") {
            if let frame = frame(line) { list.append(frame) }
            cursor.skip()
        }
        return list.frames
    }

    /// `#0 /a.php(34): App\Order->total()`, `#1 [internal function]: f()`, `#2 {main}`
    private func frame(_ line: LogLine) -> StackFrame? {
        var scanner = LineScanner(line)
        guard scanner.skip("#"), scanner.takeInteger() != nil, scanner.skip(" ") else { return nil }
        if scanner.skip("[internal function]: ") {
            return StackFrame(.php, file: "[internal function]", line: nil, function: name(scanner.rest))
        }
        guard let place = scanner.take(upTo: "): "), let open = place.lastIndex(of: "("), place.upTo(open).ends(with: ".php")
        else { return nil }
        var number = LineScanner(place.from(open + 1))
        return StackFrame(.php, file: place.upTo(open).text, line: number.takeInteger(), function: name(scanner.rest))
    }

    private func name(_ call: LogLine) -> String {
        (call.index(of: "(").map(call.upTo) ?? call).text
    }
}
