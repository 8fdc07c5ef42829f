/// A unified diff as people and git write it, read strictly: what can't be applied to the letter is refused with its place.
package struct UnifiedDiff: Sendable, Equatable {
    package struct File: Sendable, Equatable {
        package let path: String
        /// True for a file that isn't there yet.
        package let isNew: Bool
        package fileprivate(set) var hunks: [Hunk] = []
    }

    package struct Hunk: Sendable, Equatable {
        /// Where it begins in the diff, 1-based, for messages.
        package let diffLine: Int
        /// 1-based line of the old file; the line before the insertion where nothing is replaced.
        package let start: Int
        package fileprivate(set) var old: [String] = []
        package fileprivate(set) var new: [String] = []
        /// Whether the old and new text end without a line break after their last line.
        package fileprivate(set) var oldLacksNewline = false
        package fileprivate(set) var newLacksNewline = false
    }

    /// How much a hunk's header is believed.
    package enum Counts: Sendable {
        /// Its line counts must be right: a file that was cut off is noticed.
        case exact
        /// Counts are taken from the lines themselves: a person who edits by hand doesn't count.
        case asWritten
    }

    package private(set) var files: [File] = []

    package init(_ text: String, counts: Counts) throws(DiffProblem) {
        var reader = Reader(text: text, counts: counts)
        files = try reader.files()
    }
}

/// Why a diff can't be used. `line` is the line of the diff.
package struct DiffProblem: Error, Sendable, Equatable, CustomStringConvertible {
    package let line: Int?
    package let reason: String

    package init(line: Int?, _ reason: String) {
        self.line = line
        self.reason = reason
    }

    package var description: String { (line.map { "Line \($0) of the patch: " } ?? "") + reason }
}

extension UnifiedDiff {
    private struct Reader {
        let lines: [String]
        let counts: Counts
        var place = 0

        init(text: String, counts: Counts) {
            // By bytes: to Swift, a line break with a carriage return before it is one character of its own.
            var lines = text.utf8.split(separator: 10, omittingEmptySubsequences: false)
                .map { String(decoding: $0, as: UTF8.self) }
            if lines.last == "" { lines.removeLast() }
            self.lines = lines
            self.counts = counts
        }

        var line: String? { place < lines.count ? lines[place] : nil }
        var number: Int { place + 1 }

        mutating func files() throws(DiffProblem) -> [File] {
            var files: [File] = []
            var paths: Set<String> = []
            while let line {
                if let refusal = Self.refusal(ofHeader: line) { throw DiffProblem(line: number, refusal) }
                if line.hasPrefix("--- "), isFileHeader {
                    let file = try file()
                    guard paths.insert(file.path).inserted else {
                        throw DiffProblem(line: number, "\(file.path) comes twice. Put its hunks under one header.")
                    }
                    files.append(file)
                } else if line.hasPrefix("@@") {
                    throw DiffProblem(
                        line: number, "a hunk stands before any file. Begin with “--- a/path” and “+++ b/path”.")
                } else {
                    place += 1
                }
            }
            guard !files.isEmpty else {
                throw DiffProblem(
                    line: nil,
                    "This is no unified diff: it has no “--- a/path” and “+++ b/path” lines. Write one as git does.")
            }
            return files
        }

        private static func refusal(ofHeader line: String) -> String? {
            let kinds = [
                ("rename from", "renaming files"), ("copy from", "copying files"), ("old mode", "changing modes"),
                ("deleted file", "deleting files"), ("Binary files", "binary files"),
                ("GIT binary patch", "binary files"),
            ]
            return kinds.first { line.hasPrefix($0.0) }.map { "\($0.1) isn't possible here. Leave that part out." }
        }

        /// The next line is `+++`; a removed line that begins with two hyphens looks like a header otherwise.
        private var isFileHeader: Bool { place + 1 < lines.count && lines[place + 1].hasPrefix("+++ ") }

        private mutating func file() throws(DiffProblem) -> File {
            let old = try Self.path(lines[place].dropFirst(4), prefix: "a/", line: number)
            let new = try Self.path(lines[place + 1].dropFirst(4), prefix: "b/", line: number + 1)
            guard let new else {
                throw DiffProblem(line: number + 1, "deleting files isn't possible here. Leave that part out.")
            }
            guard old == nil || old == new else {
                throw DiffProblem(line: number, "\(old ?? "") and \(new) are two files. Renaming isn't possible here.")
            }
            place += 2
            var file = File(path: new, isNew: old == nil)
            while let line, line.hasPrefix("@@") { file.hunks.append(try hunk(file.hunks.count + 1)) }
            guard !file.hunks.isEmpty else {
                throw DiffProblem(line: number, "\(new) has no hunk. Each begins with “@@ -”.")
            }
            return file
        }

