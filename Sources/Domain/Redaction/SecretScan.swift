/// Finds secrets in bytes in one pass: most bytes are looked up in a table and passed over.
///
/// Works on bytes because a log of 10 MB has to be read in a second. What it knows stands in `SecretShapes` (tokens with a
/// shape of their own) and `SecretNames` (names whose value is a secret).
struct SecretScan {
    struct Finding: Equatable {
        let range: Range<Int>
        let kind: SecretKind
    }

    let bytes: UnsafeBufferPointer<UInt8>
    private let findsEmails: Bool

    init(_ bytes: UnsafeBufferPointer<UInt8>, findsEmails: Bool) {
        self.bytes = bytes
        self.findsEmails = findsEmails
    }

    /// In order, none overlapping another.
    func findings() -> [Finding] {
        var findings: [Finding] = []
        var index = 0
        let triggers = Self.triggers
        triggers.withUnsafeBufferPointer { triggers in
            while index < bytes.count {
                let trigger = triggers[Int(bytes[index])]
                if trigger == .none {
                    index += 1
                    continue
                }
                if trigger == .bracket {
                    index = end(ofPlaceholderAt: index) ?? index + 1
                    continue
                }
                guard let finding = finding(at: index, trigger), finding.range.upperBound > index else {
                    index += 1
                    continue
                }
                add(finding, to: &findings)
                index = finding.range.upperBound
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

    private func finding(at index: Int, _ trigger: Trigger) -> Finding? {
        switch trigger {
        case .none, .bracket: nil
        case .assignment: url(at: index) ?? assignment(at: index) ?? (isWordStart(index) ? nil : telegram(at: index))
        case .dash: isWordStart(index) ? privateKey(at: index) ?? flag(at: index) : nil
        case .digit: isWordStart(index) ? card(at: index) ?? shaped(at: index) : nil
        case .letter: isWordStart(index) ? shaped(at: index) ?? bearer(at: index) : nil
        case .at: findsEmails ? email(around: index) : nil
        }
    }

    private enum Trigger { case none, assignment, dash, digit, letter, at, bracket }

    private static let triggers: [Trigger] = {
        var table = [Trigger](repeating: .none, count: 256)
        for byte in SecretShapes.firstBytes { table[Int(byte)] = .letter }
        for byte in UInt8(ascii: "0")...UInt8(ascii: "9") { table[Int(byte)] = .digit }
        table[Int(UInt8(ascii: "B"))] = .letter
        table[Int(UInt8(ascii: "b"))] = .letter
        table[Int(UInt8(ascii: "="))] = .assignment
        table[Int(UInt8(ascii: ":"))] = .assignment
        table[Int(UInt8(ascii: "-"))] = .dash
        table[Int(UInt8(ascii: "@"))] = .at
        table[Int(UInt8(ascii: "["))] = .bracket
        return table
    }()
}

extension SecretScan {
    subscript(index: Int) -> UInt8? { index >= 0 && index < bytes.count ? bytes[index] : nil }

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
        guard index >= 0, index + text.utf8CodeUnitCount <= bytes.count else { return false }
        for offset in 0..<text.utf8CodeUnitCount where bytes[index + offset] != text.utf8Start[offset] { return false }
        return true
    }

    func startsIgnoringCase(_ lowercase: StaticString, at index: Int) -> Bool {
        guard index >= 0, index + lowercase.utf8CodeUnitCount <= bytes.count else { return false }
        for offset in 0..<lowercase.utf8CodeUnitCount
        where bytes[index + offset].lowercased != lowercase.utf8Start[offset] { return false }
        return true
    }

    /// The end of a run of bytes that satisfy a test.
    func end(from index: Int, while isPart: (UInt8) -> Bool) -> Int {
        var end = index
        while end < bytes.count, isPart(bytes[end]) { end += 1 }
        return end
    }

    /// What was redacted before is passed over.
    private func end(ofPlaceholderAt index: Int) -> Int? {
        guard starts("[redacted:", at: index) else { return nil }
        let end = end(from: index + 1) { $0.isWordByte || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "-") }
        return self[end] == UInt8(ascii: "]") ? end + 1 : nil
    }
}

extension UInt8 {
    var isLetter: Bool { (self | 0x20) >= 0x61 && (self | 0x20) <= 0x7A }
    var isDigit: Bool { self >= 0x30 && self <= 0x39 }
    var isWordByte: Bool { isLetter || isDigit || self == 0x5F }
    var isSpaceByte: Bool { self == 0x20 || (self >= 0x09 && self <= 0x0D) }
    var lowercased: UInt8 { self >= 0x41 && self <= 0x5A ? self | 0x20 : self }
}
