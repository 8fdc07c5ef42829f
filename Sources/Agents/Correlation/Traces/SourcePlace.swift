import Domain

/// A place in source code as logs write it: `api/x.py:23`, `x.js:1:2`, `File "x.py", line 3`, `x.py, line 3`.
struct SourcePlace: Equatable {
    let file: String
    let line: Int
    /// Where it stands in the line it was found in.
    let range: Range<Int>

    /// The language by the file's ending.
    var language: Language? { Self.languages[String(file.split(separator: ".").last ?? "")] }

    private static let languages: [String: Language] = [
        "py": .python, "pyx": .python, "js": .javaScript, "mjs": .javaScript, "cjs": .javaScript, "jsx": .javaScript,
        "ts": .javaScript, "mts": .javaScript, "tsx": .javaScript, "vue": .javaScript, "svelte": .javaScript,
        "java": .java, "kt": .java, "kts": .java, "scala": .java, "groovy": .java, "go": .go, "rb": .ruby, "rake": .ruby,
        "erb": .ruby, "rs": .rust, "cs": .cSharp, "fs": .cSharp, "vb": .cSharp, "swift": .swift, "php": .php,
    ]

    /// The text read as a whole: a path, `:line`, and perhaps `:column`.
    static func whole(_ text: LogLine) -> SourcePlace? {
        guard let last = trailingNumber(text) else { return nil }
        let path = text.upTo(last.colon)
        if let line = trailingNumber(path), line.colon > path.start {
            return SourcePlace(file: path.upTo(line.colon).text, line: line.number, range: text.start..<text.end)
        }
        guard !path.isEmpty else { return nil }
        return SourcePlace(file: path.text, line: last.number, range: text.start..<text.end)
    }

    /// The first place named in the line, in a file of a language that is understood.
    static func find(in line: LogLine) -> SourcePlace? {
        if let place = pythonStyle(line) { return place }
        var position = line.start
        while let dot = line.index(of: ".", from: position) {
            position = dot + 1
            guard let place = place(in: line, around: dot) else { continue }
            return place
        }
        return nil
    }

    private static func pythonStyle(_ line: LogLine) -> SourcePlace? {
        guard let begin = line.index(of: "File \"") else { return nil }
        var scanner = LineScanner(line.from(begin + 6))
        guard let file = scanner.take(upTo: "\", line "), let number = scanner.takeInteger(), !file.isEmpty else { return nil }
        return SourcePlace(file: file.text, line: number, range: begin..<scanner.position)
    }

    private static func place(in line: LogLine, around dot: Int) -> SourcePlace? {
        var end = dot + 1
        while let byte = line.byte(end), byte.isLowercase { end += 1 }
        guard end - dot <= 7, languages[line.slice((dot + 1)..<end).text] != nil, let number = number(in: line, at: end)
        else { return nil }
        var start = dot
        while start > line.start, isPath(line.bytes[start - 1]) { start -= 1 }
        guard start < dot else { return nil }
        return SourcePlace(
            file: line.slice(start..<end).text, line: number.value, range: start..<number.end)
    }

    private static func number(in line: LogLine, at end: Int) -> (value: Int, end: Int)? {
        for mark: StaticString in [":", ", line ", " line ", "(", " on line ", ":line ", "#L"] where line.matches(mark, at: end) {
            var scanner = LineScanner(line.from(end + mark.utf8CodeUnitCount))
            guard let value = scanner.takeInteger(), value > 0 else { continue }
            return (value, scanner.position)
        }
        return nil
    }

    private static func isPath(_ byte: UInt8) -> Bool {
        byte.isWord || byte == UInt8(ascii: "/") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
            || byte == .backslash || byte == UInt8(ascii: "@") || byte == UInt8(ascii: "+")
    }

    private static func trailingNumber(_ text: LogLine) -> (number: Int, colon: Int)? {
        var index = text.end
        while index > text.start, text.bytes[index - 1].isDigit { index -= 1 }
        guard index < text.end, text.end - index <= 9, index > text.start, text.bytes[index - 1] == .colon,
            let number = Int(text.from(index).text)
        else { return nil }
        return (number, index - 1)
    }
}
