/// A pattern of the operator's own: what a secret of theirs looks like, e.g. `ACME-[A-Z0-9]{24}`.
///
/// Letters stand for themselves; `[a-z0-9_]`, `[^…]`, `.`, `\d`, `\w` and `\s` for one byte of a kind; `{n}`, `{n,m}`, `{n,}`,
/// `+`, `*` and `?` say how often. There are no groups and no choices: so a text is searched in one pass, whatever it holds.
package struct SecretPattern: Sendable, Equatable {
    /// One byte of a match at most `maximumPlaces` of them.
    private struct Place: Equatable {
        let allowed: [Bool]
        /// May be left out, may come again.
        let isOptional: Bool
        let repeats: Bool
    }

    package static let maximumPlaces = 64

    private let places: [Place]

    /// Throws a sentence about what can't be read.
    package init(_ text: String) throws(PatternProblem) {
        var reader = PatternReader(text)
        var places: [Place] = []
        while let allowed = try reader.atom() {
            let (least, most) = try reader.count()
            guard places.count + max(least, most ?? least, 1) <= Self.maximumPlaces else {
                throw PatternProblem("“\(text)” is too long: at most \(Self.maximumPlaces) bytes can be told apart.")
            }
            for place in 0..<max(least, most ?? max(least, 1)) {
                let isLast = place == max(least, 1) - 1
                places.append(Place(allowed: allowed, isOptional: place >= least, repeats: most == nil && isLast))
            }
        }
        guard places.contains(where: { !$0.isOptional }) else {
            throw PatternProblem("“\(text)” matches nothing at all. Write at least one byte that must be there.")
        }
        self.places = places
    }

    /// The longest match from each place where one begins, none overlapping another.
    func matches<Bytes: RandomAccessCollection>(
        in bytes: Bytes
    ) -> [Range<Int>] where Bytes.Element == UInt8, Bytes.Index == Int {
        var matches: [Range<Int>] = []
        // For each number of places passed, where the earliest such beginning is.
        var state = [Int?](repeating: nil, count: places.count + 1)
        var isIdle = true
        for index in bytes.indices {
            let byte = bytes[index]
            if isIdle, !begins(byte) { continue }
            isIdle = step(&state, byte, at: index)
            guard let start = state[places.count] else { continue }
            if let last = matches.last, last.lowerBound == start {
                matches[matches.count - 1] = start..<index + 1
            } else if start >= matches.last?.upperBound ?? 0 {
                matches.append(start..<index + 1)
            }
        }
        return matches
    }

    private func begins(_ byte: UInt8) -> Bool {
        for place in places {
            if place.allowed[Int(byte)] { return true }
            if !place.isOptional { return false }
        }
        return false
    }

    /// Takes in one byte. True when no match is under way.
    private func step(_ state: inout [Int?], _ byte: UInt8, at index: Int) -> Bool {
        var next = [Int?](repeating: nil, count: state.count)
        var origin: Int? = index
        var isIdle = true
        for (number, place) in places.enumerated() {
            // Where a place may be left out, what came before it counts as having passed it.
            let before = Self.earliest(state[number], origin)
            origin = place.isOptional ? before : nil
            let again = place.repeats ? state[number + 1] : nil
            guard place.allowed[Int(byte)], let start = Self.earliest(before, again) else { continue }
            next[number + 1] = start
            isIdle = false
        }
        // Places at the end that may be left out.
        for number in places.indices.reversed() where places[number].isOptional {
            guard places[number...].allSatisfy(\.isOptional) else { break }
            next[places.count] = Self.earliest(next[places.count], next[number])
        }
        state = next
        return isIdle
    }

    private static func earliest(_ one: Int?, _ other: Int?) -> Int? {
        guard let one, let other else { return one ?? other }
        return min(one, other)
    }
}

/// Why a pattern can't be used: a sentence.
package struct PatternProblem: Error, Sendable, Equatable, CustomStringConvertible {
    package let description: String

    init(_ description: String) { self.description = description }
}

private struct PatternReader {
    private let bytes: [UInt8]
    private let text: String
    private var place = 0

    init(_ text: String) {
        self.text = text
        bytes = Array(text.utf8)
    }

