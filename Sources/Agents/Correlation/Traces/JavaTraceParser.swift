import Domain

/// Traces of the Java virtual machine (Java, Kotlin, Scala): causes, suppressed errors, `... 23 more`, module names.
struct JavaTraceParser: TraceParser {
    func start(in line: LogLine) -> Int? {
        guard let position = AtFrames.start(in: line), frame(line.from(position)) != nil else { return nil }
        return position
    }

    func parse(_ cursor: inout TraceCursor) -> [ErrorSignature] {
        let header = AtFrames.header(&cursor)
        var sections = [Section(text: header, frames: frames(&cursor, enclosing: []))]
        var suppressed: [Section] = []
        while let line = cursor.peek() {
            let trimmed = line.trimmed
            let isCause = trimmed.starts(with: "Caused by: ")
            guard isCause || trimmed.starts(with: "Suppressed: "), let colon = trimmed.index(of: ": ") else { break }
            cursor.skip()
            let text = cause(trimmed.from(colon + 2), &cursor)
            let section = Section(text: text, frames: frames(&cursor, enclosing: sections.last?.frames ?? []))
            if isCause, line.indentation < 8 { sections.append(section) } else { suppressed.append(section) }
            if sections.count + suppressed.count >= 20 { break }
        }
        return (sections.reversed() + suppressed).map(\.signature)
    }

    private struct Section {
        let text: ExceptionText?
        /// Deepest first, as printed.
        let frames: [StackFrame]

        var signature: ErrorSignature {
            ErrorSignature(.java, text?.name ?? "", text?.message ?? "", frames: frames.reversed())
        }
    }

    /// A cause's type and message; the message may take several lines.
    private func cause(_ line: LogLine, _ cursor: inout TraceCursor) -> ExceptionText? {
        var below: [String] = []
        while below.count < 10, let next = cursor.next(where: { AtFrames.body(of: $0) == nil && !$0.isBlank && !isOmission($0) }) {
            below.append(next.trimmed.text)
        }
        guard let found = ExceptionText.header(line) else {
            return ExceptionText(name: "", message: line.text, start: line.start)
        }
        let message = ([found.message] + below).joined(separator: "\n")
        return ExceptionText(name: found.name, message: message, start: found.start)
    }

    /// The frames of one section; those a cause shares with what encloses it are put back.
    private func frames(_ cursor: inout TraceCursor, enclosing: [StackFrame]) -> [StackFrame] {
        var list = FrameList()
        while let line = cursor.peek() {
            if let frame = frame(line) {
                list.append(frame)
            } else if isOmission(line) {
                var scanner = LineScanner(line.trimmed)
                _ = scanner.skip("... ")
                for frame in enclosing.suffix(scanner.takeInteger() ?? 0) { list.append(frame) }
            } else if line.trimmed.starts(with: "[CIRCULAR REFERENCE") || AtFrames.body(of: line) != nil {
            } else {
                break
            }
            cursor.skip()
        }
        return list.frames
    }

    private func isOmission(_ line: LogLine) -> Bool {
        let trimmed = line.trimmed
        return trimmed.starts(with: "... ") && (trimmed.contains(" more") || trimmed.contains(" common frames omitted"))
    }

    /// `at java.base/java.util.Objects.requireNonNull(Objects.java:233) ~[na:na]`
    private func frame(_ line: LogLine) -> StackFrame? {
        guard let body = AtFrames.body(of: line) else { return nil }
        var scanner = LineScanner(body)
        guard let name = scanner.take(upTo: "("), let place = scanner.take(upTo: ")"), name.contains(".") else { return nil }
        guard !name.bytes.contains(.space) || name.contains("//") else { return nil }
        let function = withoutModule(name)
        if let place = SourcePlace.whole(place), place.language == .java {
            return StackFrame(.java, file: place.file, line: place.line, function: function)
        }
        guard place.starts(with: "Native Method") || place.starts(with: "Unknown Source") || place.ends(with: ".java")
            || place.ends(with: ".kt")
        else { return nil }
        return StackFrame(.java, file: place.text, line: nil, function: function)
    }

    private func withoutModule(_ name: LogLine) -> String {
        guard let slash = name.index(of: "/"), !name.upTo(slash).contains("$$") else { return name.text }
        return name.from((name.lastIndex(of: "/") ?? slash) + 1).text
    }
}
