/// Finds in a test run's output what a person would look for first. The output is untrusted: bounded, never interpreted.
enum OutputReading {
    /// A line of a file, as the output names it.
    struct Place: Equatable {
        let file: String
        let line: Int
    }

    /// The last line that names an error, shortened; for sentences.
    static func error(in output: String) -> String {
        let lines = lines(of: output)
        let marked = lines.last { $0.hasPrefix("E   ") && isError($0.dropFirst(4)) }
        guard let found = marked ?? lines.last(where: { isError($0[...]) }) ?? lines.last else {
            return "it printed nothing"
        }
        let bare = found.hasPrefix("E   ") ? found.dropFirst(4) : found
        return BoundedText.line(bare.drop { $0 == " " }, limit: 240)
    }

    /// The place of the last error: pytest's `file.py:12: KeyError`, or a traceback's `File "file.py", line 12`.
    static func place(in output: String) -> Place? {
        for line in lines(of: output).reversed() {
            if let place = pytestPlace(line) ?? tracebackPlace(line) { return place }
        }
        return nil
    }

    private static func lines(of output: String) -> [Substring] {
        output.suffix(8_000).split(whereSeparator: \.isNewline)
    }

    /// Whether the line begins like `some.module.KeyError: …`.
    private static func isError(_ line: Substring) -> Bool {
        let head = line.drop { $0 == " " }.prefix { $0.isLetter || $0.isNumber || $0 == "." || $0 == "_" }
        let name = head.split(separator: ".").last ?? ""
        let kinds = ["Error", "Exception", "Exit", "Interrupt", "Iteration", "Failed"]
        return name == "assert" || kinds.contains(where: name.hasSuffix)
    }

    private static func pytestPlace(_ line: Substring) -> Place? {
        let parts = line.prefix(500).split(separator: ":", maxSplits: 2)
        guard parts.count == 3, parts[0].hasSuffix(".py"), !parts[0].contains(" "), let number = Int(parts[1]) else {
            return nil
        }
        return Place(file: String(parts[0]), line: number)
    }

    private static func tracebackPlace(_ line: Substring) -> Place? {
        let text = line.drop { $0 == " " }
        guard text.hasPrefix("File \""), let end = text.dropFirst(6).firstIndex(of: "\"") else { return nil }
        let number = text[end...].dropFirst(8).prefix { $0.isNumber }
        return Int(number).map { Place(file: relative(String(text.dropFirst(6).prefix(upTo: end))), line: $0) }
    }

    private static func relative(_ path: String) -> String {
        let prefix = "/repository/"
        return path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : path
    }
}
