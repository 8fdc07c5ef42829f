extension SecretScan {
    /// A token known by its first letters, or a JSON web token.
    mutating func shaped(at index: Int) -> Finding? {
        if starts("eyJ", at: index) { return webToken(at: index) }
        for shape in SecretShapes.byFirstByte[Int(bytes[index])] where matches(shape.prefix, at: index) {
            let start = index + shape.prefix.count
            let end = end(of: shape.letters, from: start)
            guard end - start >= shape.minimum, end - start <= shape.maximum else { continue }
            return Finding(range: index..<trimmed(end, from: start), kind: shape.kind)
        }
        return nil
    }

    /// A full stop at the end ends a sentence.
    private func trimmed(_ end: Int, from start: Int) -> Int {
        end > start && bytes[end - 1] == UInt8(ascii: ".") ? end - 1 : end
    }

    /// Header, claims and signature; the signature may be missing.
    private mutating func webToken(at index: Int) -> Finding? {
        let header = end(of: .url, from: index)
        guard header - index >= 12, self[header] == UInt8(ascii: ".") else {
            // Grafana's keys and other JSON in base64 that is long enough to be one.
            return starts("eyJrIjoi", at: index) && header - index >= 60
                ? Finding(range: index..<header, kind: .token) : nil
        }
        let claims = end(of: .url, from: header + 1)
        guard claims - header > 8 else { return nil }
        guard self[claims] == UInt8(ascii: ".") else { return Finding(range: index..<claims, kind: .jwt) }
        return Finding(range: index..<end(of: .url, from: claims + 1), kind: .jwt)
    }

    /// `Bearer` and what follows it, wherever it stands.
    mutating func bearer(at index: Int) -> Finding? {
        guard startsIgnoringCase("bearer ", at: index) else { return nil }
        let start = end(of: .space, from: index + 7)
        let end = end(of: .bearer, from: start)
        return end - start >= 16 ? Finding(range: start..<end, kind: .token) : nil
    }

    /// A Telegram bot's token, `123456789:AA…`; found at its colon.
    mutating func telegram(at index: Int) -> Finding? {
        guard starts(":AA", at: index) else { return nil }
        var start = index
        while index - start <= 11, let byte = self[start - 1], byte.isDigit { start -= 1 }
        let end = end(of: .url, from: index + 1)
        guard (8...11).contains(index - start), end - index >= 34 else { return nil }
        return Finding(range: start..<end, kind: .token)
    }

    /// A secret of Azure's directory: three letters, a digit, `Q~` and 31 letters or more; found at its `~`.
    mutating func azureSecret(at index: Int) -> Finding? {
        guard self[index - 1] == UInt8(ascii: "Q"), self[index - 2]?.isDigit == true, isWordStart(index - 5) else {
            return nil
        }
        let end = end(of: .bearer, from: index + 1)
        return (31...40).contains(end - index - 1) ? Finding(range: index - 5..<end, kind: .token) : nil
    }

    /// From `-----BEGIN … PRIVATE KEY` to its end; without an end, as far as the key's letters go.
    mutating func privateKey(at index: Int) -> Finding? {
        guard starts("-----BEGIN ", at: index) else { return nil }
        let title = end(of: .keyTitle, from: index + 11)
        guard (index..<title).contains(where: { starts("PRIVATE KEY", at: $0) }) else { return nil }
        if let marker = nextKeyEnd(from: title), marker - index < 64 << 10 {
            var end = marker + 9
            while let byte = self[end], byte != UInt8(ascii: "-"), byte != 0x0A, end - marker < 80 { end += 1 }
            while self[end] == UInt8(ascii: "-"), end - marker < 100 { end += 1 }
            return Finding(range: index..<end, kind: .privateKey)
        }
        return Finding(range: index..<end(of: .keyBody, from: title), kind: .privateKey)
    }

    /// A payment card's number: 13 to 19 digits in one run or in groups, of a card network, with the right check digit.
    func card(at index: Int) -> Finding? {
        var digits: [UInt8] = []
        var end = index
        var position = index
        var separator: UInt8?
        while let byte = self[position] {
            if byte.isDigit {
                digits.append(byte - 0x30)
                end = position + 1
            } else if byte == 0x20 || byte == UInt8(ascii: "-"), separator ?? byte == byte,
                self[position + 1]?.isDigit == true
            {
                separator = byte
            } else {
                break
            }
            position += 1
            if digits.count > 19 { return nil }
        }
        guard digits.count >= 13, self[end]?.isWordByte != true, self[index - 1] != UInt8(ascii: "."),
            SecretNumbers.isOfNetwork(digits), SecretNumbers.hasCheckDigit(digits),
            digits.contains(where: { $0 != digits[1] })
        else { return nil }
        return Finding(range: index..<end, kind: .card)
    }

    /// An e-mail address around its `@`. The part before is at most 64 bytes long (RFC 5321).
    mutating func email(around index: Int) -> Finding? {
        func isLocal(_ byte: UInt8) -> Bool { byte.isWordByte || ".+-%".utf8.contains(byte) }
        var start = index
        while index - start < 64, let byte = self[start - 1], isLocal(byte) { start -= 1 }
        let end = min(end(of: .domain, from: index + 1), index + 256)
        let domain = bytes[(index + 1)..<end]
        guard start < index, let dot = domain.lastIndex(of: UInt8(ascii: ".")), end - dot > 2 || domain.count > 4 else {
            return nil
        }
        return Finding(range: start..<(bytes[end - 1] == UInt8(ascii: ".") ? end - 1 : end), kind: .email)
    }
}
