import Domain

/// Python's tracebacks: chained exceptions, syntax errors, the caret lines of 3.11, exception groups.
struct PythonTraceParser: TraceParser {
    private static let header: StaticString = "Traceback (most recent call last)"

    func start(in line: LogLine) -> Int? {
        if let position = line.index(of: Self.header) {
            return line.upTo(position).ends(with: "Exception Group ") ? position - 16 : position
        }
        let trimmed = line.trimmed
        return trimmed.starts(with: "File \"") && trimmed.contains("\", line ") ? trimmed.start : nil
    }

    func parse(_ cursor: inout TraceCursor) -> [ErrorSignature] {
        var links: [Link] = []
        var isDirectCause = false
        while let error = segment(&cursor) {
            links.append(Link(error: error, isDirectCause: isDirectCause))
            if continueChain(&cursor, isDirectCause: &isDirectCause) { continue }
            guard links.count < 20, nextGroupMember(&cursor) else { break }
        }
        return rootFirst(links)
    }

    /// One traceback: header, frames, exception. Nil, and the cursor unmoved, where there is none.
    private func segment(_ cursor: inout TraceCursor) -> ErrorSignature? {
        var ahead = cursor
        var frames = FrameList()
        var indentation = 0
        if let line = ahead.peek().map(ungrouped), let header = line.index(of: Self.header) {
            indentation = line.upTo(header).indentation
            ahead.skip()
        }
        while let line = ahead.peek().map(ungrouped) {
            if let frame = frame(line, &ahead) {
                frames.append(frame)
            } else if line.indentation > indentation, !frames.isEmpty, !line.isBlank {
                ahead.skip()
            } else if let text = exception(line) {
                ahead.skip()
                cursor = ahead
                let message = text.message + continuation(&cursor, of: text)
                return ErrorSignature(.python, text.name, message, frames: frames.frames)
            } else {
                break
            }
        }
        guard !frames.isEmpty else { return nil }
        let text = wrappedException(&ahead)
        cursor = ahead
        return ErrorSignature(.python, text?.name ?? "", text?.message ?? "", frames: frames.frames)
    }

    /// A narrow terminal breaks lines within a frame; the exception that stands a few lines below is still this trace's.
    private func wrappedException(_ cursor: inout TraceCursor) -> ExceptionText? {
        var ahead = cursor
        for _ in 0..<8 {
            guard let line = ahead.next(), !line.isBlank, start(in: line) == nil else { return nil }
            guard let text = exception(line), ExceptionText.isException(LogLine(text.name)) else { continue }
            cursor = ahead
            return text
        }
        return nil
    }

    /// `  File "x.py", line 3, in f`, and the source line below it.
    private func frame(_ line: LogLine, _ cursor: inout TraceCursor) -> StackFrame? {
        var scanner = LineScanner(line.trimmed)
        guard scanner.skip("File \""), let file = scanner.take(upTo: "\", line "), let number = scanner.takeInteger()
        else {
            return nil
        }
        let function = scanner.skip(", in ") ? scanner.rest.trimmed.text : nil
        let depth = line.indentation
        cursor.skip()
        let code = cursor.next { next in
            let next = ungrouped(next)
            return next.indentation > depth && !next.isBlank && !next.trimmed.starts(with: "File \"")
        }
        return StackFrame(
            .python, file: file.text, line: number, function: function, code: code.map { ungrouped($0).trimmed.text },
            installed: cursor.installed)
    }

    private func exception(_ line: LogLine) -> ExceptionText? {
        guard let text = ExceptionText.header(line), text.name != "File" else { return nil }
        let isPlain = text.name.utf8.allSatisfy { $0.isWord || $0 == UInt8(ascii: ".") }
        return isPlain && (ExceptionText.isException(LogLine(text.name)) || startsUppercase(text.name)) ? text : nil
    }

    private func startsUppercase(_ name: String) -> Bool {
        ExceptionText.lastPart(of: LogLine(name)).bytes.first?.isUppercase == true
    }

    /// A message may go on over several lines; those of SQLAlchemy and pydantic do.
    private func continuation(_ cursor: inout TraceCursor, of text: ExceptionText) -> String {
        var more = ""
        while more.utf8.count < ErrorSignature.maximumMessage,
            let line = cursor.next(where: { line in
                line.starts(with: "[SQL: ") || line.starts(with: "[parameters: ") || line.starts(with: "DETAIL: ")
                    || text.message.isEmpty && line.indentation >= 2 && !line.isBlank && start(in: line) == nil
            })
        {
            more += (more.isEmpty && text.message.isEmpty ? "" : "\n") + line.trimmed.text
        }
        return more
    }

    private func continueChain(_ cursor: inout TraceCursor, isDirectCause: inout Bool) -> Bool {
        let direct: StaticString = "The above exception was the direct cause of the following exception:"
        let during: StaticString = "During handling of the above exception, another exception occurred:"
        var ahead = cursor
        guard ahead.skipBlanks(before: { $0.contains(direct) || $0.contains(during) }), let line = ahead.next() else {
            return false
        }
        isDirectCause = line.contains(direct)
        guard ahead.skipBlanks(before: { $0.contains(Self.header) }) else { return false }
        cursor = ahead
        return true
    }

    /// Steps over `+---------------- 2 ----------------` to the next error of an exception group.
    private func nextGroupMember(_ cursor: inout TraceCursor) -> Bool {
        guard let rule = cursor.peek(), rule.contains("+--------") else { return false }
        cursor.skip()
        return true
    }

    /// The line without the bars and pluses that draw an exception group.
    private func ungrouped(_ line: LogLine) -> LogLine {
        let trimmed = line.trimmed
        guard trimmed.starts(with: "| ") || trimmed.starts(with: "+ ") else { return line }
        return trimmed.from(trimmed.start + 2)
    }

    private struct Link {
        let error: ErrorSignature
        let isDirectCause: Bool
    }

    /// An error raised on purpose while another was handled wraps it; one that merely happened there is the later bug.
    private func rootFirst(_ links: [Link]) -> [ErrorSignature] {
        guard links.count > 1, let last = links.last else { return links.map(\.error) }
        let raisedOnPurpose = last.error.deepestOwnFrame?.code?.hasPrefix("raise") ?? true
        let errors = links.map(\.error)
        if last.isDirectCause || raisedOnPurpose || isGroup(errors[0]) {
            let root = errors.firstIndex { $0.hasOwnFrame && !isGroup($0) } ?? 0
            return [errors[root]] + errors[..<root] + errors[(root + 1)...]
        }
        return errors.reversed()
    }

    private func isGroup(_ error: ErrorSignature) -> Bool { error.exception.hasSuffix("ExceptionGroup") }
}
