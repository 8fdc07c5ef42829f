/// The tags of an XML text, one after the other, without a tree, entities of its own or anything fetched.
///
/// Enough for test reports, and bounded by the text's length whatever it holds.
struct XMLTags: Sequence, IteratorProtocol {
    struct Tag {
        let name: String
        let attributes: [String: String]
        let opens: Bool
        /// Whether nothing follows inside: `<a/>`, or `</a>`.
        let closes: Bool
    }

    private let bytes: [UInt8]
    private var place = 0

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    mutating func next() -> Tag? {
        while let start = bytes[place...].firstIndex(of: UInt8(ascii: "<")) {
            place = start
            if skip("<!--", to: "-->") || skip("<![CDATA[", to: "]]>") || skip("<?", to: "?>") || skip("<!", to: ">") {
                continue
            }
            return tag()
        }
        place = bytes.count
        return nil
    }

    private mutating func skip(_ opening: StaticString, to closing: String) -> Bool {
        guard bytes[place...].starts(with: Array("\(opening)".utf8)) else { return false }
        let end = Array(closing.utf8)
        var index = place + opening.utf8CodeUnitCount
        while index < bytes.count, !bytes[index...].starts(with: end) { index += 1 }
        place = Swift.min(bytes.count, index + end.count)
        return true
    }

    private mutating func tag() -> Tag {
        place += 1
        let isClosing = take("/")
        let name = word()
        var attributes: [String: String] = [:]
        var isEmpty = false
        while place < bytes.count, bytes[place] != UInt8(ascii: ">") {
            if take("/") {
                isEmpty = true
            } else if isNameByte(bytes[place]) {
                let key = word()
                attributes[key] = value()
            } else {
                place += 1
            }
        }
        place = Swift.min(bytes.count, place + 1)
        return Tag(name: name, attributes: attributes, opens: !isClosing, closes: isClosing || isEmpty)
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard place < bytes.count, bytes[place] == UInt8(ascii: character) else { return false }
        place += 1
        return true
    }

    private func isNameByte(_ byte: UInt8) -> Bool {
        byte > 0x2F && byte != UInt8(ascii: "=") && byte != UInt8(ascii: ">") && byte != UInt8(ascii: "<")
            || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
    }

    private mutating func word() -> String {
        let start = place
        while place < bytes.count, isNameByte(bytes[place]) { place += 1 }
        return String(decoding: bytes[start..<place], as: UTF8.self)
    }

    /// `="value"`, or nothing.
    private mutating func value() -> String {
        func skipSpace(_ place: inout Int) {
            while place < bytes.count, bytes[place] <= 0x20 { place += 1 }
        }
        skipSpace(&place)
        guard take("=") else { return "" }
        skipSpace(&place)
        guard place < bytes.count, bytes[place] == UInt8(ascii: "\"") || bytes[place] == UInt8(ascii: "'") else {
            return ""
        }
        let quote = bytes[place]
        let start = place + 1
        let end = bytes[start...].firstIndex(of: quote) ?? bytes.count
        place = Swift.min(bytes.count, end + 1)
        return Self.unescaped(String(decoding: bytes[start..<end], as: UTF8.self))
    }

    private static let entities = ["&lt;": "<", "&gt;": ">", "&quot;": "\"", "&apos;": "'", "&amp;": "&"]

    /// Unknown entities stay as they are: a name only has to be the same each time.
    private static func unescaped(_ text: String) -> String {
        guard text.contains("&") else { return text }
        return ["&lt;", "&gt;", "&quot;", "&apos;", "&amp;"].reduce(text) { text, entity in
            text.replacing(entity, with: entities[entity] ?? entity)
        }
    }
}
