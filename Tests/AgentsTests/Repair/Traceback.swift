import Domain

/// Reads the Python tracebacks of a log, as much as these tests need of what the Correlation agent does.
enum Traceback {
    static func all(in log: String) -> [ErrorSignature] {
        let lines = log.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let starts = lines.indices.filter { lines[$0].hasSuffix("Traceback (most recent call last):") }
        return starts.compactMap { error(in: lines, from: $0) }
    }

    private static func error(in lines: [String], from start: Int) -> ErrorSignature? {
        var frames: [StackFrame] = []
        for (place, line) in lines.enumerated().dropFirst(start + 1) {
            if let frame = frame(line, code: place + 1 < lines.count ? lines[place + 1] : "") {
                frames.append(frame)
            } else if !line.hasPrefix(" "), !line.isEmpty {
                let parts = line.split(separator: ":", maxSplits: 1)
                let message = parts.count > 1 ? parts[1].drop { $0 == " " } : ""
                return ErrorSignature(
                    language: .python, exception: String(parts.first ?? ""), message: String(message), frames: frames)
            }
        }
        return nil
    }

    private static func frame(_ line: String, code: String) -> StackFrame? {
        let parts = line.split(separator: "\"")
        guard line.hasPrefix("  File \""), parts.count == 3 else { return nil }
        let words = parts[2].split(whereSeparator: { " ,".contains($0) })
        guard words.count >= 4, let number = Int(words[1]) else { return nil }
        let file = String(parts[1])
        return StackFrame(
            file: file, line: number, function: String(words[3]), code: String(code.drop { $0 == " " }),
            isVendored: file.hasPrefix("/usr/lib/") || file.contains("site-packages"))
    }
}
