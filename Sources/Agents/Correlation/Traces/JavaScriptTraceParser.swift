import Domain
import Foundation

/// Traces of JavaScript and TypeScript, as V8 (Node, Chrome) and as Firefox and Safari write them.
struct JavaScriptTraceParser: TraceParser {
    func start(in line: LogLine) -> Int? {
        if let position = AtFrames.start(in: line) {
            return engineFrame(line.from(position)) == nil ? nil : position
        }
        return line.contains("@") && mozillaFrame(line) != nil ? line.trimmed.start : nil
    }

    func parse(_ cursor: inout TraceCursor) -> [ErrorSignature] {
        var errors = [section(&cursor, header: AtFrames.header(&cursor, unless: isEnd))]
        while errors.count < 20, let line = cursor.peek(), line.trimmed.starts(with: "[cause]: ") {
            cursor.skip()
            let header = ExceptionText.find(in: line.from(line.trimmed.start + 9))
            errors.append(section(&cursor, header: header))
        }
        return errors.reversed()
    }

    private func section(_ cursor: inout TraceCursor, header: ExceptionText?) -> ErrorSignature {
        var list = FrameList()
        while let line = cursor.peek() {
            if let frame = engineFrame(line.trimmed) ?? mozillaFrame(line) {
                list.append(frame)
            } else if AtFrames.body(of: line) == nil, !line.trimmed.starts(with: "... ") {
                break
            }
            cursor.skip()
        }
        return ErrorSignature(.javaScript, header?.name ?? "", header?.message ?? "", frames: list.frames.reversed())
    }

    /// Node shows the failing source line and a caret above the error, with a blank line between.
    private func isEnd(_ line: LogLine) -> Bool { line.isBlank || line.trimmed.starts(with: "^") }

    /// `at async Foo.bar [as baz] (webpack:///./src/x.ts?a1b2:12:5)`, `at /app/x.js:1:2`, `at <anonymous>`
    private func engineFrame(_ line: LogLine) -> StackFrame? {
        guard var body = AtFrames.body(of: line) else { return nil }
        if body.ends(with: " {") { body = body.upTo(body.end - 2) }
        if let comma = body.lastIndex(of: "), "), body.contains("<anonymous>") { body = body.upTo(comma + 1) }
        guard body.ends(with: ")"), let open = opening(body) else {
            let isAsync = body.starts(with: "async ")
            return frame(isAsync ? body.from(body.start + 6) : body, function: nil)
        }
        return frame(body.slice((open + 2)..<(body.end - 1)), function: name(body.upTo(open)))
    }

    private func opening(_ body: LogLine) -> Int? { body.index(of: " (") }

    private func frame(_ place: LogLine, function: String?) -> StackFrame? {
        if place.starts(with: "<anonymous>") || place.starts(with: "native") || place.starts(with: "index ") {
            guard let function else { return nil }
            return StackFrame(.javaScript, file: "<anonymous>", line: nil, function: function)
        }
        if place.starts(with: "eval at "), let last = place.lastIndex(of: "(") {
            return SourcePlace.find(in: place.from(last)).map {
                StackFrame(.javaScript, file: $0.file, line: $0.line, function: function)
            }
        }
        guard let found = SourcePlace.whole(place), hasColumn(place), !found.file.hasSuffix(".rs") else { return nil }
        return StackFrame(.javaScript, file: path(found.file), line: found.line, function: function)
    }

    private func hasColumn(_ place: LogLine) -> Bool {
        guard let colon = place.lastIndex(of: ":") else { return false }
        return SourcePlace.whole(place.upTo(colon)) != nil
    }

    /// `async Object.<anonymous>` → `Object.<anonymous>`; `new Foo` → `Foo`; `a.b [as c]` → `a.b`
    private func name(_ text: LogLine) -> String {
        var scanner = LineScanner(text)
        _ = scanner.skip("async ")
        _ = scanner.skip("new ")
        let rest = scanner.rest
        return (rest.index(of: " [as ").map(rest.upTo) ?? rest).text
    }

    /// `name@https://host/app.js:1:2`
    private func mozillaFrame(_ line: LogLine) -> StackFrame? {
        let trimmed = line.trimmed
        guard let at = trimmed.lastIndex(of: "@") else { return nil }
        let place = trimmed.from(at + 1)
        let name = trimmed.upTo(at)
        guard place.contains("/"), !name.bytes.contains(.space), hasColumn(place), let found = SourcePlace.whole(place) else {
            return nil
        }
        return StackFrame(.javaScript, file: path(found.file), line: found.line, function: name.isEmpty ? nil : name.text)
    }

    /// The path a bundler or browser was given, without scheme, host and query.
    private func path(_ text: String) -> String {
        var path = Substring(text)
        if path.hasPrefix("webpack"), let mark = path.range(of: ":///") ?? path.range(of: "://") {
            path = path[mark.upperBound...]
            if path.hasPrefix("./") { path = path.dropFirst(2) }
        } else if path.hasPrefix("file://") {
            path = path.dropFirst(7)
        } else if path.hasPrefix("http"), let mark = path.range(of: "://") {
            path = path[mark.upperBound...].drop { $0 != "/" }
        }
        return String(path.prefix { $0 != "?" })
    }
}