    private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

    private mutating func take() -> UInt8? {
        defer { place += 1 }
        return next
    }

    /// The bytes that the next part stands for; nil at the end.
    mutating func atom() throws(PatternProblem) -> [Bool]? {
        guard let byte = take() else { return nil }
        switch byte {
        case UInt8(ascii: "["): return try set()
        case UInt8(ascii: "."): return Self.table { $0 != 0x0A }
        case UInt8(ascii: "\\"): return try escaped()
        case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "|"), UInt8(ascii: "{"), UInt8(ascii: "*"),
            UInt8(ascii: "+"), UInt8(ascii: "?"), UInt8(ascii: "^"), UInt8(ascii: "$"):
            throw PatternProblem(
                "“\(text)” holds “\(Character(UnicodeScalar(byte)))” where it means nothing here. "
                    + "Groups, choices and anchors aren't known; write \\ before a sign that stands for itself.")
        default: return Self.table { $0 == byte }
        }
    }

    private mutating func escaped() throws(PatternProblem) -> [Bool] {
        guard let byte = take() else { throw PatternProblem("“\(text)” ends in a lone \\.") }
        switch byte {
        case UInt8(ascii: "d"): return Self.table(\.isDigit)
        case UInt8(ascii: "w"): return Self.table(\.isWordByte)
        case UInt8(ascii: "s"): return Self.table(\.isSpaceByte)
        default:
            guard !byte.isLetter, !byte.isDigit else {
                throw PatternProblem("“\(text)” holds \\\(Character(UnicodeScalar(byte))), which isn't known.")
            }
            return Self.table { $0 == byte }
        }
    }

    private mutating func set() throws(PatternProblem) -> [Bool] {
        let isInverted = next == UInt8(ascii: "^")
        if isInverted { place += 1 }
        var table = [Bool](repeating: false, count: 256)
        while let byte = take(), byte != UInt8(ascii: "]") {
            if byte == UInt8(ascii: "\\") {
                for (index, allowed) in try escaped().enumerated() where allowed { table[index] = true }
            } else if next == UInt8(ascii: "-"), place + 1 < bytes.count, bytes[place + 1] != UInt8(ascii: "]") {
                let last = bytes[place + 1]
                guard byte <= last else { throw PatternProblem("“\(text)” has a range that ends before it begins.") }
                place += 2
                for index in byte...last { table[Int(index)] = true }
            } else {
                table[Int(byte)] = true
            }
        }
        guard place <= bytes.count, table.contains(true) else {
            throw PatternProblem("“\(text)” has a [ without its ], or with nothing between.")
        }
        return isInverted ? table.map { !$0 } : table
    }

    /// How often: at least, and at most, nil for any number.
    mutating func count() throws(PatternProblem) -> (Int, Int?) {
        switch next {
        case UInt8(ascii: "?"): place += 1; return (0, 1)
        case UInt8(ascii: "*"): place += 1; return (0, nil)
        case UInt8(ascii: "+"): place += 1; return (1, nil)
        case UInt8(ascii: "{"): return try braces()
        default: return (1, 1)
        }
    }

    private mutating func braces() throws(PatternProblem) -> (Int, Int?) {
        guard let close = bytes[place...].firstIndex(of: UInt8(ascii: "}")) else {
            throw PatternProblem("“\(text)” has a { without its }.")
        }
        let inside = String(decoding: bytes[(place + 1)..<close], as: UTF8.self)
        place = close + 1
        let numbers = inside.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
        if numbers.count == 1, let times = numbers[0], (1...SecretPattern.maximumPlaces).contains(times) {
            return (times, times)
        }
        if numbers.count == 2, let least = numbers[0], (0...SecretPattern.maximumPlaces).contains(least) {
            if inside.hasSuffix(",") { return (least, nil) }
            if let most = numbers[1], most >= max(least, 1), most <= SecretPattern.maximumPlaces {
                return (least, most)
            }
        }
        throw PatternProblem("“\(text)” has {\(inside)}; write {8}, {8,40} or {8,}.")
    }

    private static func table(_ allows: (UInt8) -> Bool) -> [Bool] { (UInt8.min...UInt8.max).map(allows) }
}
