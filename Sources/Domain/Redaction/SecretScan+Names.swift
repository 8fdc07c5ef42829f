extension SecretScan {
    /// The value after `=` or `:` where the name before it says that it is a secret.
    mutating func assignment(at index: Int) -> Finding? {
        guard let name = name(before: index) else { return nil }
        var start = index + 1
        let isArrow = self[start] == UInt8(ascii: ">")
        if isArrow || self[start] == UInt8(ascii: "=") { start += 1 }
        let hasSpace = self[start]?.isSpaceByte == true
        start = end(of: .blank, from: start)
        guard let first = self[start], first != 0x0A, first != 0x0D else { return nil }
        guard let meaning = meaning(of: name, valueAt: start) else { return nil }
        switch meaning {
        case .line: return line(from: start)
        case .authorization: return authorization(from: start)
        case .password, .token, .random:
            let isSpoken = hasSpace && bytes[index] == UInt8(ascii: ":") && !isAtLineStart(name.lowerBound)
            return value(from: start, name: name, meaning, isSpoken: isSpoken)
        }
    }

    /// What a name says about its value; `value:` means what the name given before it means.
    private mutating func meaning(of name: Range<Int>, valueAt start: Int) -> SecretNames.Meaning? {
        if SecretNames.isOneOf(SecretNames.givesName, bytes[name]) {
            let given = extent(from: start)
            givenName = given.count <= 80 ? given : nil
            return SecretNames.meaning(of: bytes[name])
        }
        if let given = givenName, name.lowerBound - given.upperBound < 120,
            SecretNames.isOneOf(SecretNames.givesValue, bytes[name]),
            let meaning = SecretNames.meaning(of: bytes[given])
        {
            givenName = nil
            return meaning
        }
        return SecretNames.meaning(of: bytes[name])
    }

    /// The text of an element whose name, or whose attribute `name` or `key`, says that it is a secret; found at the `>`.
    mutating func element(at index: Int) -> Finding? {
        var open = index - 1
        while index - open < 120, let byte = self[open], byte != UInt8(ascii: "<"), byte != UInt8(ascii: ">"),
            byte != 0x0A
        {
            open -= 1
        }
        guard self[open] == UInt8(ascii: "<"), self[open + 1]?.isLetter == true else { return nil }
        var end = open + 1
        while end < index, ByteClass.dotted.allows(bytes[end]) || bytes[end] == UInt8(ascii: ":") { end += 1 }
        var name = open + 1..<end
        if let given = givenName, given.lowerBound > open, given.upperBound < index { name = given }
        guard let meaning = SecretNames.meaning(of: bytes[name]), meaning != .line else { return nil }
        let start = index + (starts("<![CDATA[", at: index + 1) ? 10 : 1)
        let range = start..<self.end(of: .elementText, from: start)
        guard !range.isEmpty, !isStandIn(range), meaning == .password || looksLikeToken(range) else { return nil }
        return Finding(range: range, kind: meaning == .password ? .password : .credential)
    }
}

extension SecretScan {
    /// The name that ends before `=` or `:`, quotes and brackets around it left out.
    private func name(before index: Int) -> Range<Int>? {
        var end = index
        while let byte = self[end - 1], byte == 0x20 || "\"'\\])".utf8.contains(byte), index - end < 4 { end -= 1 }
        var start = end
        while let byte = self[start - 1], ByteClass.dotted.allows(byte), end - start < 80 { start -= 1 }
        return end - start >= 2 ? start..<end : nil
    }

    private func isAtLineStart(_ index: Int) -> Bool {
        var place = index
        while index - place < 200, let byte = self[place - 1] {
            if byte == 0x0A { return true }
            guard byte == 0x20 || byte == 0x09 || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "\"") else {
                return false
            }
            place -= 1
        }
        return place == 0
    }

    mutating func value(
        from start: Int, name: Range<Int>, _ meaning: SecretNames.Meaning, isSpoken: Bool
    ) -> Finding? {
        let range = extent(from: start)
        guard !range.isEmpty, !isStandIn(range), !repeats(name, range) else { return nil }
        let isQuoted = range.lowerBound > start
        if !isQuoted, isExpression(range) { return nil }
        if !isQuoted, isSpoken, isProse(range) { return nil }
        if meaning == .token, !looksLikeToken(range) { return nil }
        if meaning == .random, !looksRandom(range) { return nil }
        return Finding(range: range, kind: meaning == .password ? .password : .credential)
    }

    /// Where the value begins and ends: within its quotes, or as far as a plain value goes.
    mutating func extent(from start: Int) -> Range<Int> {
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
        return start + 1..<min(end, count)
    }

    private mutating func line(from start: Int) -> Finding? {
        let isQuoted = self[start] == 0x22 || self[start] == 0x27
        let range = isQuoted ? extent(from: start) : start..<end(of: .quotedLine, from: start)
        return range.count >= 4 && !isStandIn(range) ? Finding(range: range, kind: .credential) : nil
    }

    private mutating func authorization(from start: Int) -> Finding? {
        let whole = extent(from: start)
        guard whole.lowerBound == start else { return quotedAuthorization(whole) }
        let scheme = end(of: .name, from: start)
        if self[scheme] == 0x20, startsIgnoringCase("digest", at: start) || startsIgnoringCase("aws4", at: start) {
            let range = scheme + 1..<end(of: .line, from: scheme + 1)
            return isStandIn(range) ? nil : Finding(range: range, kind: .credential)
        }
        let place = self[scheme] == 0x20 ? end(of: .space, from: scheme) : start
        let range = place..<plainEnd(from: place)
        return range.count >= 6 && !isStandIn(range) ? Finding(range: range, kind: .credential) : nil
    }

    private func quotedAuthorization(_ whole: Range<Int>) -> Finding? {
        guard let space = bytes[whole].firstIndex(of: 0x20) else {
            return whole.count >= 6 && !isStandIn(whole) ? Finding(range: whole, kind: .credential) : nil
        }
        let range = space + 1..<whole.upperBound
        return range.isEmpty || isStandIn(range) ? nil : Finding(range: range, kind: .credential)
    }
}
