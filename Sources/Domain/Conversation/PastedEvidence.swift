/// Tells a pasted log, complaint or diff from what people say to each other. Rather misses one than speaks up for nothing.
package enum PastedEvidence {
    /// Nil for ordinary conversation.
    package static func kind(of text: String) -> EvidenceOffer.Kind? {
        let lines = text.split(separator: "\n").prefix(2_000).map { $0.drop { $0 == "`" } }
        if isDiff(lines) { return .patch }
        if isLog(lines) { return .log }
        return isComplaint(lines) ? .complaint : nil
    }

    /// By a file's name; nil for one that is neither.
    package static func kind(ofFile name: String) -> EvidenceOffer.Kind? {
        switch name.lowercased().split(separator: ".").last {
        case "diff", "patch": .patch
        case "log", "txt", "out", "err", "trace", "json", "jsonl", "csv": .log
        default: nil
        }
    }

    private static func isDiff(_ lines: [Substring]) -> Bool {
        let header = lines.indices.first {
            lines[$0].hasPrefix("--- ") && lines.dropFirst($0 + 1).first?.hasPrefix("+++ ") == true
        }
        return header.map { lines.dropFirst($0 + 2).first?.hasPrefix("@@") == true } ?? false
    }

    // MARK: Logs

    private static func isLog(_ lines: [Substring]) -> Bool {
        if lines.contains(where: isTraceStart) || lines.count(where: isFrame) >= 2 { return true }
        return lines.contains { hasTime($0) && hasLevel($0) }
    }

    private static func isTraceStart(_ line: Substring) -> Bool {
        [
            "Traceback (most recent call last)", "Exception in thread", "Unhandled exception", "goroutine ", "panic: ",
            "Fatal error: ", "Uncaught ",
        ]
        .contains { line.contains($0) } || line.contains("panicked at ")
    }

    private static func isFrame(_ line: Substring) -> Bool {
        let text = line.drop { $0 == " " || $0 == "\t" }
        if text.hasPrefix("File \""), text.contains("\", line ") { return true }
        return text.hasPrefix("at ") && text.contains(":") && text.last.map { $0 == ")" || $0.isNumber } == true
    }

    /// A time of day, `12:34:56`, near the beginning.
    private static func hasTime(_ line: Substring) -> Bool {
        let bytes = Array(line.utf8.prefix(60))
        guard bytes.count >= 8 else { return false }
        let pattern = Array("dd:dd:dd".utf8)
        return (0...(bytes.count - 8)).contains { start in
            (0..<8).allSatisfy { offset in
                let byte = bytes[start + offset]
                return pattern[offset] == UInt8(ascii: "d") ? (48...57).contains(byte) : byte == pattern[offset]
            }
        }
    }

    private static func hasLevel(_ line: Substring) -> Bool {
        let words = line.prefix(200).split { !$0.isLetter }
        return words.contains {
            ["ERROR", "FATAL", "CRITICAL", "WARN", "WARNING", "SEVERE", "PANIC", "EXCEPTION"].contains($0)
        }
            || line.prefix(200).contains("level=error") || line.prefix(200).contains("\"level\":\"error\"")
    }

    // MARK: Complaints

    private static func isComplaint(_ lines: [Substring]) -> Bool {
        guard let first = lines.first(where: { !$0.isEmpty }) else { return false }
        let lower = first.lowercased()
        if ["complaint:", "complaints:", "customer complaint", "ticket:", "support ticket"].contains(
            where: lower.hasPrefix)
        {
            return true
        }
        let reports = ["says", "said", "writes", "wrote", "reports", "reported", "complains", "complained"]
        let words = lower.split { !$0.isLetter }
        if words.prefix(6).contains("customer"), words.contains(where: { reports.contains(String($0)) }),
            hasTrouble(lower)
        {
            return true
        }
        return lines.contains { isNamed($0) && hasTrouble($0.lowercased()) }
    }

    /// `Acme Corp: …`, where the name isn't a label such as `Note`.
    private static func isNamed(_ line: Substring) -> Bool {
        guard let colon = line.firstIndex(of: ":"), line[colon...].dropFirst().first == " " else { return false }
        let name = line[..<colon]
        let words = name.split(separator: " ")
        guard (1...4).contains(words.count), name.count <= 40, !name.contains("@"), !labels.contains(name.lowercased())
        else { return false }
        return words.allSatisfy { $0.first?.isUppercase == true || $0.first?.isNumber == true || $0 == "&" }
            && words.contains { $0.contains(where: \.isLowercase) || words.count > 1 }
    }

    private static let labels: Set<String> = [
        "note", "fyi", "todo", "update", "edit", "question", "idea", "warning", "error", "ps", "link", "re", "cc",
        "hint",
        "summary", "status", "next", "action", "plan", "fix", "cause", "root cause", "reminder", "info", "proposal",
        "tldr",
        "answer", "problem", "issue", "result", "context", "background", "correction", "also", "btw",
    ]

    private static func hasTrouble(_ text: String) -> Bool {
        let phrases = [
            "can't", "cannot", "can not", "couldn't", "doesn't work", "does not work", "not working", "isn't working",
            "won't", "fails", "failed", "failing", "error", "broken", "crash", "lost", "missing", "charged twice",
            "double charged", "never arrived", "no answer", "timeout", "times out", "stuck", "blank page", "unable",
            "still waiting", "not load", "wrong",
        ]
        return phrases.contains { text.contains($0) }
    }
}
