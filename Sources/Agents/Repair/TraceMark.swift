import Domain

/// The columns of the failing expression that Python underlines in a traceback since 3.11.
enum TraceMark {
    /// Offsets of the underlined part within the trimmed source line of the frame; nil where the log has none.
    static func columns(of frame: StackFrame, in log: String) -> [Int]? {
        guard let line = frame.line else { return nil }
        let head = "File \"\(frame.file)\", line \(line), in "
        let lines = log.split(separator: "\n", omittingEmptySubsequences: false)
        guard let place = lines.lastIndex(where: { $0.contains(head) }), place + 2 < lines.count else { return nil }
        let (code, marks) = (lines[place + 1], lines[place + 2])
        let indent = code.prefix { $0 == " " }.count
        let underlined = marks.drop { $0 == " " }
        let start = marks.count - underlined.count - indent
        guard start >= 0, !underlined.isEmpty, underlined.allSatisfy({ $0 == "~" || $0 == "^" }) else { return nil }
        return [start, start + underlined.count]
    }
}
