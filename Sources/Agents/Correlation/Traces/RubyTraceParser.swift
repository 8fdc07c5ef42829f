import Domain

/// Ruby's traces: the raise first or last, both quotation styles, and the form Rails logs.
struct RubyTraceParser: TraceParser {
    func start(in line: LogLine) -> Int? {
        guard line.contains(":in `") || line.contains(":in '") else { return nil }
        let trimmed = line.trimmed
        if frame(trimmed) != nil { return trimmed.start }
        if let found = RubyMessages.find(in: line), frame(line.from(found.place)) != nil { return found.start }
        guard let mark = line.index(of: ":in ") else { return nil }
        var start = mark
        while start > line.start, !line.bytes[start - 1].isSpace { start -= 1 }
        return frame(line.from(start)) == nil ? nil : start
    }

    func parse(_ cursor: inout TraceCursor) -> [ErrorSignature] {
        if let error = announced(&cursor) { return [error] }
        var errors: [ErrorSignature] = []
        while errors.count < 20, let line = cursor.peek(), let frame = frame(line.trimmed) {
            if frame.isNumbered {
                guard let error = reversed(&cursor) else { break }
                errors.append(error)
            } else if let raise = frame.raise {
                cursor.skip()
                errors.append(signature(raise, frame.frame, frames(&cursor)))
            } else if errors.isEmpty {
                let header = header(&cursor)
                let list = frames(&cursor)
                errors.append(ErrorSignature(.ruby, header?.name ?? "", header?.message ?? "", frames: list.reversed()))
            } else {
                break
            }
        }
        return errors.reversed()
    }

    private struct Line {
        let frame: StackFrame
        /// `message (Class)` behind the function.
        let raise: ExceptionText?
        /// `2: from …`, as traces are numbered that end with the raise.
        let isNumbered: Bool
    }

    private func signature(_ raise: ExceptionText, _ place: StackFrame, _ callers: [StackFrame]) -> ErrorSignature {
        ErrorSignature(.ruby, raise.name, raise.message, frames: callers.reversed() + [place])
    }

    /// Callers first, the raise in the last line.
    private func reversed(_ cursor: inout TraceCursor) -> ErrorSignature? {
        var list = FrameList()
        while let line = cursor.peek(), let frame = frame(line.trimmed), frame.raise == nil {
            list.append(frame.frame)
            cursor.skip()
        }
        guard let line = cursor.peek(), let last = frame(line.trimmed), let raise = last.raise else {
            return list.isEmpty ? nil : ErrorSignature(.ruby, "", "", frames: list.frames)
        }
        cursor.skip()
        return ErrorSignature(.ruby, raise.name, raise.message, frames: list.frames + [last.frame])
    }

    private func frames(_ cursor: inout TraceCursor) -> [StackFrame] {
        var list = FrameList()
        while let line = cursor.peek() {
            let trimmed = line.trimmed
            if let frame = frame(trimmed), frame.raise == nil {
                list.append(frame.frame)
            } else if !(trimmed.starts(with: "... ") && trimmed.contains(" levels...")) {
                break
            }
            cursor.skip()
        }
        return list.frames
    }

    /// `NoMethodError (undefined method …):` as Rails logs it, or `Class: message`, above the frames.
    private func header(_ cursor: inout TraceCursor) -> ExceptionText? {
        for distance in 1...4 {
            guard let line = cursor.previous(distance) else { return nil }
            guard let found = ExceptionText.find(in: line) ?? ExceptionText.header(line), !line.isBlank else {
                continue
            }
            cursor.include(header: distance)
            return found
        }
        return nil
    }

    /// `undefined method `x' for nil:NilClass: /app/late.rb:5:in …`: the message before the place, as loggers write
    /// `error.message` and its backtrace; its class follows from Ruby's own wording.
    private func announced(_ cursor: inout TraceCursor) -> ErrorSignature? {
        guard let line = cursor.peek(), let found = RubyMessages.find(in: line),
            let raise = frame(line.from(found.place))
        else { return nil }
        cursor.skip()
        return signature(
            ExceptionText(name: found.name, message: found.message, start: line.start), raise.frame, frames(&cursor))
    }

    /// `from /app/x.rb:12:in 'Foo#bar': message (KeyError)`
    private func frame(_ line: LogLine) -> Line? {
        var scanner = LineScanner(line)
        let digits = scanner.take { $0.isDigit }
        let isNumbered = !digits.isEmpty && scanner.skip(": from ")
        if !isNumbered { scanner = LineScanner(line) }
        _ = scanner.skip("from ")
        guard let place = scanner.take(upTo: ":in "), let found = SourcePlace.whole(place), isFile(found.file),
            scanner.skip("`") || scanner.skip("'")
        else { return nil }
        let rest = scanner.rest
        let quotes = rest.index(of: "': ") ?? rest.lastIndex(of: "'")
        guard let quotes else { return nil }
        let frame = StackFrame(.ruby, file: found.file, line: found.line, function: rest.upTo(quotes).text)
        return Line(frame: frame, raise: raise(rest.from(quotes + 1)), isNumbered: isNumbered)
    }

    private func isFile(_ path: String) -> Bool {
        !path.contains(" ")
            && (path.hasSuffix(".rb") || path.hasSuffix(".rake") || path.hasSuffix(".erb") || path.contains("/")
                || path.hasPrefix("<internal:") || path == "(irb)" || path == "-e")
    }

    private func raise(_ text: LogLine) -> ExceptionText? {
        guard text.starts(with: ": ") else { return nil }
        let message = text.from(text.start + 2)
        guard message.ends(with: ")"), let open = message.lastIndex(of: " (") else {
            return ExceptionText(name: "", message: message.text, start: message.start)
        }
        let name = message.slice((open + 2)..<(message.end - 1))
        return ExceptionText(name: name.text, message: message.upTo(open).text, start: open + 2)
    }
}