        /// Nil for `/dev/null`.
        private static func path(
            _ text: Substring, prefix: String, line: Int
        ) throws(DiffProblem) -> String? {
            let name = text.prefix { $0 != "\t" && $0 != "\r" }.trimmed
            if name == "/dev/null" { return nil }
            guard !name.hasPrefix("\"") else {
                throw DiffProblem(line: line, "the path is quoted. Write it as it is, in UTF-8.")
            }
            let path = name.hasPrefix(prefix) ? String(name.dropFirst(2)) : String(name)
            guard !path.isEmpty else { throw DiffProblem(line: line, "the path is missing.") }
            return path
        }

        private mutating func hunk(_ number: Int) throws(DiffProblem) -> Hunk {
            let header = lines[place]
            guard let range = HunkHeader(header) else {
                throw DiffProblem(
                    line: self.number, "the header of hunk \(number) can't be read. Write it like “@@ -12,5 +12,6 @@”.")
            }
            var hunk = Hunk(diffLine: self.number, start: range.oldStart)
            place += 1
            while let line, !isEnd(of: hunk, range, at: line) { try take(line, into: &hunk, number) }
            if counts == .exact, hunk.old.count != range.oldCount || hunk.new.count != range.newCount {
                throw DiffProblem(
                    line: hunk.diffLine,
                    "hunk \(number) promises \(range.oldCount) old and \(range.newCount) new lines, and has "
                        + "\(hunk.old.count) and \(hunk.new.count). If nothing is missing, write "
                        + "“@@ -\(range.oldStart),\(hunk.old.count) +\(range.newStart),\(hunk.new.count) @@”.")
            }
            guard hunk.old != hunk.new || hunk.oldLacksNewline != hunk.newLacksNewline else {
                throw DiffProblem(line: hunk.diffLine, "hunk \(number) changes nothing.")
            }
            return hunk
        }

        private func isEnd(of hunk: Hunk, _ range: HunkHeader, at line: String) -> Bool {
            if line.hasPrefix("\\") { return false }
            if counts == .exact { return hunk.old.count >= range.oldCount && hunk.new.count >= range.newCount }
            return line.hasPrefix("@@") || line.hasPrefix("diff --git ") || line.hasPrefix("--- ") && isFileHeader
        }

        private mutating func take(_ line: String, into hunk: inout Hunk, _ number: Int) throws(DiffProblem) {
            // By bytes: a combining mark behind the sign would go with it.
            let text = String(decoding: line.utf8.dropFirst(), as: UTF8.self)
            switch line.utf8.first {
            // Editors take the blank off an empty line of context.
            case nil, UInt8(ascii: "\r"):
                hunk.old.append(line)
                hunk.new.append(line)
            case UInt8(ascii: " "):
                hunk.old.append(text)
                hunk.new.append(text)
            case UInt8(ascii: "-"): hunk.old.append(text)
            case UInt8(ascii: "+"): hunk.new.append(text)
            case UInt8(ascii: "\\"):
                let last = place > 0 ? lines[place - 1].utf8.first : nil
                if last != UInt8(ascii: "+") { hunk.oldLacksNewline = true }
                if last != UInt8(ascii: "-") { hunk.newLacksNewline = true }
            default:
                throw DiffProblem(
                    line: self.number,
                    "hunk \(number) has a line that begins with neither “+”, “-” nor a blank. Unchanged lines begin with a blank."
                )
            }
            place += 1
        }
    }

    /// `@@ -12,5 +12,6 @@ function`.
    private struct HunkHeader {
        let oldStart: Int
        let oldCount: Int
        let newStart: Int
        let newCount: Int

        init?(_ line: String) {
            let parts = line.split(separator: " ")
            guard parts.count >= 4, parts[0] == "@@", parts[3].hasPrefix("@@"),
                let old = Self.range(parts[1], "-"), let new = Self.range(parts[2], "+")
            else { return nil }
            (oldStart, oldCount, newStart, newCount) = (old.0, old.1, new.0, new.1)
        }

        private static func range(_ text: Substring, _ sign: Character) -> (Int, Int)? {
            guard text.first == sign else { return nil }
            let numbers = text.dropFirst().split(separator: ",", omittingEmptySubsequences: false)
            guard let start = numbers.first.flatMap({ Int($0) }), (0...10_000_000).contains(start) else { return nil }
            guard numbers.count == 2 else { return numbers.count == 1 ? (start, 1) : nil }
            guard let count = Int(numbers[1]), (0...10_000_000).contains(count) else { return nil }
            return (start, count)
        }
    }
}

extension Substring {
    fileprivate var trimmed: Substring {
        var text = self.drop { $0 == " " }
        while text.last == " " { text.removeLast() }
        return text
    }
}
