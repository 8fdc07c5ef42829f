import Domain

/// Go's panics and fatal errors with their goroutines, and the bare stacks of structured loggers.
struct GoTraceParser: TraceParser {
    func start(in line: LogLine) -> Int? {
        // The text of a JSON line is read out of it first.
        if line.trimmed.starts(with: "{"), line.contains("\":") { return nil }
        if let position = line.index(of: "panic: ") { return isAlone(line, position) ? position : nil }
        if let position = line.index(of: "http: panic serving ") { return position }
        if let position = line.index(of: "fatal error: ") { return isAlone(line, position) ? position : nil }
        if let position = line.index(of: "runtime error: "), line.contains(" goroutine ") { return position }
        if let position = line.index(of: "goroutine "), line.contains("]:") { return position }
        return line.contains(".go:") && place(line) != nil ? line.trimmed.start : nil
    }

    func parse(_ cursor: inout TraceCursor) -> [ErrorSignature] {
        guard let first = cursor.peek() else { return [] }
        if place(first) != nil { return bareStack(&cursor) }
        let header = panicHeader(&cursor)
        var list = FrameList()
        if header.isFollowedByFrames || cursor.skipBlanks(before: isGoroutine) {
            if !header.isFollowedByFrames { cursor.skip() }
            while let frame = frame(&cursor) { list.append(frame) }
            if !list.isEmpty { skipOtherGoroutines(&cursor) }
        }
        guard !header.message.isEmpty || !list.isEmpty else { return [] }
        return [ErrorSignature(.go, header.name, header.message, frames: outermostFirst(list.frames))]
    }

    /// Only behind a prefix that ends, not in the middle of a sentence.
    private func isAlone(_ line: LogLine, _ position: Int) -> Bool {
        let before = line.upTo(position).trimmed
        return before.bytes.last.map { !$0.isLowercase } ?? true
    }

    private struct Header {
        var name = ""
        var message = ""
        /// Whether the goroutine stands in the same line, as in the logs of servers that recover from a panic.
        var isFollowedByFrames = false
    }

    private func panicHeader(_ cursor: inout TraceCursor) -> Header {
        guard let line = cursor.peek() else { return Header() }
        if let header = recovered(line) {
            cursor.skip()
            return header
        }
        guard !isGoroutine(line) else { return Header() }
        cursor.skip()
        while let next = cursor.peek(), next.trimmed.starts(with: "panic: ") || next.trimmed.starts(with: "[signal ") {
            cursor.skip()
        }
        let trimmed = line.trimmed
        var scanner = LineScanner(trimmed)
        if scanner.skip("fatal error: ") { return Header(name: "fatal error", message: scanner.rest.text) }
        if scanner.skip("http: panic serving "), scanner.take(upTo: ": ") != nil {
            return Header(name: "panic", message: scanner.rest.text)
        }
        guard scanner.take(upTo: "panic: ") != nil else { return Header() }
        let message = scanner.rest
        return Header(name: "panic", message: (message.index(of: " [recovered]").map(message.upTo) ?? message).text)
    }

    /// `[PANIC RECOVER] runtime error: index out of range [3] with length 2 goroutine 54 [running]:`
    private func recovered(_ line: LogLine) -> Header? {
        guard let start = line.index(of: "runtime error: "), let end = line.index(of: " goroutine ", from: start),
            line.contains("]:")
        else { return nil }
        return Header(name: "panic", message: line.slice(start..<end).text, isFollowedByFrames: true)
    }

    private func isGoroutine(_ line: LogLine) -> Bool {
        let trimmed = line.trimmed
        return trimmed.starts(with: "goroutine ") && trimmed.contains("]:")
    }

    /// Two lines: `main.process(0xc0000)` and `	/app/main.go:42 +0x1d`.
    private func frame(_ cursor: inout TraceCursor) -> StackFrame? {
        var ahead = cursor
        guard let name = ahead.next(), !name.isBlank, !isGoroutine(name), let line = ahead.next(),
            let place = place(line)
        else { return nil }
        cursor = ahead
        return StackFrame(.go, file: place.file, line: place.line, function: function(name.trimmed))
    }

    private func function(_ text: LogLine) -> String {
        var scanner = LineScanner(text)
        _ = scanner.skip("created by ")
        var name = scanner.rest
        if let suffix = name.index(of: " in goroutine ") { name = name.upTo(suffix) }
        guard name.ends(with: ")"), let open = name.lastIndex(of: "("), open > name.start else { return name.text }
        return name.upTo(open).text
    }

    /// `/app/main.go:42 +0x1d`, alone in its line.
    private func place(_ line: LogLine) -> SourcePlace? {
        let trimmed = line.trimmed
        let text = trimmed.index(of: " +0x").map(trimmed.upTo) ?? trimmed
        guard line.indentation > 0, !text.bytes.contains(.space), let place = SourcePlace.whole(text) else {
            return nil
        }
        return place.language == .go ? place : nil
    }

    private func bareStack(_ cursor: inout TraceCursor) -> [ErrorSignature] {
        guard let name = cursor.previous(1), !name.isBlank, !name.trimmed.bytes.contains(.space),
            let line = cursor.next(),
            let place = place(line)
        else { return [] }
        cursor.include(header: 1)
        var list = FrameList()
        list.append(StackFrame(.go, file: place.file, line: place.line, function: function(name.trimmed)))
        while let frame = frame(&cursor) { list.append(frame) }
        return [ErrorSignature(.go, "", "", frames: outermostFirst(list.frames))]
    }

    private func skipOtherGoroutines(_ cursor: inout TraceCursor) {
        while cursor.skipBlanks(before: isGoroutine) {
            cursor.skip()
            while frame(&cursor) != nil {}
        }
    }

    /// Deepest frames are printed first; what lies above the raise (the panic machinery) is left out.
    private func outermostFirst(_ frames: [StackFrame]) -> [StackFrame] {
        let raise = frames.lastIndex { $0.function == "panic" }.map { $0 + 1 } ?? 0
        return frames[min(raise, max(frames.count - 1, 0))...].reversed()
    }
}
