/// A secret in a text.
struct SecretFinding: Equatable {
    let range: Range<Int>
    let kind: SecretKind
}

/// Finds secrets in bytes in one pass: most bytes are looked up in a table and passed over.
///
/// Takes time in proportion to the length, whatever the text: looks back are bounded, and looks ahead go by runs whose ends are
/// kept (`ByteRuns`). Generic over the bytes so that tests can count how often they are looked at. What it knows stands in
/// `SecretShapes` (tokens with a shape of their own) and `SecretNames` (names whose value is a secret).
struct SecretScan<Bytes: RandomAccessCollection> where Bytes.Element == UInt8, Bytes.Index == Int {
    typealias Finding = SecretFinding

    /// Begin at zero.
    let bytes: Bytes
    let count: Int
    private let findsEmails: Bool
    private var runs = ByteRuns()
    /// The last `@` of the address that was looked at last.
    private var address: (range: Range<Int>, at: Int?) = (0..<0, nil)
    /// The first end of a key at or after `from`; nil where none follows.
    private var keyEnd: (from: Int, place: Int?)?
    /// What was given as a name last, `name: DB_PASSWORD`, of which a `value:` may follow.
    var givenName: Range<Int>?
    /// The program whose short flag may be a password, and where it was named.
    var command: (program: SecretCommands.Program, place: Int)?

    init(_ bytes: Bytes, findsEmails: Bool) {
        self.bytes = bytes
        count = bytes.count
        self.findsEmails = findsEmails
    }

    /// In order, none overlapping another.
    mutating func findings() -> [Finding] {
        var findings: [Finding] = []
        var index = 0
        while index < count {
            let trigger = SecretTrigger.table[Int(bytes[index])]
            if trigger == .none {
                index += 1
            } else if trigger == .bracket {
                index = end(ofPlaceholderAt: index) ?? index + 1
            } else if let finding = finding(at: index, trigger), finding.range.upperBound > index {
                add(finding, to: &findings)
                index = finding.range.upperBound
            } else {
                index += 1
            }
        }
        return findings
    }

    /// A value found later may begin before one that was found inside it, e.g. a user name before a password.
    private func add(_ finding: Finding, to findings: inout [Finding]) {
        while let last = findings.last, last.range.lowerBound >= finding.range.lowerBound { findings.removeLast() }
        if let last = findings.last, last.range.upperBound > finding.range.lowerBound { return }
        findings.append(finding)
    }

    private mutating func finding(at index: Int, _ trigger: SecretTrigger) -> Finding? {
        switch trigger {
        case .none, .bracket: nil
        case .assignment:
            url(at: index) ?? passwordFile(at: index) ?? assignment(at: index)
                ?? (isWordStart(index) ? nil : telegram(at: index))
        case .dash: isWordStart(index) ? privateKey(at: index) ?? flag(at: index) : nil
        case .digit: isWordStart(index) ? card(at: index) ?? shaped(at: index) : nil
        case .letter: isWordStart(index) ? shaped(at: index) ?? bearer(at: index) ?? spoken(at: index) : nil
        case .at: findsEmails ? email(around: index) : nil
        case .element: element(at: index)
        case .tilde: azureSecret(at: index)
        }
    }
}

/// What may begin at a byte.
enum SecretTrigger {
    case none, assignment, dash, digit, letter, at, bracket, element, tilde

    static let table: [SecretTrigger] = {
        var table = [SecretTrigger](repeating: .none, count: 256)
        for byte in SecretShapes.firstBytes.union(SecretCommands.firstBytes) { table[Int(byte)] = .letter }
        for byte in UInt8(ascii: "0")...UInt8(ascii: "9") { table[Int(byte)] = .digit }
        let others: [(String, SecretTrigger)] = [
            ("=:", .assignment), ("-", .dash), ("@", .at), ("[", .bracket), (">", .element), ("~", .tilde),
        ]
        for (bytes, trigger) in others { for byte in bytes.utf8 { table[Int(byte)] = trigger } }
        return table
    }()
}

extension SecretScan {
    subscript(index: Int) -> UInt8? { index >= 0 && index < count ? bytes[index] : nil }

