/// Refuses what makes YAML grow while it is read, before any of it is read: anchors, aliases and deep nesting.
///
/// Looks at bytes alone and knows nothing of quotes: what a reader of YAML could take for an alias is refused wherever it stands.
enum PolicyShape {
    static let maximumDepth = 32

    static func problem(of text: String) -> PolicyProblem? {
        for (number, line) in text.utf8.split(separator: 10, omittingEmptySubsequences: false).enumerated() {
            let line = Array(line)
            if let sign = reference(in: line) {
                return PolicyProblem(
                    line: number + 1,
                    "uses “\(sign)”, an anchor or alias of YAML. Write the value out; in a pattern, put it in quotes.")
            }
            if opens(in: line) > maximumDepth {
                return PolicyProblem(
                    line: number + 1, "nests more than \(maximumDepth) lists. Write them in lines of their own.")
            }
        }
        return nil
    }

    /// `&name` or `*name` where a value may begin: behind a blank or a sign that parts values, or at the beginning.
    private static func reference(in line: [UInt8]) -> String? {
        for (place, byte) in line.enumerated() where byte == UInt8(ascii: "&") || byte == UInt8(ascii: "*") {
            guard place + 1 < line.count, isName(line[place + 1]) else { continue }
            if place == 0 || mayPrecede(line[place - 1]) {
                return String(decoding: line[place..<min(place + 12, line.count)].prefix { $0 > 0x20 }, as: UTF8.self)
            }
        }
        return nil
    }

    private static func isName(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || byte >= 0x80 || (0x30...0x39).contains(byte)
            || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }

    /// Other line breaks of YAML and the byte order mark lie beyond ASCII.
    private static func mayPrecede(_ byte: UInt8) -> Bool {
        byte <= 0x20 || byte >= 0x80 || "[]{},:-?!".utf8.contains(byte)
    }

    /// How many lists a line can begin within one another: `[[[`, `- - -`.
    private static func opens(in line: [UInt8]) -> Int {
        line.enumerated().count { place, byte in
            byte == UInt8(ascii: "[") || byte == UInt8(ascii: "{")
                || (byte == UInt8(ascii: "-") || byte == UInt8(ascii: "?"))
                    && (place + 1 == line.count || line[place + 1] <= 0x20)
        }
    }
}
