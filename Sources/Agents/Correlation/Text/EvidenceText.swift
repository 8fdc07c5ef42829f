import Domain
import Foundation

/// What somebody attached or pasted, made into text that is safe to read.
///
/// The result is valid UTF-8 with `\n` line ends: no terminal colours, no control characters, no marks that reverse the
/// direction of writing.
enum EvidenceText {
    enum Reading: Sendable, Equatable {
        case text([UInt8])
        /// A sentence for the reporter that says what to do instead.
        case refused(String)
    }

    static func read(_ bytes: [UInt8], name: String) -> Reading {
        if let kind = BinaryFormat.of(bytes) {
            return .refused("\(name) is \(kind.name), not text: \(kind.remedy).")
        }
        if let text = utf16Text(bytes) { return .text(clean(Array(text.utf8))) }
        guard !isMostlyBinary(bytes) else {
            return .refused(
                "\(name) is a binary file: attach the log as plain text, or paste the lines around the error.")
        }
        return .text(clean(bytes))
    }

    /// Text that is certainly text, such as what a person typed.
    static func clean(_ bytes: [UInt8]) -> [UInt8] {
        let valid = bytes.contains { $0 >= 0x80 } ? Array(String(decoding: bytes, as: UTF8.self).utf8) : bytes
        return TerminalCodes.stripped(from: valid)
    }

    /// One line of at most `limit` characters, for titles and names.
    static func oneLine(_ text: String, limit: Int) -> String {
        let cleaned = String(decoding: clean(Array(text.utf8)), as: UTF8.self)
        let words = cleaned.split { $0.isWhitespace || $0.isNewline }.joined(separator: " ")
        return words.count <= limit ? words : String(words.prefix(limit - 1)).trimmingSpaces + "…"
    }

    private static func utf16Text(_ bytes: [UInt8]) -> String? {
        let littleEndian = bytes.starts(with: [0xFF, 0xFE])
        guard littleEndian || bytes.starts(with: [0xFE, 0xFF]) else { return nil }
        return String(data: Data(bytes), encoding: .utf16)
    }

    /// Looks at three samples: a log that ends in a burst of garbage is still a log.
    private static func isMostlyBinary(_ bytes: [UInt8]) -> Bool {
        let size = 64 << 10
        guard bytes.count > size * 3 else { return looksBinary(bytes[...]) }
        let middle = bytes.count / 2
        let samples = [bytes[..<size], bytes[middle..<(middle + size)], bytes[(bytes.count - size)...]]
        return samples.count(where: looksBinary) >= 2
    }

    private static func looksBinary(_ sample: ArraySlice<UInt8>) -> Bool {
        guard !sample.isEmpty else { return false }
        var strange = 0
        for byte in sample where byte < 0x20 && !(9...13).contains(byte) && byte != 0x1B { strange += 1 }
        let repaired = String(decoding: sample, as: UTF8.self)
        let invalid = repaired.unicodeScalars.lazy.count { $0 == "\u{FFFD}" }
        return strange * 20 > sample.count || (strange + invalid) * 5 > sample.count
    }
}

/// Files people attach by mistake, by their first bytes.
private struct BinaryFormat {
    let magic: [UInt8]
    let name: String
    let remedy: String

    private static let unpack = "unpack it and attach the log file inside"
    private static let paste = "copy the text into a file and attach that"

    private static let known = [
        BinaryFormat(magic: [0x1F, 0x8B], name: "a gzip archive", remedy: unpack),
        BinaryFormat(magic: [0x28, 0xB5, 0x2F, 0xFD], name: "a zstd archive", remedy: unpack),
        BinaryFormat(magic: Array("BZh".utf8), name: "a bzip2 archive", remedy: unpack),
        BinaryFormat(magic: Array("PK\u{3}\u{4}".utf8), name: "a zip archive", remedy: unpack),
        BinaryFormat(magic: [0xFD] + Array("7zXZ".utf8), name: "an xz archive", remedy: unpack),
        BinaryFormat(magic: Array("%PDF-".utf8), name: "a PDF", remedy: paste),
        BinaryFormat(magic: [0x89] + Array("PNG".utf8), name: "a picture", remedy: paste),
        BinaryFormat(magic: [0xFF, 0xD8, 0xFF], name: "a picture", remedy: paste),
        BinaryFormat(magic: Array("GIF8".utf8), name: "a picture", remedy: paste),
        BinaryFormat(magic: [0x7F] + Array("ELF".utf8), name: "a program", remedy: "attach its log output"),
    ]

    static func of(_ bytes: [UInt8]) -> BinaryFormat? {
        known.first { bytes.starts(with: $0.magic) }
    }
}

extension StringProtocol {
    var trimmingSpaces: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}