    /// Whether a word can begin here.
    func isWordStart(_ index: Int) -> Bool {
        guard index > 0 else { return true }
        let before = bytes[index - 1]
        guard before.isWordByte else { return true }
        // An escaped line break or tab in JSON: `\nAKIA…`.
        return (before == UInt8(ascii: "n") || before == UInt8(ascii: "t") || before == UInt8(ascii: "r"))
            && index > 1 && bytes[index - 2] == UInt8(ascii: "\\")
    }

    func starts(_ text: StaticString, at index: Int) -> Bool {
        guard index >= 0, index + text.utf8CodeUnitCount <= count else { return false }
        for offset in 0..<text.utf8CodeUnitCount where bytes[index + offset] != text.utf8Start[offset] { return false }
        return true
    }

    func startsIgnoringCase(_ lowercase: StaticString, at index: Int) -> Bool {
        guard index >= 0, index + lowercase.utf8CodeUnitCount <= count else { return false }
        for offset in 0..<lowercase.utf8CodeUnitCount
        where bytes[index + offset].lowercased != lowercase.utf8Start[offset] { return false }
        return true
    }

    func matches(_ prefix: [UInt8], at index: Int) -> Bool {
        guard index >= 0, index + prefix.count <= count else { return false }
        for offset in prefix.indices where bytes[index + offset] != prefix[offset] { return false }
        return true
    }

    /// The end of the run of such bytes that goes on at `index`.
    mutating func end(of kind: ByteClass, from index: Int) -> Int {
        if let end = runs.end(kind.rawValue, from: index) { return end }
        var end = index
        while end < count, kind.allows(bytes[end]) { end += 1 }
        runs.keep(kind.rawValue, index..<max(index, end))
        return end
    }

    /// The end of a value without quotes.
    mutating func plainEnd(from index: Int) -> Int {
        if let end = runs.end(ByteRuns.plain, from: index) { return end }
        var end = index
        while let byte = self[end], !byte.isSpaceByte, !"\"'&;)}]<|`".utf8.contains(byte) {
            if byte == UInt8(ascii: ","), isSeparator(end) { break }
            if byte == UInt8(ascii: "\\"), self[end + 1] == 0x22 || self[end + 1] == UInt8(ascii: "n") { break }
            end += 1
        }
        runs.keep(ByteRuns.plain, index..<end)
        return end
    }

    /// Whether a comma parts two fields: `password=x, host=y`.
    private func isSeparator(_ comma: Int) -> Bool {
        guard let next = self[comma + 1], !next.isSpaceByte, next != 0x22, next != 0x27 else { return true }
        var end = comma + 1
        while let byte = self[end], ByteClass.wordDash.allows(byte) { end += 1 }
        return end > comma + 1 && (self[end] == UInt8(ascii: "=") || self[end] == UInt8(ascii: ":"))
    }

    /// The last `@` of a stretch that ends where its address ends.
    mutating func lastAt(in range: Range<Int>) -> Int? {
        if address.range.upperBound != range.upperBound || address.range.lowerBound > range.lowerBound {
            address = (range, bytes[range].lastIndex(of: UInt8(ascii: "@")))
        }
        return address.at.flatMap { $0 >= range.lowerBound ? $0 : nil }
    }

    /// Where `-----END ` next stands. One that was found, or not found, isn't looked for again.
    mutating func nextKeyEnd(from index: Int) -> Int? {
        if let keyEnd, keyEnd.from <= index, keyEnd.place.map({ $0 >= index }) ?? true { return keyEnd.place }
        let place = (index..<max(index, count)).first { bytes[$0] == UInt8(ascii: "-") && starts("-----END ", at: $0) }
        keyEnd = (index, place)
        return place
    }

    /// What was redacted before is passed over.
    private mutating func end(ofPlaceholderAt index: Int) -> Int? {
        guard starts("[redacted:", at: index) else { return nil }
        var end = index + 1
        while end - index < 80, let byte = self[end], byte == UInt8(ascii: ":") || ByteClass.url.allows(byte) {
            end += 1
        }
        return self[end] == UInt8(ascii: "]") ? end + 1 : nil
    }
}
