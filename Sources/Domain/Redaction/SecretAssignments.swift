extension SecretScan {
    /// The value after `=` or `:` where the name before it says that it is a secret.
    func assignment(at index: Int) -> Finding? {
        guard let name = name(before: index) else { return nil }
        guard let meaning = SecretNames.meaning(of: bytes[name]) else { return nil }
        var start = index + 1
        let isArrow = self[start] == UInt8(ascii: ">")
        if isArrow || self[start] == UInt8(ascii: "=") { start += 1 }
        let hasSpace = self[start]?.isSpaceByte == true
        start = end(from: start) { $0 == 0x20 || $0 == 0x09 }
        guard let first = self[start], first != 0x0A, first != 0x0D else { return nil }
        switch meaning {
        case .line: return line(from: start)
        case .authorization: return authorization(from: start)
        case .password, .token:
            let isSpoken = hasSpace && bytes[index] == UInt8(ascii: ":") && !isAtLineStart(name.lowerBound)
            return value(from: start, name: name, meaning, isSpoken: isSpoken)
        }
    }

    /// `--password hunter2`, `-p` is not told from other flags.
    func flag(at index: Int) -> Finding? {
        guard starts("--", at: index) else { return nil }
        let end = end(from: index + 2) { $0.isWordByte || $0 == UInt8(ascii: "-") }
        guard self[end] == 0x20, let meaning = SecretNames.meaning(of: bytes[(index + 2)..<end]) else { return nil }
        let start = self.end(from: end) { $0 == 0x20 }
        guard self[start] != UInt8(ascii: "-") else { return nil }
        return value(from: start, name: (index + 2)..<end, meaning, isSpoken: false)
    }

    /// The password of an address, `scheme://user:password@host`, or a token that stands for both.
    func url(at index: Int) -> Finding? {
        guard starts("://", at: index), self[index - 1]?.isWordByte == true else { return nil }
        if let hook = webhook(at: index + 3) { return hook }
        let start = index + 3
        guard !starts("[redacted:", at: start) else { return nil }
        let isStore = isStoreScheme(before: index)
        let stop = end(from: start) { byte in
            !byte.isSpaceByte && !"\"'<>`\\".utf8.contains(byte) && (isStore || !"/?#".utf8.contains(byte))
        }
        guard let at = bytes[start..<stop].lastIndex(of: UInt8(ascii: "@")) else { return nil }
        if let colon = bytes[start..<at].firstIndex(of: UInt8(ascii: ":")) {
            guard colon + 1 < at, !isStandIn(colon + 1..<at) else { return nil }
            return Finding(range: colon + 1..<at, kind: .password)
        }
        return at - start >= 20 ? Finding(range: start..<at, kind: .token) : nil
    }

    /// Addresses whose path is the secret.
    private func webhook(at index: Int) -> Finding? {
        func path(after host: StaticString) -> Finding? {
            guard starts(host, at: index) else { return nil }
            let start = index + host.utf8CodeUnitCount
            let end = end(from: start) { SecretShapes.Letters.url.allow($0) || $0 == UInt8(ascii: "/") }
            return end - start >= 20 ? Finding(range: start..<end, kind: .token) : nil
        }
        return path(after: "hooks.slack.com/services/") ?? path(after: "discord.com/api/webhooks/")
            ?? path(after: "hooks.slack.com/workflows/") ?? path(after: "outlook.office.com/webhook/")
    }

    private func isStoreScheme(before index: Int) -> Bool {
        var start = index
        while let byte = self[start - 1], byte.isWordByte || byte == UInt8(ascii: "+") { start -= 1 }
        return !["http", "https", "ws", "wss", "ftp", "file"].contains(
            String(decoding: bytes[start..<index], as: UTF8.self))
    }
}

