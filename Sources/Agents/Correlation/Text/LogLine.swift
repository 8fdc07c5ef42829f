import Foundation

/// One line of evidence: valid UTF-8 without control characters.
///
/// Works on bytes, because logs run to megabytes. Positions are indices of `bytes`, shared by every part cut from it.
struct LogLine: Sendable {
    let bytes: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
    }

    init(_ text: String) {
        bytes = ArraySlice(text.utf8)
    }

    var start: Int { bytes.startIndex }
    var end: Int { bytes.endIndex }
    var isEmpty: Bool { bytes.isEmpty }
    var isBlank: Bool { bytes.allSatisfy(\.isSpace) }
    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The byte at a position; nil beyond either end.
    func byte(_ position: Int) -> UInt8? {
        bytes.indices.contains(position) ? bytes[position] : nil
    }

    /// Number of leading spaces, a tab counting as eight.
    var indentation: Int {
        var width = 0
        for byte in bytes {
            if byte == .space { width += 1 } else if byte == .tab { width += 8 } else { break }
        }
        return width
    }

    var trimmed: LogLine {
        var low = bytes.startIndex
        var high = bytes.endIndex
        while low < high, bytes[low].isSpace { low += 1 }
        while high > low, bytes[high - 1].isSpace { high -= 1 }
        return LogLine(bytes[low..<high])
    }

    func from(_ position: Int) -> LogLine {
        LogLine(bytes[min(max(position, start), end)...])
    }

    func upTo(_ position: Int) -> LogLine {
        LogLine(bytes[..<min(max(position, start), end)])
    }

    func slice(_ range: Range<Int>) -> LogLine {
        LogLine(bytes[range.clamped(to: start..<end)])
    }

    func starts(with pattern: StaticString) -> Bool {
        bytes.count >= pattern.utf8CodeUnitCount && matches(pattern, at: start)
    }

    func ends(with pattern: StaticString) -> Bool {
        bytes.count >= pattern.utf8CodeUnitCount && matches(pattern, at: end - pattern.utf8CodeUnitCount)
    }

    func contains(_ pattern: StaticString) -> Bool {
        index(of: pattern) != nil
    }

    /// Whether the text stands exactly here.
    func matches(_ pattern: StaticString, at position: Int) -> Bool {
        let count = pattern.utf8CodeUnitCount
        guard position >= start, position + count <= end else { return false }
        return bytes.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return count == 0 }
            return memcmp(base + (position - start), pattern.utf8Start, count) == 0
        }
    }

    /// Where the text first stands, at or after a position.
    func index(of pattern: StaticString, from position: Int? = nil) -> Int? {
        let count = pattern.utf8CodeUnitCount
        let begin = max(position ?? start, start)
        guard count > 0, end - begin >= count else { return nil }
        return bytes.withUnsafeBufferPointer { buffer -> Int? in
            guard let base = buffer.baseAddress else { return nil }
            var offset = begin - start
            let last = buffer.count - count
            while offset <= last {
                guard let hit = memchr(base + offset, Int32(pattern.utf8Start[0]), last - offset + 1) else { return nil }
                offset = UnsafeRawPointer(hit) - UnsafeRawPointer(base)
                if memcmp(base + offset, pattern.utf8Start, count) == 0 { return start + offset }
                offset += 1
            }
            return nil
        }
    }

    /// Where the text last stands.
    func lastIndex(of pattern: StaticString) -> Int? {
        var found: Int?
        var position = start
        while let hit = index(of: pattern, from: position) {
            found = hit
            position = hit + 1
        }
        return found
    }
}

extension UInt8 {
    static let space = UInt8(ascii: " ")
    static let tab = UInt8(ascii: "\t")
    static let newline = UInt8(ascii: "\n")
    static let colon = UInt8(ascii: ":")
    static let quote = UInt8(ascii: "\"")
    static let backslash = UInt8(ascii: "\\")

    var isSpace: Bool { self == .space || self == .tab }
    var isDigit: Bool { self &- 48 < 10 }
    var isUppercase: Bool { self &- 65 < 26 }
    var isLowercase: Bool { self &- 97 < 26 }
    var isLetter: Bool { (self | 0x20) &- 97 < 26 }
    var isAlphanumeric: Bool { isDigit || isLetter }
    /// Letters, digits and `_`, and every byte beyond ASCII, since names may be written in any script.
    var isWord: Bool { isAlphanumeric || self == UInt8(ascii: "_") || self >= 0x80 }
}
