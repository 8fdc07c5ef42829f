/// Finds a number of failures that a line states in words: `312 failed requests a minute`, `(repeated 57 times)`.
enum CountStatement {
    /// Quick test that spares most lines the reading.
    static func mayHold(_ line: LogLine) -> Bool {
        guard line.bytes.contains(where: \.isDigit) else { return false }
        return hints.contains(where: line.contains)
    }

    private static let hints: [StaticString] = [
        " times", "failed", "ailures", "errors", "xceptions", "occurrences", "error_count", "errorCount", "crashes",
    ]

    static func find(in line: LogLine) -> Int? {
        let words = words(of: line.upTo(line.start + 1_000))
        var largest: Int?
        for (index, word) in words.enumerated() {
            guard let number = number(word), isCount(number, at: index, in: words) else { continue }
            largest = max(largest ?? 0, number)
        }
        return largest
    }

    private static let failures: Set<String> = [
        "failed", "failures", "errors", "exceptions", "occurrences", "crashes", "failing", "timeouts",
    ]
    private static let happenings: Set<String> = [
        "repeated", "occurred", "happened", "failed", "seen", "raised", "logged", "thrown", "crashed", "error", "errored",
    ]
    private static let statuses: Set<String> = ["http", "status", "code", "returned", "returns", "with", "a"]

    private static func isCount(_ number: Int, at index: Int, in words: [String]) -> Bool {
        let following = words[(index + 1)...].prefix(3)
        if following.first == "times" {
            return words[max(0, index - 4)..<index].contains(where: happenings.contains)
        }
        if index > 0, ["error_count", "errorcount", "failures", "errors"].contains(words[index - 1]) { return true }
        guard let hit = following.firstIndex(where: failures.contains) else { return false }
        let between = words[(index + 1)..<hit]
        guard between.allSatisfy({ $0.utf8.allSatisfy { !$0.isDigit } }) else { return false }
        let mayBeStatus = (400..<600).contains(number) && index > 0 && statuses.contains(words[index - 1])
        return !mayBeStatus
    }

    private static func number(_ word: String) -> Int? {
        guard word.utf8.first?.isDigit == true, word.utf8.count <= 11 else { return nil }
        return Int(word.filter { $0 != "," })
    }

    private static func words(of line: LogLine) -> [String] {
        line.bytes.split { !($0.isWord || $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: ".")) }
            .prefix(150)
            .map { String(decoding: $0, as: UTF8.self).lowercased().trimmingPunctuation }
    }
}

extension String {
    fileprivate var trimmingPunctuation: String {
        var text = Substring(self)
        while let last = text.last, last == "," || last == "." { text.removeLast() }
        return String(text)
    }
}