extension SecretScan {
    /// The name that ends before `=` or `:`, quotes and brackets around it left out.
    private func name(before index: Int) -> Range<Int>? {
        var end = index
        while let byte = self[end - 1], byte == 0x20 || "\"'\\])".utf8.contains(byte), index - end < 4 { end -= 1 }
        var start = end
        while let byte = self[start - 1], byte.isWordByte || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "."),
            end - start < 80
        {
            start -= 1
        }
        return end - start >= 2 ? start..<end : nil
    }

    private func isAtLineStart(_ index: Int) -> Bool {
        var place = index
        while let byte = self[place - 1] {
            if byte == 0x0A { return true }
            guard byte == 0x20 || byte == 0x09 || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "\"") else {
                return false
            }
            place -= 1
        }
        return true
    }

    private func value(from start: Int, name: Range<Int>, _ meaning: SecretNames.Meaning, isSpoken: Bool) -> Finding? {
        let range = extent(from: start)
        guard !range.isEmpty, !isStandIn(range), !repeats(name, range) else { return nil }
        let isQuoted = range.lowerBound > start
        if !isQuoted, isExpression(range) { return nil }
        if !isQuoted, isSpoken, isProse(range) { return nil }
        if meaning == .token, range.count < 8 || isPlainNumber(range) && range.count < 16 { return nil }
        return Finding(range: range, kind: meaning == .password ? .password : .credential)
    }

    /// Where the value begins and ends: within its quotes, or as far as a plain value goes.
    private func extent(from start: Int) -> Range<Int> {
        var start = start
        var isEscaped = false
        if self[start] == UInt8(ascii: "\\") { (start, isEscaped) = (start + 1, true) }
        // Python's and C#'s prefixes: b"…", f'…', @"…".
        if let prefix = self[start], "bfru@".utf8.contains(prefix), self[start + 1] == 0x22 || self[start + 1] == 0x27 {
            start += 1
        }
        guard let quote = self[start], quote == 0x22 || quote == 0x27 || quote == UInt8(ascii: "`") else {
            return start..<plainEnd(from: start)
        }
        var end = start + 1
        while let byte = self[end], byte != 0x0A {
            if isEscaped, byte == UInt8(ascii: "\\"), self[end + 1] == quote { break }
            if byte == quote, !isEscaped { break }
            end += byte == UInt8(ascii: "\\") && !isEscaped ? 2 : 1
        }
        return start + 1..<min(end, bytes.count)
    }

    private func plainEnd(from start: Int) -> Int {
        var end = start
        while let byte = self[end], !byte.isSpaceByte, !"\"'&;)}]<|`".utf8.contains(byte) {
            if byte == UInt8(ascii: ","), isSeparator(end) { break }
            if byte == UInt8(ascii: "\\"), self[end + 1] == 0x22 || self[end + 1] == UInt8(ascii: "n") { break }
            end += 1
        }
        return end
    }

    /// Whether a comma parts two fields: `password=x, host=y`.
    private func isSeparator(_ comma: Int) -> Bool {
        guard let next = self[comma + 1], !next.isSpaceByte, next != 0x22, next != 0x27 else { return true }
        let end = end(from: comma + 1) { $0.isWordByte || $0 == UInt8(ascii: "-") }
        return end > comma + 1 && (self[end] == UInt8(ascii: "=") || self[end] == UInt8(ascii: ":"))
    }

    private func line(from start: Int) -> Finding? {
        let isQuoted = self[start] == 0x22 || self[start] == 0x27
        let range = isQuoted ? extent(from: start) : start..<end(from: start) { $0 != 0x0A && $0 != 0x0D && $0 != 0x22 }
        return range.count >= 4 && !isStandIn(range) ? Finding(range: range, kind: .credential) : nil
    }

    private func authorization(from start: Int) -> Finding? {
        let whole = extent(from: start)
        let isQuoted = whole.lowerBound > start
        guard isQuoted else {
            let scheme = end(from: start) { $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "-") }
            if self[scheme] == 0x20, startsIgnoringCase("digest", at: start) || startsIgnoringCase("aws4", at: start) {
                let range = scheme + 1..<end(from: scheme + 1) { $0 != 0x0A && $0 != 0x0D }
                return isStandIn(range) ? nil : Finding(range: range, kind: .credential)
            }
            let place = self[scheme] == 0x20 ? end(from: scheme) { $0 == 0x20 } : start
            let range = place..<plainEnd(from: place)
            return range.count >= 6 && !isStandIn(range) ? Finding(range: range, kind: .credential) : nil
        }
        guard let space = bytes[whole].firstIndex(of: 0x20) else {
            return whole.count >= 6 && !isStandIn(whole) ? Finding(range: whole, kind: .credential) : nil
        }
        let range = space + 1..<whole.upperBound
        return range.isEmpty || isStandIn(range) ? nil : Finding(range: range, kind: .credential)
    }
}

extension SecretScan {
    /// Values that stand for "none", for "hidden", or for a place where the value is kept.
    private func isStandIn(_ range: Range<Int>) -> Bool {
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
        let word = String(decoding: bytes[range].map(\.lowercased), as: UTF8.self)
        return Self.standIns.contains(word)
    }

    private static let standIns: Set<String> = [
        "null", "none", "nil", "true", "false", "undefined", "required", "missing", "invalid", "empty", "string", "str",
        "hidden", "redacted", "[redacted]", "(hidden)", "(none)", "[filtered]", "[hidden]", "bytes", "optional", "int",
        "expired", "n/a",
    ]

    /// `password=password`, `token: request.token`
    private func repeats(_ name: Range<Int>, _ value: Range<Int>) -> Bool {
        let names = bytes[name].map(\.lowercased)
        let values = bytes[value].map(\.lowercased)
        return values == names
            || values.count > names.count && values.suffix(names.count) == names[...]
                && values[values.count - names.count - 1] == UInt8(ascii: ".")
    }

    /// A call or a subscript of a program's source: `os.environ["X"]`, `read_token()`.
    private func isExpression(_ range: Range<Int>) -> Bool {
        let end = end(from: range.lowerBound) { $0.isWordByte || $0 == UInt8(ascii: ".") }
        guard end > range.lowerBound, let next = self[end] else { return false }
        return next == UInt8(ascii: "(") || next == UInt8(ascii: "[")
    }

    /// `invalid password: user is locked`: a plain word, and the sentence goes on.
    private func isProse(_ range: Range<Int>) -> Bool {
        let isWord =
            range.count <= 14
            && bytes[range].allSatisfy { $0.isLetter || $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: ".") }
        let isPlain = isWord && bytes[range].dropFirst().allSatisfy { !($0 >= 0x41 && $0 <= 0x5A) }
        return isPlain && self[range.upperBound] == 0x20 && self[range.upperBound + 1]?.isLetter == true
    }

    private func isPlainNumber(_ range: Range<Int>) -> Bool {
        bytes[range].allSatisfy { $0.isDigit || $0 == UInt8(ascii: ".") }
    }
}
