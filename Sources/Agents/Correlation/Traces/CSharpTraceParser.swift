import Domain
import Foundation

/// Traces of .NET: inner exceptions, `--- End of …` marks, frames with and without a file.
struct CSharpTraceParser: TraceParser {
    func start(in line: LogLine) -> Int? {
        let trimmed = line.trimmed
        if trimmed.starts(with: "---> ") { return trimmed.start }
        guard let position = AtFrames.start(in: line), frame(line.from(position)) != nil else { return nil }
        return position
    }

    func parse(_ cursor: inout TraceCursor) -> [ErrorSignature] {
        var sections = header(&cursor).map { Section(text: $0) }
        var finished: [Section] = []
        while let line = cursor.peek() {
            let trimmed = line.trimmed
            if trimmed.starts(with: "---> ") {
                sections += exceptions(in: trimmed).map { Section(text: $0) }
            } else if let frame = frame(trimmed) {
                if sections.isEmpty { sections.append(Section(text: nil)) }
                sections[sections.count - 1].frames.append(frame)
            } else if trimmed.starts(with: "--- End of inner exception") {
                if let inner = sections.popLast() { finished.append(inner) }
            } else if !trimmed.starts(with: "--- End of stack trace"), AtFrames.body(of: line) == nil {
                break
            }
            cursor.skip()
        }
        return (finished + sections.reversed()).map(\.signature)
    }

    private struct Section {
        let text: ExceptionText?
        var frames = FrameList()

        var signature: ErrorSignature {
            ErrorSignature(.cSharp, text?.name ?? "", text?.message ?? "", frames: frames.frames.reversed())
        }
    }

    private func header(_ cursor: inout TraceCursor) -> [ExceptionText] {
        guard let found = AtFrames.header(&cursor, unless: { $0.isBlank || $0.trimmed.starts(with: "--- End") }) else {
            return []
        }
        guard let inner = found.message.range(of: " ---> ") else { return [found] }
        let outer = ExceptionText(name: found.name, message: String(found.message[..<inner.lowerBound]), start: found.start)
        return [outer] + exceptions(in: LogLine(String(found.message[inner.lowerBound...])))
    }

    /// `---> A: text ---> B: text`
    private func exceptions(in line: LogLine) -> [ExceptionText] {
        var found: [ExceptionText] = []
        var scanner = LineScanner(line)
        while found.count < 10, scanner.take(upTo: "---> ") != nil {
            let rest = scanner.rest
            let part = rest.index(of: " ---> ").map(rest.upTo) ?? rest
            if let text = ExceptionText.header(part) { found.append(text) }
        }
        return found
    }

    /// `at Acme.Orders.Validate(Order order) in /src/Orders.cs:line 55`
    private func frame(_ line: LogLine) -> StackFrame? {
        guard let body = AtFrames.body(of: line), let open = body.index(of: "(") else { return nil }
        let name = body.upTo(open)
        guard name.contains("."), !name.bytes.contains(.space), !name.contains("/") else { return nil }
        if let mark = body.lastIndex(of: ":line "), let path = body.index(of: " in ", from: open), path < mark {
            var scanner = LineScanner(body.from(mark + 6))
            return StackFrame(
                .cSharp, file: body.slice((path + 4)..<mark).text, line: scanner.takeInteger(), function: name.text)
        }
        guard body.ends(with: ")"), !body.contains(":") else { return nil }
        return StackFrame(.cSharp, file: "", line: nil, function: name.text)
    }
}
