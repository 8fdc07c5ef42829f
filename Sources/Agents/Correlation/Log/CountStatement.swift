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
            guard let number = number(word), word.contains("=") || isCount(number, at: index, in: words) else {
                continue
            }
            largest = max(largest ?? 0, number)
        }
        return largest
    }

    private static let failures: Set<String> = [
        "failed", "failures", "errors", "exceptions", "occurrences", "crashes", "failing", "timeouts",
    ]
    private static let happenings: Set<String> = [
        "repeated", "occurred", "happened", "failed", "seen", "raised", "logged", "thrown", "crashed", "error",
        "errored",
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
        // `order 12 failed` counts nothing; `12 failed orders` and `12 orders failed` do.
        let isVerb = words[hit].hasPrefix("fail") && words[hit] != "failures"
        guard !isVerb || (between + words[(hit + 1)...].prefix(1)).contains(where: { $0.hasSuffix("s") }) else {
            return false
        }
        let mayBeStatus = (400..<600).contains(number) && index > 0 && statuses.contains(words[index - 1])
        return !mayBeStatus
    }

    private static func number(_ word: String) -> Int? {
        let text = word.split(separator: "=").last.map(String.init) ?? word
        let isAssigned = text.utf8.count < word.utf8.count
        guard !isAssigned || ["error_count", "errors", "failures"].contains(where: word.hasPrefix) else { return nil }
        guard text.utf8.first?.isDigit == true, text.utf8.count <= 11 else { return nil }
        return Int(text.filter { $0 != "," })
    }

    /// Words in lower case. A number that is part of something else (`user_id=12`, `#12`, `5/5`) is no word.
    private static func words(of line: LogLine) -> [String] {
        line.bytes.split { $0.isSpace || "()[]{}\"':;".utf8.contains($0) }
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
