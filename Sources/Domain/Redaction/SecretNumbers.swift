extension SecretScan {
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
            Self.isOfNetwork(digits), Self.hasCheckDigit(digits), digits.contains(where: { $0 != digits[1] })
        else { return nil }
        return Finding(range: index..<end, kind: .card)
    }

    private static func isOfNetwork(_ digits: [UInt8]) -> Bool {
        let four = digits.prefix(4).reduce(0) { $0 * 10 + Int($1) }
        return switch digits.count {
        case 13: four / 1_000 == 4
        case 14: (3_000...3_059).contains(four) || [36, 38, 39].contains(four / 100)
        case 15: [34, 37].contains(four / 100)
        case 16:
            four / 1_000 == 4 || (5_100...5_599).contains(four) || (2_221...2_720).contains(four)
                || four == 6_011 || four / 100 == 65 || (3_528...3_589).contains(four)
        case 19: four / 1_000 == 4 || four / 100 == 62 || four == 6_011
        default: false
        }
    }

    /// The Luhn check.
    private static func hasCheckDigit(_ digits: [UInt8]) -> Bool {
        let sum = digits.reversed().enumerated().reduce(0) { sum, entry in
            let doubled = entry.offset.isMultiple(of: 2) ? Int(entry.element) : Int(entry.element) * 2
            return sum + (doubled > 9 ? doubled - 9 : doubled)
        }
        return sum.isMultiple(of: 10)
    }

    /// An e-mail address around its `@`.
    func email(around index: Int) -> Finding? {
        func isLocal(_ byte: UInt8) -> Bool { byte.isWordByte || ".+-%".utf8.contains(byte) }
        var start = index
        while let byte = self[start - 1], isLocal(byte) { start -= 1 }
        let end = end(from: index + 1) {
            $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".")
        }
        let domain = bytes[(index + 1)..<end]
        guard start < index, let dot = domain.lastIndex(of: UInt8(ascii: ".")), end - dot > 2 || domain.count > 4 else {
            return nil
        }
        return Finding(range: start..<(bytes[end - 1] == UInt8(ascii: ".") ? end - 1 : end), kind: .email)
    }
}
