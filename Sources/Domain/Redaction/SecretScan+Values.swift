extension SecretScan {
    /// Values that stand for "none", for "hidden", or for a place where the value is kept.
    func isStandIn(_ range: Range<Int>) -> Bool {
        guard let first = self[range.lowerBound] else { return true }
        if "$<%".utf8.contains(first) || starts("{{", at: range.lowerBound) || starts("[redacted", at: range.lowerBound)
        {
            return true
        }
        if bytes[range].allSatisfy({
            $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "x") || $0 == UInt8(ascii: ".") || $0 >= 0x80
        }) {
            return true
        }
        guard range.count <= 12 else { return false }
        return SecretNames.standIns.contains(String(decoding: bytes[range].map(\.lowercased), as: UTF8.self))
    }

    /// `password=password`, `token: request.token`
    func repeats(_ name: Range<Int>, _ value: Range<Int>) -> Bool {
        guard value.count >= name.count else { return false }
        let tail = value.upperBound - name.count
        for offset in 0..<name.count
        where bytes[name.lowerBound + offset].lowercased != bytes[tail + offset].lowercased { return false }
        return value.count == name.count || bytes[tail - 1] == UInt8(ascii: ".")
    }

    /// A call or a subscript of a program's source: `os.environ["X"]`, `read_token()`.
    mutating func isExpression(_ range: Range<Int>) -> Bool {
        let end = end(of: .wordDot, from: range.lowerBound)
        guard end > range.lowerBound, let next = self[end] else { return false }
        return next == UInt8(ascii: "(") || next == UInt8(ascii: "[")
    }

    /// `invalid password: user is locked`: a plain word, and the sentence goes on.
    func isProse(_ range: Range<Int>) -> Bool {
        let isWord =
            range.count <= 14
            && bytes[range].allSatisfy { $0.isLetter || $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: ".") }
        let isPlain = isWord && bytes[range].dropFirst().allSatisfy { !$0.isCapital }
        return isPlain && self[range.upperBound] == 0x20 && self[range.upperBound + 1]?.isLetter == true
    }

    /// Eight letters or more, and no count.
    func looksLikeToken(_ range: Range<Int>) -> Bool {
        range.count >= 16
            || range.count >= 8 && !bytes[range].allSatisfy { $0.isDigit || $0 == UInt8(ascii: ".") }
    }

    /// Made by a generator: long, of a token's letters, with digits among letters and few of them twice. Names of things,
    /// addresses and UUIDs aren't.
    func looksRandom(_ range: Range<Int>) -> Bool {
        guard range.count >= 20, range.count <= 4_096 else { return false }
        var seen: Set<UInt8> = []
        var (digits, changes, hyphens) = (0, 0, 0)
        var wasDigit: Bool?
        for byte in bytes[range].prefix(128) {
            guard byte.isBase64 || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "%") else { return false }
            seen.insert(byte)
            if byte.isDigit { digits += 1 }
            if byte == UInt8(ascii: "-") { hyphens += 1 }
            if let wasDigit, wasDigit != byte.isDigit { changes += 1 }
            wasDigit = byte.isDigit
        }
        let isUUID = range.count == 36 && hyphens == 4
        return !isUUID && seen.count >= 10 && digits >= 2 && changes >= 4
    }
}
