import Foundation

/// Walks the lines of a log around a possible stack trace.
///
/// Lines come without what loggers and containers put before them: the prefix the first line has, where they have it too.
struct TraceCursor {
    /// Lines one trace may take; a recursion that prints more is read up to here.
    static let maximumLines = 3_000
    /// How far back a header may stand.
    static let maximumLookBack = 8

    /// Which installed packages are the repository's.
    let installed: InstalledCode
    private let document: LogDocument
    private let prefix: LinePrefix
    /// Starts of the lines before the first one, nearest first.
    private let before: [Int]
    private var offset: Int
    /// Lines taken so far.
    private(set) var taken = 0
    /// Lines before the first one that turned out to belong to the trace.
    private(set) var headerLines = 0

    /// `before` holds the starts of preceding lines that belong to no other trace, nearest first.
    init(document: LogDocument, offset: Int, prefix: LinePrefix, before: [Int], installed: InstalledCode) {
        self.installed = installed
        self.document = document
        self.offset = offset
        self.prefix = prefix
        self.before = Array(before.prefix(Self.maximumLookBack))
    }

    /// The line that `next` would take.
    func peek() -> LogLine? {
        guard taken < Self.maximumLines, let range = document.line(at: offset) else { return nil }
        return prefix.stripped(from: document.readable(range))
    }

    mutating func next() -> LogLine? {
        guard let line = peek() else { return nil }
        skip()
        return line
    }

    mutating func skip() {
        guard let range = document.line(at: offset) else { return }
        offset = range.upperBound + 1
        taken += 1
    }

    /// Takes the next line if it fulfils the condition.
    mutating func next(where condition: (LogLine) -> Bool) -> LogLine? {
        guard let line = peek(), condition(line) else { return nil }
        skip()
        return line
    }

    /// Steps over blank lines, if what follows them fulfils the condition; otherwise stays.
    mutating func skipBlanks(before condition: (LogLine) -> Bool) -> Bool {
        var ahead = self
        for _ in 0..<3 {
            guard let line = ahead.peek() else { return false }
            if condition(line) {
                self = ahead
                return true
            }
            guard line.isBlank else { return false }
            ahead.skip()
        }
        return false
    }

    /// The line `distance` lines before the trace's first, 1 being the nearest.
    func previous(_ distance: Int) -> LogLine? {
        guard distance >= 1, distance <= before.count, let range = document.line(at: before[distance - 1]) else {
            return nil
        }
        return prefix.stripped(from: document.readable(range))
    }

    /// Says that the trace begins `lines` lines before the first one.
    mutating func include(header lines: Int) {
        headerLines = max(headerLines, min(lines, before.count))
    }
}

/// A log in memory, and its lines.
struct LogDocument: Sendable {
    /// Bytes of a line that are read; the rest of a longer line is skipped over.
    static let maximumLine = 64 << 10

    let bytes: [UInt8]

    /// The line that begins here, without its end; nil at the end of the log.
    func line(at start: Int) -> Range<Int>? {
        guard start < bytes.count else { return nil }
        let end = bytes.withUnsafeBufferPointer { buffer -> Int in
            guard let base = buffer.baseAddress,
                let hit = memchr(base + start, 0x0A, buffer.count - start)
            else { return buffer.count }
            return UnsafeRawPointer(hit) - UnsafeRawPointer(base)
        }
        return start..<end
    }

    /// The line's beginning, within `maximumLine`, without a container's prefix.
    func readable(_ range: Range<Int>) -> LogLine {
        let end = min(range.upperBound, range.lowerBound + Self.maximumLine)
        return ContainerPrefix.stripped(from: LogLine(bytes[range.lowerBound..<end]))
    }
}
