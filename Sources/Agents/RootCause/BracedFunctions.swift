import Domain

/// Functions of languages with braces, found in one pass over the bytes that knows strings and comments.
enum BracedFunctions {
    static func of(_ lines: [Substring], _ language: Language) -> [FunctionOutline.Function] {
        var scan = Scan(language: language)
        for line in lines { scan.read(line) }
        return scan.found
    }

    private struct Block {
        let function: (name: String, start: Int)?
        /// What stood before the brace, taken up again when the brace was inside parentheses.
        let header: [UInt8]
        let headerStart: Int
        let parentheses: Int
    }

    private struct Scan {
        let language: Language
        var found: [FunctionOutline.Function] = []
        private var line = 0
        private var blocks: [Block] = []
        /// Code since the last statement ended, without strings and comments.
        private var header: [UInt8] = []
        private var headerStart = 1
        private var parentheses = 0
        private var lineHasEnded = false
        /// The end of the comment or of the string that spans lines.
        private var awaited: [UInt8]?

        init(language: Language) {
            self.language = language
        }

        /// Longer headers are data; only their end is kept.
        private static let longestHeader = 4_000

        mutating func read(_ text: Substring) {
            line += 1
            let bytes = Array(text.utf8)
            var place = 0
            while place < bytes.count {
                if let end = awaited {
                    guard let close = Self.find(end, in: bytes, from: place) else { return }
                    awaited = nil
                    place = close + end.count
                } else if let next = skipQuotedOrComment(bytes, place) {
                    place = next
                } else {
                    take(bytes[place])
                    place += 1
                }
            }
            lineHasEnded = true
        }

        private mutating func take(_ byte: UInt8) {
            if lineHasEnded, byte > UInt8(ascii: " ") { beginLine(with: byte) }
            switch byte {
            case UInt8(ascii: "{"): openBlock()
            case UInt8(ascii: "}"): closeBlock()
            case UInt8(ascii: ";") where parentheses == 0: header = []
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
                if !header.isEmpty { header.append(UInt8(ascii: " ")) }
            default:
                if byte == UInt8(ascii: "(") { parentheses += 1 }
                if byte == UInt8(ascii: ")") { parentheses = max(0, parentheses - 1) }
                if header.isEmpty { headerStart = line }
                header.append(byte)
                if header.count > Self.longestHeader { header.removeFirst(Self.longestHeader / 2) }
            }
        }

        /// Forgets the header when the line before was a statement of its own.
        private mutating func beginLine(with byte: UInt8) {
            lineHasEnded = false
            guard parentheses == 0, let last = header.last(where: { $0 != UInt8(ascii: " ") }) else { return }
            let isEnded =
                switch language {
                case .javaScript, .go, .swift: !"=,(&|+-:?.><".utf8.contains(last) && !"{.?:)&|=-".utf8.contains(byte)
                default: "@[#".utf8.contains(header[0])
                }
            if isEnded { header = [] } else { header.append(UInt8(ascii: " ")) }
        }

        private mutating func openBlock() {
            let name = FunctionHeader.name(
                in: String(decoding: header, as: UTF8.self), language, insideParentheses: parentheses > 0)
            blocks.append(
                Block(
                    function: name.map { ($0, headerStart) }, header: header, headerStart: headerStart,
                    parentheses: parentheses))
            (header, parentheses) = ([], 0)
        }

        private mutating func closeBlock() {
            guard let block = blocks.popLast() else { return header = [] }
            if let (name, start) = block.function {
                found.append(.init(name: name, lines: start...max(start, line)))
            }
            (header, headerStart, parentheses) =
                block.parentheses > 0 ? (block.header, block.headerStart, block.parentheses) : ([], line, 0)
        }

        /// Where to go on when a string or a comment begins here; nil when none does.
        private mutating func skipQuotedOrComment(_ bytes: [UInt8], _ place: Int) -> Int? {
            let next = place + 1 < bytes.count ? bytes[place + 1] : 0
            switch bytes[place] {
            case UInt8(ascii: "/"):
                if next == UInt8(ascii: "/") { return bytes.count }
                return next == UInt8(ascii: "*") ? skip(to: "*/", place + 2) : nil
            case UInt8(ascii: "#"):
                return language == .php ? bytes.count : nil
            case UInt8(ascii: "`"):
                return language == .javaScript || language == .go ? skip(to: "`", place + 1) : nil
            case UInt8(ascii: "\""):
                let isTripled = next == bytes[place] && place + 2 < bytes.count && bytes[place + 2] == bytes[place]
                guard isTripled, [.swift, .java, .cSharp].contains(language) else { return endOfString(bytes, place) }
                return skip(to: "\"\"\"", place + 3)
            case UInt8(ascii: "'"):
                // A lifetime of Rust has no closing quote, and Swift has no such strings.
                let isString = language != .rust || bytes[place...].prefix(12).dropFirst(2).contains(bytes[place])
                return isString && language != .swift ? endOfString(bytes, place) : nil
            default:
                return nil
            }
        }

        private mutating func skip(to end: String, _ place: Int) -> Int {
            awaited = Array(end.utf8)
            return place
        }

        /// Behind the closing quote, or the end of the line.
        private func endOfString(_ bytes: [UInt8], _ start: Int) -> Int {
            var place = start + 1
            while place < bytes.count, bytes[place] != bytes[start] {
                place += bytes[place] == UInt8(ascii: "\\") ? 2 : 1
            }
            return min(place + 1, bytes.count)
        }

        private static func find(_ needle: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
            var place = start
            while place + needle.count <= bytes.count {
                if bytes[place] == needle[0], bytes[place...].starts(with: needle) { return place }
                place += 1
            }
            return nil
        }
    }
}
