import Domain

/// Swift's runtime failures and the backtraces of its crash reporter.
struct SwiftTraceParser: TraceParser {
    func start(in line: LogLine) -> Int? {
        if let mark = line.index(of: "Fatal error: ") {
            return line.contains(".swift") ? beginning(of: line, before: mark) : nil
        }
        if line.contains("Program crashed: ") { return line.trimmed.start }
        guard line.contains(".swift:") else { return nil }
        return frame(line) == nil ? nil : line.trimmed.start
    }

    func parse(_ cursor: inout TraceCursor) -> [ErrorSignature] {
        var header = Header(name: "", message: "", place: nil)
        if let line = cursor.peek(), frame(line) == nil {
            header = self.header(line)
            cursor.skip()
            skipCrashReport(&cursor, &header)
        }
        var frames: [StackFrame] = backtrace(&cursor).reversed()
        if let place = header.place, !frames.contains(where: { $0.line == place.line && $0.file.hasSuffix(place.file) }) {
            frames.append(StackFrame(.swift, file: place.file, line: place.line, function: nil))
        }
        return frames.isEmpty && header.name.isEmpty
            ? [] : [ErrorSignature(.swift, header.name, header.message, frames: frames)]
    }

    private struct Header {
        var name: String
        var message: String
        var place: SourcePlace?
    }

    private func beginning(of line: LogLine, before mark: Int) -> Int {
        guard let place = SourcePlace.find(in: line.upTo(mark)) else { return mark }
        return place.range.lowerBound
    }

    /// `App/x.swift:12: Fatal error: text`, `Fatal error: text: file App/x.swift, line 12`
    private func header(_ line: LogLine) -> Header {
        guard let mark = line.index(of: "Fatal error: ") else {
            let text = line.index(of: "Program crashed: ").map { line.from($0 + 17) } ?? line
            return Header(name: "Crash", message: text.trimmed.text, place: nil)
        }
        let message = line.from(mark + 13)
        if let place = SourcePlace.find(in: line.upTo(mark)) {
            return Header(name: "Fatal error", message: message.text, place: place)
        }
        guard let file = message.lastIndex(of: ": file ") else {
            return Header(name: "Fatal error", message: message.text, place: nil)
        }
        return Header(
            name: "Fatal error", message: message.upTo(file).text, place: SourcePlace.find(in: message.from(file + 7)))
    }

    /// Steps to the first frame over what a crash report says before it.
    private func skipCrashReport(_ cursor: inout TraceCursor, _ header: inout Header) {
        var ahead = cursor
        for _ in 0..<12 {
            guard let line = ahead.peek() else { return }
            if frame(line) != nil {
                cursor = ahead
                return
            }
            if line.contains("Program crashed: "), !header.name.isEmpty {
            } else if LogLevel.find(in: line) != nil {
                return
            }
            ahead.skip()
        }
    }

    private func backtrace(_ cursor: inout TraceCursor) -> [StackFrame] {
        var list = FrameList()
        var gap = 0
        var ahead = cursor
        while gap < 14, let line = ahead.next() {
            if let frame = frame(line) {
                list.append(frame)
                gap = 0
                cursor = ahead
            } else if isBareFrame(line) {
                gap = 0
            } else if LogLevel.find(in: line.upTo(line.start + 60)) != nil {
                break
            } else {
                gap += 1
            }
        }
        return list.frames
    }

    /// `0 [ra] 0x0001 f(_:) + 12 in app at /src/x.swift:12:5`, or `3  App  0x0001 f(_:) + 12 (x.swift:12)`
    private func frame(_ line: LogLine) -> StackFrame? {
        let trimmed = line.trimmed
        guard isBareFrame(trimmed), let address = trimmed.index(of: "0x") else { return nil }
        var scanner = LineScanner(trimmed.from(address))
        _ = scanner.take { !$0.isSpace }
        scanner.skipSpaces()
        let rest = scanner.rest
        let text: LogLine
        if let mark = rest.lastIndex(of: " at ") {
            text = rest.from(mark + 4)
        } else if rest.ends(with: ")"), let open = rest.lastIndex(of: " (") {
            text = rest.slice((open + 2)..<(rest.end - 1))
        } else {
            return nil
        }
        guard let place = SourcePlace.whole(text), place.language == .swift else { return nil }
        return StackFrame(.swift, file: place.file, line: place.line, function: name(rest))
    }

    private func isBareFrame(_ line: LogLine) -> Bool {
        let trimmed = line.trimmed
        guard trimmed.byte(trimmed.start)?.isDigit == true else { return false }
        return trimmed.contains(" 0x") && (trimmed.contains(" in ") || trimmed.contains(" + "))
    }

    private func name(_ text: LogLine) -> String {
        let ends = [text.index(of: " + "), text.index(of: " in "), text.index(of: " at ")].compactMap(\.self)
        return (ends.min().map(text.upTo) ?? text).text
    }
}
