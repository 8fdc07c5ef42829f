/// Text within a block: bold, inline code, links to web addresses, and backslash escapes.
///
/// Every search for a closing mark that fails is remembered, so that no text makes it search twice in vain.
struct MarkdownLine {
    private let bytes: [UInt8]
    private var place = 0
    private var plain: [UInt8] = []
    private var output = HTML.empty
    private var missingCode: Set<Int> = []
    private var isBoldExhausted = false

    init(_ text: some StringProtocol) {
        bytes = Array(text.utf8)
    }

    var html: HTML {
        var reader = self
        return reader.read()
    }

    private mutating func read() -> HTML {
        while place < bytes.count {
            if !readMark() {
                plain.append(bytes[place])
                place += 1
            }
        }
        flush()
        return output
    }

    /// False when what stands here is no mark, or one without its counterpart.
    private mutating func readMark() -> Bool {
        switch bytes[place] {
        case UInt8(ascii: "\\"): return readEscape()
        case UInt8(ascii: "`"): return readCode()
        case UInt8(ascii: "*"): return readBold()
        case UInt8(ascii: "["): return readLink()
        default: return false
        }
    }

    private mutating func readEscape() -> Bool {
        guard place + 1 < bytes.count, Self.escapable.contains(bytes[place + 1]) else { return false }
        plain.append(bytes[place + 1])
        place += 2
        return true
    }

    private mutating func readCode() -> Bool {
        let length = run(of: UInt8(ascii: "`"), at: place)
        guard !missingCode.contains(length) else { return skip(length) }
        var end = place + length
        while end < bytes.count {
            let closing = run(of: UInt8(ascii: "`"), at: end)
            if closing == length {
                write("<code>\(text(place + length..<end))</code>")
                place = end + length
                return true
            }
            end += max(closing, 1)
        }
        missingCode.insert(length)
        return skip(length)
    }

    private mutating func readBold() -> Bool {
        guard !isBoldExhausted, run(of: UInt8(ascii: "*"), at: place) == 2 else {
            return skip(run(of: UInt8(ascii: "*"), at: place))
        }
        var end = place + 2
        while end + 1 < bytes.count, !(bytes[end] == UInt8(ascii: "*") && bytes[end + 1] == UInt8(ascii: "*")) {
            end += 1
        }
        guard end + 1 < bytes.count else {
            isBoldExhausted = true
            return skip(2)
        }
        guard end > place + 2 else { return skip(2) }
        write("<strong>\(MarkdownLine(text(place + 2..<end)).html)</strong>")
        place = end + 2
        return true
    }

    /// `[words](https://…)`. Words hold no further bracket, and the address no space.
    private mutating func readLink() -> Bool {
        var end = place + 1
        while end < bytes.count, bytes[end] != UInt8(ascii: "]"), bytes[end] != UInt8(ascii: "[") { end += 1 }
        guard end + 1 < bytes.count, bytes[end] == UInt8(ascii: "]"), bytes[end + 1] == UInt8(ascii: "(") else {
            return false
        }
        let start = end + 2
        var close = start
        while close < bytes.count, bytes[close] > 0x20, bytes[close] != UInt8(ascii: ")"),
            bytes[close] != UInt8(ascii: "(")
        {
            close += 1
        }
        guard close < bytes.count, bytes[close] == UInt8(ascii: ")") else { return false }
        let address = text(start..<close)
        guard Self.isWebAddress(address) else { return false }
        write("<a href=\"\(address)\" rel=\"noopener noreferrer nofollow\">\(text(place + 1..<end))</a>")
        place = close + 1
        return true
    }

    static func isWebAddress(_ address: String) -> Bool {
        let lower = address.prefix(8).lowercased()
        return lower.hasPrefix("https://") || lower.hasPrefix("http://")
    }

    private static let escapable = Set("\\`*_{}[]()#+-.!|<>~".utf8)

    private func run(of byte: UInt8, at start: Int) -> Int {
        var end = start
        while end < bytes.count, bytes[end] == byte { end += 1 }
        return end - start
    }

    private mutating func skip(_ count: Int) -> Bool {
        plain.append(contentsOf: bytes[place..<place + count])
        place += count
        return true
    }

    private func text(_ range: Range<Int>) -> String {
        String(decoding: bytes[range], as: UTF8.self)
    }

    private mutating func write(_ html: HTML) {
        flush()
        output += html
    }

    private mutating func flush() {
        guard !plain.isEmpty else { return }
        output += HTML(text: String(decoding: plain, as: UTF8.self))
        plain = []
    }
}
