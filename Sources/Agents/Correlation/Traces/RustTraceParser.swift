import Domain

/// Rust's panics, in the form before and after 1.73, with or without a backtrace.
struct RustTraceParser: TraceParser {
    func start(in line: LogLine) -> Int? {
        guard line.contains(" panicked at ") else { return nil }
        return line.index(of: "thread '")
    }

    func parse(_ cursor: inout TraceCursor) -> [ErrorSignature] {
        guard let line = cursor.next(), let mark = line.index(of: " panicked at ") else { return [] }
        let header = line.from(mark + 13)
        let panic = header.starts(with: "'") ? quoted(header) : headed(header, &cursor)
        guard let panic else { return [] }
        while cursor.next(where: { $0.trimmed.starts(with: "note: ") }) != nil {}
        var frames = backtrace(&cursor).reversed().map(\.self)
        if let place = panic.place {
            let raise = StackFrame(.rust, file: place.file, line: place.line, function: nil)
            let isShown = frames.contains { $0.line == raise.line && $0.file.hasSuffix(raise.file) }
            if !isShown { frames.append(raise) }
        }
        return [ErrorSignature(.rust, "panic", panic.message, frames: frames)]
    }

    /// `'message', src/main.rs:4:5`
    private func quoted(_ text: LogLine) -> (message: String, place: SourcePlace?)? {
        guard let end = text.lastIndex(of: "', ") else { return nil }
        return (text.slice((text.start + 1)..<end).text, SourcePlace.whole(text.from(end + 3).trimmed))
    }

    /// `src/main.rs:4:5:` and the message in the lines below.
    private func headed(_ text: LogLine, _ cursor: inout TraceCursor) -> (message: String, place: SourcePlace?)? {
        guard text.ends(with: ":") else { return nil }
        var message: [String] = []
        while message.count < 10, let line = cursor.next(where: { !isEnd($0) }) {
            message.append(line.trimmed.text)
        }
        return (message.joined(separator: "\n"), SourcePlace.whole(text.upTo(text.end - 1)))
    }

    private func isEnd(_ line: LogLine) -> Bool {
        let trimmed = line.trimmed
        return trimmed.isEmpty || trimmed.starts(with: "note: ") || trimmed.starts(with: "stack backtrace:")
            || LogLevel.find(in: line.upTo(line.start + 80)) != nil
    }

    /// Pairs of `   4: app::main` and `             at ./src/main.rs:4:5`, deepest first.
    private func backtrace(_ cursor: inout TraceCursor) -> [StackFrame] {
        guard cursor.skipBlanks(before: { $0.trimmed.starts(with: "stack backtrace:") }) else { return [] }
        cursor.skip()
        var list = FrameList()
        var function: String?
        while let line = cursor.peek() {
            let trimmed = line.trimmed
            var scanner = LineScanner(trimmed)
            if scanner.takeInteger() != nil, scanner.skip(": ") {
                function = name(scanner.rest)
            } else if scanner.skip("at "), let place = SourcePlace.whole(scanner.rest) {
                let isRaise = function.map { $0.hasPrefix("rust_begin_unwind") || $0.hasPrefix("core::panicking") } ?? false
                if !isRaise {
                    list.append(StackFrame(.rust, file: place.file, line: place.line, function: function))
                }
            } else if !trimmed.starts(with: "note: ") {
                break
            }
            cursor.skip()
        }
        return list.frames
    }

    /// Without the address before and the hash behind: `0x55 - app::main::h0123456789abcdef` → `app::main`
    private func name(_ text: LogLine) -> String {
        var name = text.trimmed
        if name.starts(with: "0x"), let dash = name.index(of: " - ") { name = name.from(dash + 3) }
        if let hash = name.lastIndex(of: "::h"), name.end - hash == 19 { name = name.upTo(hash) }
        return name.text
    }
}
