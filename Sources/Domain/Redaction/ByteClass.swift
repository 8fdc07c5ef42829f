/// Bytes that belong together in a run. The end of a run is the same for each of its bytes, which is what keeps scans linear.
enum ByteClass: Int, CaseIterable {
    case word, wordDash, wordDot, name, digits, space, blank, line, quotedLine
    case upperDigits, url, dotted, hex, base64, bearer, hook, domain
    /// The user information and host of an address, and the same where slashes may stand in a password.
    case authority, storeAddress
    /// The words between the hyphens of a key's first line, and what its body may hold.
    case keyTitle, keyBody
    /// One field of a line of `.pgpass`; an element's text.
    case field, elementText

    func allows(_ byte: UInt8) -> Bool {
        switch self {
        case .word: byte.isWordByte
        case .wordDash, .url: byte.isWordByte || byte == UInt8(ascii: "-")
        case .wordDot: byte.isWordByte || byte == UInt8(ascii: ".")
        case .name: byte.isLetter || byte.isDigit || byte == UInt8(ascii: "-")
        case .digits: byte.isDigit
        case .space: byte == 0x20
        case .blank: byte == 0x20 || byte == 0x09
        case .line: byte != 0x0A && byte != 0x0D
        case .quotedLine: byte != 0x0A && byte != 0x0D && byte != 0x22
        case .upperDigits: byte.isDigit || byte.isCapital
        case .hex: byte.isDigit || (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x66
        case .dotted: byte.isWordByte || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
        case .hook: byte.isWordByte || "-/@:".utf8.contains(byte)
        case .base64: byte.isBase64
        case .bearer: byte.isBase64 || "-.~".utf8.contains(byte)
        case .domain: byte.isLetter || byte.isDigit || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
        case .authority: Self.storeAddress.allows(byte) && !"/?#".utf8.contains(byte)
        case .storeAddress: !byte.isSpaceByte && !"\"'<>`\\".utf8.contains(byte)
        case .keyTitle: byte.isCapital || byte.isDigit || byte == 0x20
        case .keyBody: byte.isBase64 || byte.isSpaceByte || byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "-")
        case .field: !byte.isSpaceByte && byte != UInt8(ascii: ":") && byte != UInt8(ascii: "/")
        case .elementText: byte != UInt8(ascii: "<") && byte != UInt8(ascii: "]") && byte != 0x0A
        }
    }
}

/// Where the run of each class that was looked at last begins and ends, so that no run is walked twice.
struct ByteRuns {
    private var runs = [Range<Int>](repeating: 0..<0, count: ByteClass.allCases.count + 1)

    /// Runs that aren't told by single bytes, e.g. plain values, go under a number of their own.
    static let plain = ByteClass.allCases.count

    /// Nil where the run at `index` isn't known yet.
    func end(_ run: Int, from index: Int) -> Int? { runs[run].contains(index) ? runs[run].upperBound : nil }

    mutating func keep(_ run: Int, _ range: Range<Int>) { runs[run] = range }
}

extension UInt8 {
    var isLetter: Bool { (self | 0x20) >= 0x61 && (self | 0x20) <= 0x7A }
    var isCapital: Bool { self >= 0x41 && self <= 0x5A }
    var isDigit: Bool { self >= 0x30 && self <= 0x39 }
    var isWordByte: Bool { isLetter || isDigit || self == 0x5F }
    var isSpaceByte: Bool { self == 0x20 || (self >= 0x09 && self <= 0x0D) }
    var isBase64: Bool {
        isWordByte || self == UInt8(ascii: "+") || self == UInt8(ascii: "/") || self == UInt8(ascii: "=")
    }
    var lowercased: UInt8 { isCapital ? self | 0x20 : self }
}
