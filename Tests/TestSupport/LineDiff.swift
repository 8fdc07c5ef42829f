/// A unified diff of one hunk: what lies between the first and the last changed line, with three lines around it.
package enum LineDiff {
    /// Empty when nothing changes. `old` is nil for a new file.
    package static func unified(path: String, old: String?, new: String) -> String {
        guard old != new else { return "" }
        let (before, after) = (lines(old ?? ""), lines(new))
        let shared = min(before.count, after.count)
        let head = (0..<shared).first { before[$0] != after[$0] } ?? shared
        let tail =
            (0..<(shared - head)).first { before[before.count - 1 - $0] != after[after.count - 1 - $0] }
            ?? (shared - head)
        let start = max(0, head - 3)
        let (oldEnd, newEnd) = (before.count - tail, after.count - tail)
        let context = min(3, tail)
        let hunk =
            before[start..<head].map { " " + $0 } + before[head..<oldEnd].map { "-" + $0 }
            + after[head..<newEnd].map { "+" + $0 } + after[newEnd..<(newEnd + context)].map { " " + $0 }
        let (oldCount, newCount) = (oldEnd + context - start, newEnd + context - start)
        let header = [
            "diff --git a/\(path) b/\(path)",
            old == nil ? "--- /dev/null" : "--- a/\(path)", "+++ b/\(path)",
            "@@ -\(oldCount == 0 ? start : start + 1),\(oldCount) +\(start + 1),\(newCount) @@",
        ]
        return (header + hunk).map { $0 + "\n" }.joined()
    }

    private static func lines(_ text: String) -> [Substring] {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        if lines.last == "" { lines.removeLast() }
        return lines
    }
}
