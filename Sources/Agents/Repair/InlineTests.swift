import Domain

/// Tests that stand in files of source code: doctests, Rust's test modules, test functions beside the code.
///
/// They are found by their lines, without a parser; a block found too long only makes a patch of it refused.
enum InlineTests {
    /// The first test of `before` that `after` does not hold to the letter, by its first line; nil when all are there.
    static func lost(from before: String, to after: String, path: String) -> String? {
        var remaining: [String: Int] = [:]
        for test in tests(in: after, path: path) { remaining[test, default: 0] += 1 }
        for test in tests(in: before, path: path) {
            guard let count = remaining[test], count > 0 else {
                return test.split(separator: "\n").first.map(String.init) ?? test
            }
            remaining[test] = count - 1
        }
        return nil
    }

    static func tests(in text: String, path: String) -> [String] {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        if path.hasSuffix(".py") { return doctests(lines) + functions(lines) }
        if path.hasSuffix(".rs") { return rust(lines) }
        return []
    }

    private static func trimmed(_ line: Substring) -> Substring { line.drop { $0 == " " || $0 == "\t" } }

    /// From `>>>` to the next empty line, or the end of the docstring.
    private static func doctests(_ lines: [Substring]) -> [String] {
        blocks(lines, from: { trimmed($0).hasPrefix(">>>") }) { line in
            trimmed(line).isEmpty || line.contains("\"\"\"") || line.contains("'''")
        }
    }

    /// `def test_…` and `class Test…` at the margin, with what is indented below.
    private static func functions(_ lines: [Substring]) -> [String] {
        let begins = ["def test_", "async def test_", "class Test"]
        return blocks(lines, from: { line in begins.contains(where: line.hasPrefix) || line.contains("TestCase):") }) {
            $0.first.map { $0 != " " && $0 != "\t" && $0 != ")" && $0 != "#" } ?? false
        }
        .map { text in
            var text = text[...]
            while text.last?.isWhitespace == true { text.removeLast() }
            return String(text)
        }
    }

    /// What `#[cfg(test)]` or `#[test]` stands before, to the brace that closes it, and documented examples.
    private static func rust(_ lines: [Substring]) -> [String] {
        var found: [String] = []
        var index = 0
        while index < lines.count {
            let line = trimmed(lines[index])
            guard line.hasPrefix("#[cfg(test)]") || line.hasPrefix("#[test]") else {
                index += 1
                continue
            }
            let start = index
            var depth = 0
            var isOpen = false
            while index < lines.count {
                for character in lines[index] {
                    if character == "{" { (depth, isOpen) = (depth + 1, true) }
                    if character == "}" { depth -= 1 }
                }
                index += 1
                if isOpen, depth <= 0 { break }
            }
            found.append(lines[start..<index].joined(separator: "\n"))
        }
        func isComment(_ line: Substring) -> Bool { trimmed(line).hasPrefix("///") || trimmed(line).hasPrefix("//!") }
        let comments = blocks(lines, from: isComment) { !isComment($0) }
        return found + comments.filter { $0.contains("```") }
    }

    private static func blocks(
        _ lines: [Substring], from begins: (Substring) -> Bool, until ends: (Substring) -> Bool
    ) -> [String] {
        var found: [String] = []
        var current: [Substring] = []
        for line in lines {
            if !current.isEmpty, ends(line) {
                found.append(current.joined(separator: "\n"))
                current = []
            }
            if !current.isEmpty || begins(line) { current.append(line) }
        }
        if !current.isEmpty { found.append(current.joined(separator: "\n")) }
        return found
    }
}
